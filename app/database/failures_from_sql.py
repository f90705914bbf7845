"""SQLSTATE → the failures of the domain: the one place where a driver error gets its meaning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.domain.failures import Failure, LoginRefused, Refusal, TookTooLong, Unreachable

# 08 connection, 53 resources, 57 operator intervention (shutdown, crash, cannot connect now), 25006 read-only stand-by
_AWAY = ("08", "53", "57P", "25006")
_LOGIN = ("28000", "28P01", "3D000")


@contextmanager
def translated() -> Iterator[None]:
    """Run a block of database work; what the driver raises leaves it as Refusal, Unreachable or LoginRefused.

    Anything else (a bug of ours) passes unchanged.
    """
    try:
        yield
    except PoolTimeout as error:
        raise Unreachable("no free connection to the server") from error
    except DBAPIError as error:
        failure = meaning_of(error.orig) if isinstance(error.orig, psycopg2.Error) else None
        if failure is None and error.connection_invalidated:
            failure = Unreachable("the connection to the server was lost")
        if failure is None:
            raise
        raise failure from error
    except psycopg2.Error as error:
        failure = meaning_of(error)
        if failure is None:
            raise
        raise failure from error


def meaning_of(error: psycopg2.Error) -> Failure | None:
    """The failure that a psycopg2 error stands for, or None when it is a bug."""
    code = error.pgcode or ""
    if code.startswith("GR"):
        return Refusal(code, error.diag.message_primary or "", _detail(error.diag.message_detail))
    if code in _LOGIN:
        return LoginRefused(error.diag.message_primary or str(error))
    if code.startswith(_AWAY):
        return Unreachable(error.diag.message_primary or "the server is not available")
    if code == "42501":  # a right that the grants do not give
        return Refusal("GR003", error.diag.message_primary or "", {"why": "grants"})
    if code == "55P03":  # lock_timeout (app/database/engine.py)
        return Unreachable("the server did not answer in time: somebody else has the same case or number in hand")
    if code == "57014":  # statement_timeout (app/database/engine.py)
        return TookTooLong("the server ended a question that took too long")
    if code == "25P03":  # idle_in_transaction_session_timeout: nothing of it was kept
        return Unreachable("the server ended a transaction that was left open")
    if code in ("40001", "40P01"):  # serialisation, deadlock: asking again is safe, requests are idempotent
        return Unreachable("the server was busy with the same case; ask again")
    if not code and isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError):
        words = str(error).strip()
        # Before the session exists libpq gives words only, no SQLSTATE: these two are what PostgreSQL itself says.
        if "password authentication failed" in words or "no password supplied" in words or "does not exist" in words:
            return LoginRefused(words)
        return Unreachable(words or "the server cannot be reached")
    return None


def _detail(text: str | None) -> dict[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {"value": found}
