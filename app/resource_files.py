"""Where a file under ``resources/`` lies, from source, installed, or frozen into one program."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """The path of ``resources/<parts>``; whether it exists is the caller's question.

    A frozen program unpacks its files into ``sys._MEIPASS``; everywhere else ``resources`` is the neighbour of ``app``.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root.joinpath("resources", *parts)
