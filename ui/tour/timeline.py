"""When everything happened: from the commit in the database to the row painted on another station's screen.

All clocks are one: server and stations of a tour run on one machine. The commit's time is the one the server keeps for
the transaction (``track_commit_timestamp``), the painted row's is read right after the window was painted.
"""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

CLOCK = ("milliseconds from the commit as PostgreSQL keeps it (pg_xact_commit_timestamp) to the row painted on the "
         "screen of the station named; server and stations share this machine's clock")


@dataclass(frozen=True, slots=True)
class Moment:
    """One committed step of a case and who saw it when. Times are seconds since 1970, spans are milliseconds."""

    name: str
    station: str                       # whose hand it was
    case_number: str
    state: str
    pressed_at: float
    committed_at: float
    painted_ms: dict[str, float]       # station → from commit to painted row
    unseen_by: tuple[str, ...] = ()    # stations whose people must not see it, and that did not

    @property
    def commit_ms(self) -> float:
        """From the press of the button to the commit."""
        return (self.committed_at - self.pressed_at) * 1000


@dataclass(slots=True)
class Timeline:
    """Everything that was measured during one tour."""

    moments: list[Moment] = field(default_factory=list)
    away_seconds: float = 0.0          # how long the server was gone
    replay_ms: dict[str, float] = field(default_factory=dict)  # station → from the server's return to the row painted
    seconds: float = 0.0               # the whole tour
    cases: list[dict[str, Any]] = field(default_factory=list)  # of a shift: key presses and end of each
    parts: dict[str, float] = field(default_factory=dict)      # what the tour's seconds were spent on

    def painted(self, *, own: bool) -> list[float]:
        """All spans from commit to painted row, on the acting station itself or on the others."""
        return [span for moment in self.moments for station, span in moment.painted_ms.items()
                if (station == moment.station) is own]

    def save(self, file: Path) -> None:
        """Write ``timeline.json``."""
        others = self.painted(own=False)
        whole: dict[str, Any] = {
            "measured": CLOCK,
            "processors": os.cpu_count(),
            "moments": [asdict(moment) | {"commit_ms": round(moment.commit_ms, 1)} for moment in self.moments],
            "others_median_ms": round(statistics.median(others), 1) if others else None,
            "others_worst_ms": round(max(others), 1) if others else None,
            "server_away_seconds": round(self.away_seconds, 2),
            "replay_ms": self.replay_ms,
            "parts_seconds": self.parts,
            "seconds": round(self.seconds, 1),
            "cases": self.cases,
        }
        file.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def table(self, stations: Iterable[str]) -> str:
        """The same for a terminal: a line per step, a column per station, milliseconds."""
        names = list(stations)
        head = f"{'step':<12}{'by':<12}{'press→commit':>13}" + "".join(f"{name:>13}" for name in names)
        lines = ["from commit to painted row, ms", head, "─" * len(head)]
        for moment in self.moments:
            cells = "".join(f"{_cell(moment, name):>13}" for name in names)
            lines.append(f"{moment.name:<12}{moment.station:<12}{moment.commit_ms:>13.1f}{cells}")
        others = self.painted(own=False)
        if others:
            lines.append(f"other stations: median {statistics.median(others):.1f} ms, worst {max(others):.1f} ms"
                         f" ({len(others)} rows; – : this person may not see the case)")
        return "\n".join(lines)


def _cell(moment: Moment, station: str) -> str:
    if station in moment.painted_ms:
        return f"{moment.painted_ms[station]:.1f}"
    return "–" if station in moment.unseen_by else ""
