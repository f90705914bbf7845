"""``python -m tests.benchmarks [NAME …]``: run all benchmarks or those named, print the table, write latest.json."""

from __future__ import annotations

import importlib
import os
import sys
import time
import traceback

import psutil

from tests.benchmarks.room import postgres_version, running_server
from tests.benchmarks.table import Row, machine, show, write

NAMES = ("moves", "sessions", "notify_to_paint", "cells", "history", "sheet", "big_board", "columns",
         "duplicates", "dispatching", "alarms", "positions", "tracks", "search", "map_past",
         "start", "proposals", "map")
ON_REQUEST = ("places",)  # takes minutes and gigabytes: runs when it is named


def main(names: list[str]) -> int:
    """Run them in order; 0 when every promise holds, 1 when one does not, 2 for an unknown name."""
    unknown = [name for name in names if name not in NAMES + ON_REQUEST]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(NAMES + ON_REQUEST)}")
        return 2
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows: list[Row] = []
    broken: list[str] = []
    with running_server() as server:
        version = postgres_version(server)
        print(" · ".join(f"{key} {value}" for key, value in machine(version).items()), flush=True)
        load = psutil.getloadavg()[0]
        if load > (os.cpu_count() or 1) / 2:
            print(f"The machine is busy with other things (load {load:.1f}): figures suffer, ratios less.", flush=True)
        for name in names or NAMES:
            print(f"\n== {name}", flush=True)
            began = time.monotonic()
            try:
                rows += importlib.import_module(f"tests.benchmarks.{name}").run(server, _say)
            except Exception:
                broken.append(name)
                traceback.print_exc()
            print(f"   {name} took {time.monotonic() - began:.0f} s", flush=True)
    write(rows, version)
    print("\n" + show(rows))
    if broken:
        print(f"\nbroke off with an error: {', '.join(broken)}")
    return 1 if broken or any(row.holds is False for row in rows) else 0


def _say(words: str) -> None:
    print(f"   {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
