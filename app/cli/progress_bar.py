"""One line that says how far long work is, how fast it goes and how long it still takes."""

from __future__ import annotations

import os
import time
from typing import TextIO

REDRAWN_EVERY = 0.1    # seconds, on a terminal
TOLD_EVERY = 10.0      # seconds, where a line cannot be written over (a log, a dumb terminal)
WIDTH = 24             # characters of the bar


class ProgressBar:
    """Call it with (done, total, words); it draws on ``stream`` when that is worth it. Close it with :meth:`finish`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._draws = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._words = ""
        self._began = self._told = time.monotonic()
        self._first = 0
        self._drawn = 0

    def __call__(self, done: int, total: int, words: str) -> None:
        """Tell how far the work named by ``words`` is."""
        now = time.monotonic()
        if words != self._words:
            self.finish()
            self._words, self._began, self._told, self._first = words, now, now, done
        pause = REDRAWN_EVERY if self._draws else TOLD_EVERY
        if now - self._told < pause and done < total:
            return
        if not self._draws and done >= total:
            return
        self._told = now
        line = self._line(done, total, now - self._began)
        if self._draws:
            padded = line.ljust(self._drawn)
            self._stream.write(f"\r{padded}")
            self._drawn = len(line)
        else:
            self._stream.write(line + "\n")
        self._stream.flush()

    def finish(self) -> None:
        """Leave the line as it is and go to the next one."""
        if self._drawn:
            self._stream.write("\n")
            self._stream.flush()
            self._drawn = 0

    def _line(self, done: int, total: int, seconds: float) -> str:
        share = done / total if total else 1.0
        bar = ("#" * int(share * WIDTH)).ljust(WIDTH, ".")
        rate = (done - self._first) / seconds if seconds > 0 else 0.0
        left = f", {clock((total - done) / rate)} left" if 0 < done < total and rate > 0 else ""
        return f"{self._words} [{bar}] {done:,}/{total:,} {share:4.0%}, {rate:,.0f}/s{left}"


def clock(seconds: float) -> str:
    """Seconds as 0:42 or 1:02:03."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
