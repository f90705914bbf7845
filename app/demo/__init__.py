"""The demo district 示范区: areas, people and some ninety living cases, made through the same functions as real ones.

A room of its own above imports: it composes them with app.database, and whoever starts the program asks it once.
"""

from app.demo.accounts import DemoAccount, demo_accounts
from app.demo.make import ensure_demo, make_demo, put_demo, reset_demo

__all__ = ["DemoAccount", "demo_accounts", "ensure_demo", "make_demo", "put_demo", "reset_demo"]
