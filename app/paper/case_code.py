"""The QR code on every line of the sheet: scanned at a workstation (ui/scan_watch.py), it opens the case."""

from __future__ import annotations

import segno

PREFIX = "gridroom:case:"


def code_text(case_number: str) -> str:
    """What the code says for this case."""
    return PREFIX + case_number


def code_rows(case_number: str) -> list[list[bool]]:
    """The modules of the code, dark ones true, without a quiet zone. Error level M: a fold or stain is survived."""
    code = segno.make(code_text(case_number), error="m", micro=False, boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix]
