"""What the embedded server is told: ``gridroom.conf`` and ``pg_hba.conf``, written afresh at every start.

An administrator's own values go into ``local.conf`` beside them, which is read last and never written.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import psutil

MEBIBYTE = 1024 * 1024
INCLUDES = """
# The program's values, then the administrator's own.
include 'gridroom.conf'
include_if_exists 'local.conf'
"""


def server_values(port: int, socket_folder: Path | None, more: Mapping[str, str]) -> str:
    """The text of ``gridroom.conf`` for a desk machine that also runs a workstation or two.

    ``more`` overrules single values. No statement and no parameter is logged, because both hold personal data.
    """
    memory = psutil.virtual_memory().total
    buffers = min(512, max(64, memory // 8 // MEBIBYTE))
    values = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(socket_folder) if socket_folder else "",
        "unix_socket_permissions": "0700",
        "cluster_name": "gridroom",
        "max_connections": "200",
        "password_encryption": "scram-sha-256",
        "shared_buffers": f"{buffers}MB",
        "effective_cache_size": f"{memory // 3 // MEBIBYTE}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",        # solid-state disks are the rule by now
        "jit": "off",                     # our statements are short; compiling them costs more than it gives
        "timezone": "Asia/Shanghai",
        "log_timezone": "Asia/Shanghai",
        "lc_messages": "C",
        "default_text_search_config": "pg_catalog.simple",
        "tcp_keepalives_idle": "30",
        "tcp_keepalives_interval": "10",
        "tcp_keepalives_count": "3",
        "logging_collector": "on",
        "log_directory": "../log",        # beside the data; no path that another code page could garble
        "log_filename": "server-%a.log",  # one file per weekday, each overwritten a week later
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        "log_line_prefix": "%m [%p] %a %u@%d ",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        **more,
    }
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in values.items())


def access_rules() -> str:
    """The text of ``pg_hba.conf``: only the owner on the private socket is trusted, every person shows a password.

    Where there are no private sockets (Windows) the owner has a password too, kept in a file of the user.
    """
    if sys.platform == "win32":
        return "host all all 127.0.0.1/32 scram-sha-256\n"
    return (
        "local all postgres trust\n"
        "local all all scram-sha-256\n"
        "host all postgres all reject\n"
        "host all all 127.0.0.1/32 scram-sha-256\n"
    )


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "/" if sys.platform == "win32" else "\\\\").replace("'", "''") + "'"
