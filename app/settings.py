"""The settings of one workstation: the only place where their defaults stand.

They come from, strongest first: the environment (``GRIDROOM_HOME``, ``GRIDROOM_DATABASE_URL``), the file
``gridroom.toml`` in the home folder, the defaults here. Whatever the program writes lies under the home folder.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from app.domain.failures import Failure

Theme = Literal["night", "day"]
Language = Literal["zh_CN", "en"]
THEMES = ("night", "day")
LANGUAGES = ("zh_CN", "en")
FILE_NAME = "gridroom.toml"
MAP_NAMES = ("map_file", "tianditu_key", "tianditu_address", "gcj02_tiles", "gcj02_attribution")


class SettingsUnreadable(Failure):
    """The settings file cannot be used; the message names the file and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one workstation was told. Change a copy with :meth:`changed` and :meth:`save` it."""

    home: Path
    database_url: str | None = None   # None: the embedded server under ``home``
    workstation: str = ""             # name of this seat in the history, e.g. the host's name
    theme: Theme = "night"
    language: Language = "zh_CN"
    map_file: str = ""                # MBTiles with this room's base map
    tianditu_key: str = field(default="", repr=False)
    tianditu_address: str = ""        # a node of the province or the city; '': the national one
    gcj02_tiles: str = field(default="", repr=False)  # address of tiles in GCJ-02 with {z}, {x}, {y}; may hold a key
    gcj02_attribution: str = ""       # whose map that is, shown on it

    @classmethod
    def load(cls, home: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings that hold for ``home`` (default: see :func:`home_folder`).

        Raises :class:`SettingsUnreadable` when the file is not TOML or holds an unknown name or value.
        """
        folder = (home or home_folder(environment)).expanduser().absolute()
        file = folder / FILE_NAME
        values = _read(file)
        url = environment.get("GRIDROOM_DATABASE_URL") or values.get("database_url") or None
        return cls(
            home=folder,
            database_url=_database_address(url),
            workstation=values.get("workstation") or platform.node() or "workstation",
            theme=cast("Theme", _one_of(file, "theme", values.get("theme", "night"), THEMES)),
            language=cast("Language", _one_of(file, "language", values.get("language", "zh_CN"), LANGUAGES)),
            map_file=values.get("map_file", ""),
            tianditu_key=_key(file, "tianditu_key", values.get("tianditu_key", "")),
            tianditu_address=_web_address(file, "tianditu_address", values.get("tianditu_address", ""), tiles=False),
            gcj02_tiles=_web_address(file, "gcj02_tiles", values.get("gcj02_tiles", ""), tiles=True),
            gcj02_attribution=values.get("gcj02_attribution", ""),
        )

    def changed(self, **values: Any) -> Settings:
        """A copy with these values instead."""
        return replace(self, **values)

    def with_map(self, **values: str) -> Settings:
        """A copy with these base maps (names of ``MAP_NAMES``). Raises SettingsUnreadable for what cannot be one."""
        file, checked = self.home / FILE_NAME, {}
        for name, value in values.items():
            if name == "tianditu_key":
                checked[name] = _key(file, name, value)
            elif name in ("tianditu_address", "gcj02_tiles"):
                checked[name] = _web_address(file, name, value, tiles=name == "gcj02_tiles")
            else:
                checked[name] = value
        return self.changed(**checked)

    def save(self) -> None:
        """Write ``gridroom.toml``. Replaces the file in one step, so a power cut leaves the old or the new one."""
        kept = {
            "database_url": self.database_url,
            "workstation": self.workstation,
            "theme": self.theme,
            "language": self.language,
            **{name: getattr(self, name) for name in MAP_NAMES},
        }
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in kept.items() if value]
        make_home(self.home)
        fresh = self.home / (FILE_NAME + ".new")
        fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
        if os.name == "posix":
            fresh.chmod(0o600)  # the database address may hold a password
        fresh.replace(self.home / FILE_NAME)

    @property
    def log_folder(self) -> Path:
        """Where the rotating log files go."""
        return self.home / "log"

    @property
    def pictures_folder(self) -> Path:
        """Default place of pictures, tours and sheets that nobody gave a path for."""
        return self.home / "pictures"

    @property
    def journal_file(self) -> Path:
        """The local journal (SQLite) that keeps reports while the server is away."""
        return self.home / "journal.sqlite"

    @property
    def window_file(self) -> Path:
        """Qt's own settings file: window places, column widths."""
        return self.home / "windows.ini"


def home_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """``GRIDROOM_HOME``, else the usual place of this system and user; ``/var/lib/gridroom`` as root."""
    given = environment.get("GRIDROOM_HOME")
    if given:
        return Path(given).expanduser().absolute()
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Gridroom"
    if os.geteuid() == 0:
        return Path("/var/lib/gridroom")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Gridroom"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "gridroom"


def make_home(home: Path) -> None:
    """Create the home folder, closed to other users.

    As root the folder may be passed (not listed) by others, because the database's own user must reach its data in it;
    everything else that is written below it is closed again.
    """
    if home.is_dir():
        return
    home.mkdir(parents=True, exist_ok=True)
    if sys.platform != "win32":
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _read(file: Path) -> dict[str, str]:
    try:
        text = file.read_text(encoding="utf-8-sig")  # Windows editors put a mark in front
    except (FileNotFoundError, NotADirectoryError):  # a home that is no folder is told when it is written to
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsUnreadable(f"{file} cannot be read: {error}") from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsUnreadable(f"{file} is not valid TOML: {error}") from error
    known = ("database_url", "workstation", "theme", "language", *MAP_NAMES)
    for name, value in values.items():
        if name not in known:
            raise SettingsUnreadable(f"{file}: unknown setting {name!r}; known are {', '.join(known)}")
        if not isinstance(value, str):
            raise SettingsUnreadable(f"{file}: {name} must be a text in quotes")
    return values


def _database_address(url: str | None) -> str | None:
    if url and not url.startswith(("postgresql://", "postgresql+psycopg2://", "postgres://")):
        raise SettingsUnreadable(f"{url!r} is no database address; write it as postgresql://HOST:PORT/DATABASE")
    return url.replace("postgres://", "postgresql://", 1) if url else None


def _key(file: Path, name: str, value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,128}", value):
        raise SettingsUnreadable(f"{file}: {name} is no key: only letters, digits, _ and - stand in one")
    return value


def _web_address(file: Path, name: str, value: str, *, tiles: bool) -> str:
    """An address of tiles; it is not repeated when it is wrong, as it may hold a key."""
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or not value.isascii() or not value.isprintable() or " " in value or "@" in parts.netloc \
            or parts.scheme not in ("http", "https") or parts.fragment:
        raise SettingsUnreadable(f"{file}: {name} must be a web address such as https://HOST/PATH, without a login")
    if tiles and not all(part in value for part in ("{z}", "{x}", "{y}")):
        raise SettingsUnreadable(f"{file}: {name} must hold {{z}}, {{x}} and {{y}}, where zoom, column and row go")
    return value.rstrip("/")


def _one_of(file: Path, name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise SettingsUnreadable(f"{file}: {name} must be one of {', '.join(allowed)}, not {value!r}")
    return value
