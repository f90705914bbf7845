"""Words of the map: indicators, values, units, how grades were cut."""

from __future__ import annotations

from datetime import timedelta

from qtpy.QtCore import QCoreApplication

from app.domain.base_map import BaseKind, BaseMapRefused, ServerNews, ServerState
from app.domain.map_figures import Cut, Unit
from app.domain.place import CameraState
from widgets.time_words import duration_words


def indicator_word(key: str) -> str:
    """The name of an indicator; its key where nobody gave it a name."""
    translate = QCoreApplication.translate
    return {
        "open": translate("map_words", "Open cases"),
        "overdue": translate("map_words", "Overdue cases"),
        "closure": translate("map_words", "Closure rate, 30 days"),
        "satisfaction": translate("map_words", "Satisfaction of reporters called back, 30 days"),
        "density": translate("map_words", "Reports per km², 30 days"),
        "households": translate("map_words", "Reports per 1,000 households, 30 days"),
    }.get(key, key)


def value_words(value: float | None, unit: Unit) -> str:
    """A value as it stands in a legend or beside a pointer."""
    translate = QCoreApplication.translate
    if value is None:
        return translate("map_words", "no figure")
    digits = f"{value:,.0f}" if unit is Unit.CASES or value >= 100 else f"{value:,.1f}"
    return digits + "%" if unit in (Unit.PERCENT, Unit.PERCENT_SATISFIED) else digits


def unit_word(unit: Unit) -> str:
    """The unit told once in the legend; empty where the indicator's name says it."""
    translate = QCoreApplication.translate
    return {
        Unit.CASES: translate("map_words", "cases"),
        Unit.PERCENT: translate("map_words", "closed of registered"),
        Unit.PERCENT_SATISFIED: translate("map_words", "satisfied of those who said, at least 3"),
    }.get(unit, "")


def cut_words(cut: Cut) -> str:
    """How the grades were cut, for the legend."""
    translate = QCoreApplication.translate
    if cut is Cut.EQUAL:
        return translate("map_words", "Grades of equal width")
    return translate("map_words", "As many areas in each grade (quantiles)")


def base_word(kind: BaseKind) -> str:
    """The name of a base map."""
    translate = QCoreApplication.translate
    return {
        BaseKind.STREETS: translate("map_words", "Streets and water of the address book"),
        BaseKind.FILE: translate("map_words", "A file (MBTiles)"),
        BaseKind.ROOM_FILE: translate("map_words", "The room's file"),
        BaseKind.VECTOR: translate("map_words", "Tianditu, streets"),
        BaseKind.IMAGE: translate("map_words", "Tianditu, from above"),
        BaseKind.SHIFTED: translate("map_words", "Tiles in GCJ-02"),
        BaseKind.NONE: translate("map_words", "None"),
    }[kind]


def server_words(news: ServerNews) -> str:
    """What is to be said of a tile server; '' while it answers."""
    translate = QCoreApplication.translate
    words = {
        ServerState.SILENT: translate("map_words", "The base map's server {host} does not answer; it is tried again."),
        ServerState.REFUSES: translate(
            "map_words", "The base map's server {host} refuses: is the key right, or used up for today?"),
        ServerState.NONSENSE: translate("map_words", "What the base map's server {host} sends is no map."),
    }.get(news.state, "")
    return words.format(host=news.host)


def refused_base_words(refused: BaseMapRefused) -> str:
    """Why a file is no base map, in a sentence."""
    translate = QCoreApplication.translate
    words = {
        "missing": translate("map_words", "The base map's file {value} is not there."),
        "no_sqlite": translate("map_words", "{value} is no MBTiles file."),
        "no_tiles": translate("map_words", "{value} holds no tiles: it is another kind of database."),
        "empty": translate("map_words", "{value} holds no tiles yet."),
        "vector": translate("map_words", "This file holds vector tiles; only pictures (PNG, JPEG, WebP) can be shown."),
        "too_large": translate("map_words", "This file holds pictures that are too large ({value})."),
        "cut_off": translate("map_words", "The pictures in this file are cut off; copy the file again."),
        "no_picture": translate("map_words", "What lies in this file are no pictures."),
        "unreadable": translate("map_words", "{value} is damaged; copy the file again."),
        "slow": translate("map_words", "{value} takes too long to be read: its tiles have no index."),
        "in_use": translate("map_words", "{value} is still being written by another program; close it there first."),
        "not_configured": translate("map_words", "This base map is not configured at this workstation."),
    }.get(refused.why, str(refused))
    return words.format(value=refused.value)


def camera_state_word(state: CameraState) -> str:
    """Whether a camera's picture comes, in words."""
    translate = QCoreApplication.translate
    return {
        CameraState.LIVE: translate("map_words", "picture comes"),
        CameraState.STALLED: translate("map_words", "picture stands still"),
        CameraState.DEAD: translate("map_words", "no picture"),
        CameraState.UNKNOWN: translate("map_words", "not known"),
    }[state]


def age_words(span: timedelta) -> str:
    """How long ago, for a dot: "just now", "2 minutes ago"."""
    translate = QCoreApplication.translate
    if span < timedelta(minutes=1):
        return translate("map_words", "just now")
    return translate("map_words", "{span} ago").format(span=duration_words(span, rough=True))
