"""From the command to a usable window, embedded server included, with its parts."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from app.database.embedded_server import EmbeddedServer
from app.demo import demo_accounts
from tests.benchmarks.child import ROOT
from tests.benchmarks.room import bench_home
from tests.benchmarks.table import Row, Say, below, percentile

STARTS = 5


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """The whole, the first start ever, and each part. The benchmarks' own server runs on beside it, idle."""
    home = bench_home() / "start"
    account = next(one for one in demo_accounts() if one.login == "paiqian1")

    def start() -> dict[str, dict[str, float]]:
        spawned = time.monotonic_ns()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.start_probe", str(home), account.login, account.password,
             str(spawned)], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=90)
        found: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
        return found

    fresh = not (home / "server").exists()
    first = start()
    if fresh:
        say(f"very first start, with a new cluster and the demo district: {first['marks']['board painted']:.0f} ms")
    starts = [start() for _ in range(STARTS)]
    parts = list(starts[0]["marks"])
    medians = {part: percentile([one["marks"][part] for one in starts], 0.5) for part in parts}
    rows, before = [], 0.0
    for part in parts:
        say(f"{medians[part] - before:6.0f} ms  {part}")
        rows.append(f"{part} {medians[part] - before:.0f}")
        before = medians[part]
    note = f"second start, {starts[0]['rows']:.0f} rows; parts in ms: {', '.join(rows)}"
    if fresh:
        made = [below("very first start: cluster, schema, demo", first["marks"]["board painted"], "ms", None)]
    else:
        made = []
    return [below("command → board painted, server included", medians["board painted"], "ms", None, note), *made,
            below("end of the program, server stopped", percentile([one["end"] for one in starts], 0.5), "ms", None)]
