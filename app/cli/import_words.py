"""What the import commands have in common: the account that the demo uses, and how problems are told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.demo.accounts import PASSWORD
from app.imports.problems import ImportRefused

MOST_PROBLEMS_SHOWN = 50
DEMO_ADMINISTRATOR = ("admin1", PASSWORD)
DEMO_TAKER = ("shoulian1", PASSWORD)


@contextmanager
def told_problems() -> Iterator[None]:
    """Lists what is wrong with a file, line by line, before the closing sentence."""
    try:
        yield
    except ImportRefused as refused:
        for problem in refused.problems[:MOST_PROBLEMS_SHOWN]:
            print(problem, file=sys.stderr)
        if len(refused.problems) > MOST_PROBLEMS_SHOWN:
            print(f"… and {len(refused.problems) - MOST_PROBLEMS_SHOWN:,} more", file=sys.stderr)
        raise
