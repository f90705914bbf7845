"""Running PostgreSQL's own programs (initdb, pg_ctl) under the server's account, and reading why one gave up."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from app.database.server_account import ServerAccount

_PREFIX = re.compile(r"^\d{4}-\d\d-\d\d .*? @\S* +(?=[A-Z]+:)")  # log_line_prefix: when, who


def run_program(account: ServerAccount, folder: Path, program: Path, *arguments: str) -> tuple[bool, str]:
    """Run one of PostgreSQL's programs as the account in ``folder``; tells whether it failed, and what it said.

    What it says goes through a file: the server inherits the stream and would keep a pipe open for ever.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment["LC_ALL"] = "C"
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        command = [str(program) + (".exe" if sys.platform == "win32" else ""), *arguments]
        if account.uid is None:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                                  cwd=folder, env=environment, check=False)
        else:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                                  cwd=folder, env=environment, check=False, umask=0o077,
                                  user=account.uid, group=account.gid, extra_groups=[])
        said.seek(0)
        return done.returncode != 0, said.read()


def last_line(words: str) -> str:
    """What the server gave up with: PostgreSQL marks it FATAL or PANIC, and the line before often says more."""
    lines = [_PREFIX.sub("", line).strip() for line in words.splitlines() if line.strip()]
    for number, line in reversed(list(enumerate(lines))):
        if line.startswith(("FATAL:", "PANIC:")):
            return " – ".join(lines[max(0, number - 1) : number + 1])
    return lines[-1] if lines else ""
