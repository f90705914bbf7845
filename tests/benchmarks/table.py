"""What the benchmarks say: one row a figure, a table on the screen, and latest.json."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

LATEST = Path(__file__).with_name("latest.json")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``ratio`` = figure / floor; ``holds`` is None where nothing was promised."""

    name: str
    figure: float
    unit: str
    floor: float | None = None
    goal: str = ""
    ratio: float | None = None
    holds: bool | None = None
    note: str = ""


def against(name: str, figure: float, unit: str, floor: float, at_most: float | None, note: str = "") -> Row:
    """A row whose promise is a ratio to a floor measured in the same run; ``at_most`` None: only reported."""
    ratio = figure / floor if floor else math.inf
    return Row(name, _short(figure), unit, _short(floor), f"≤ {at_most:g}×" if at_most else "", _short(ratio),
               ratio <= at_most if at_most else None, note)


def below(name: str, figure: float, unit: str, at_most: float | None, note: str = "") -> Row:
    """A row whose promise is a plain limit; ``at_most`` None: only reported."""
    return Row(name, _short(figure), unit, None, f"≤ {at_most:g} {unit}" if at_most is not None else "", None,
               figure <= at_most if at_most is not None else None, note)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def machine(postgres: str) -> dict[str, object]:
    """What a reader must know to judge the figures, without naming the machine."""
    return {
        "cores": os.cpu_count(), "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(), "postgres": postgres,
    }


def show(rows: Sequence[Row]) -> str:
    """The rows as a table for the screen."""
    cells = [("figure", "value", "unit", "floor", "ratio", "goal", "holds", "note")]
    for row in rows:
        holds = {True: "yes", False: "NO", None: ""}[row.holds]
        cells.append((row.name, f"{row.figure:g}", row.unit, "" if row.floor is None else f"{row.floor:g}",
                      "" if row.ratio is None else f"{row.ratio:g}×", row.goal, holds, row.note))
    widths = [max(len(line[column]) for line in cells) for column in range(7)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=False)) + "  " + line[7]
             for line in cells]
    return "\n".join(line.rstrip() for line in [lines[0], "-" * len(lines[0]), *lines[1:]])


def write(rows: Sequence[Row], postgres: str) -> None:
    """Put the rows into latest.json; rows of benchmarks that did not run this time stay, with their own date."""
    today = datetime.now(UTC).date().isoformat()
    known = json.loads(LATEST.read_text(encoding="utf-8"))["rows"] if LATEST.exists() else []
    fresh = [asdict(row) | {"measured": today} for row in rows]
    names = {row["name"] for row in fresh}
    kept = [row for row in known if row["name"] not in names]
    text = json.dumps({"machine": machine(postgres), "rows": kept + fresh}, ensure_ascii=False, indent=1)
    LATEST.write_text(text + "\n", encoding="utf-8")


def _short(value: float) -> float:
    return value if not math.isfinite(value) or value == 0 else float(f"{value:.3g}")
