"""Addresses of a server, ``HOST:PORT/DATABASE`` or ``postgresql://…``: with a person in them, and without anybody."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.domain.failures import Failure


class AddressUnreadable(Failure):
    """What was written is no address of a server."""


def person_address(address: str, login: str, password: str) -> str:
    """The address as this person uses it; options such as ``sslmode`` stay. Raises AddressUnreadable."""
    return _read(address).set(username=login, password=password).render_as_string(hide_password=False)


def server_of(address: str) -> str:
    """``host:port/database``: names the server and nobody. What cannot be read stays as written, without its login."""
    try:
        url = _read(address)
    except AddressUnreadable:
        return _shown(address)
    return f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or 'gridroom'}"


def with_options(written: str, configured: str) -> str:
    """``configured`` where ``written`` still names its server, so that ``sslmode`` and the like are not lost on the way
    through a form that shows the server only; else ``written``."""
    return configured if configured and written == server_of(configured) else written


def _read(address: str) -> URL:
    try:
        url = make_url(address if "://" in address else f"postgresql+psycopg2://{address}")
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise AddressUnreadable(f"{_shown(address)} is no address of a server") from error
    if url.get_backend_name() != "postgresql":
        raise AddressUnreadable(f"{_shown(address)} is no address of a PostgreSQL server")
    return url


def _shown(address: str) -> str:
    """``address`` as far as it may be shown: what stands before an @ may hold a password."""
    return address.rsplit("@", 1)[-1]
