"""One start of the program up to the painted board, with the time of every part.

``python -m tests.benchmarks.start_probe HOME LOGIN PASSWORD SPAWNED`` where SPAWNED is ``time.monotonic_ns()`` of the
moment before this process was made. One JSON object on its output. Only the person's typing is left out.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

PYTHON_AT = time.monotonic_ns()


def main(arguments: list[str]) -> int:
    """Load the program, which is part of what is measured, and start it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.benchmarks.probed_program import start_once

    home, login, password, spawned = arguments
    began = {"python": PYTHON_AT, "imports": time.monotonic_ns()}
    return start_once(Path(home), login, password, int(spawned), began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
