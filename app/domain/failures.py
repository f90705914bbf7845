"""The three kinds of failure, sorted once at the driver; everything else is a bug."""

from __future__ import annotations

from typing import Any


class Failure(Exception):  # noqa: N818  (it is the word of the house)
    """Something that is not a bug of the program."""


class Refusal(Failure):
    """A rule said no.

    ``code`` is the SQLSTATE of class ``GR`` (resources/sql/code/05_refusals.sql lists them); ``detail`` is the
    machine-readable part. Screens translate by code and never parse text.
    """

    def __init__(self, code: str, message: str, detail: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail or {}


class Unreachable(Failure):
    """The server cannot be reached or went away; what was being written may be asked again with its request id."""


class TookTooLong(Unreachable):
    """The server is there and ended a question that took too long; nothing of it was kept."""


class LoginRefused(Failure):
    """The server is there and did not accept login or password."""


class Outdated(Failure):
    """The schema is newer than this program and says so: update the program."""

    def __init__(self, schema: int, known: int) -> None:
        super().__init__(f"schema {schema} is newer than this program ({known})")
        self.schema = schema
        self.known = known
