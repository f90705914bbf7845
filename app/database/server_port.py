"""The TCP port of the embedded server: any free one, the same from start to start."""

from __future__ import annotations

import random
import socket
import sys
from pathlib import Path

# Below the ports that systems hand out for outgoing connections, above the well-known ones.
PORTS = range(20_000, 32_000)


def is_free(port: int) -> bool:
    """Whether a server could listen on ``127.0.0.1:port`` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # there it would mean: take a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port(file: Path) -> int:
    """The port that ``file`` remembers if it is free, else a new one, which ``file`` remembers from now on."""
    try:
        known = int(file.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        known = 0
    if known in PORTS and is_free(known):
        return known
    port = next(port for port in random.sample(PORTS, len(PORTS)) if is_free(port))
    fresh = file.with_name(file.name + ".new")
    fresh.write_text(f"{port}\n", encoding="ascii")
    fresh.replace(file)
    return port
