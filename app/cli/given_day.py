"""A day on the command line."""

from __future__ import annotations

import argparse
from datetime import date


def given_day(words: str) -> date:
    """For ``type=``: a day written like 2026-11-21."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no day: write it like 2026-11-21") from None
