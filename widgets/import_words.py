"""What an import says, in the language of the screen, by its code and never by its English."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.area import AreaLevel
from app.domain.failures import Failure, Refusal, TookTooLong, Unreachable
from app.domain.file_import import ImportAccount, ImportKind, LeftOut
from app.domain.import_reason import ImportReason
from widgets.failure_words import complaint_words, failure_words
from widgets.import_sentences import SENTENCES
from widgets.words import level_word

_KINDS = {
    ImportKind.AREA: QT_TRANSLATE_NOOP("imports", "Areas"),
    ImportKind.PLACE: QT_TRANSLATE_NOOP("imports", "Places"),
    ImportKind.COMPONENT: QT_TRANSLATE_NOOP("imports", "Components"),
    ImportKind.CAMERA: QT_TRANSLATE_NOOP("imports", "Cameras"),
}
_FIELDS = {
    "code": QT_TRANSLATE_NOOP("imports", "Code of it"), "name": QT_TRANSLATE_NOOP("imports", "Name"),
    "parent": QT_TRANSLATE_NOOP("imports", "Code of the outer area"), "kind": QT_TRANSLATE_NOOP("imports", "Kind"),
    "street": QT_TRANSLATE_NOOP("imports", "Street"), "locator": QT_TRANSLATE_NOOP("imports", "House or post number"),
    "aliases": QT_TRANSLATE_NOOP("imports", "Other names"), "longitude": QT_TRANSLATE_NOOP("imports", "Longitude, X"),
    "latitude": QT_TRANSLATE_NOOP("imports", "Latitude, Y"), "class_code": QT_TRANSLATE_NOOP("imports", "Class code"),
    "owner": QT_TRANSLATE_NOOP("imports", "Owner"), "department": QT_TRANSLATE_NOOP("imports", "Department code"),
    "state": QT_TRANSLATE_NOOP("imports", "State"), "changed_on": QT_TRANSLATE_NOOP("imports", "Changed on"),
    "direction": QT_TRANSLATE_NOOP("imports", "Direction"), "view_angle": QT_TRANSLATE_NOOP("imports", "View angle"),
    "reach": QT_TRANSLATE_NOOP("imports", "Reach"), "stream_address": QT_TRANSLATE_NOOP("imports", "Stream address"),
    "position": QT_TRANSLATE_NOOP("imports", "Position"),
}
_STEPS = {
    "checking outlines": QT_TRANSLATE_NOOP("imports", "Checking outlines"),
    "checking borders": QT_TRANSLATE_NOOP("imports", "Checking borders"),
    "storing": QT_TRANSLATE_NOOP("imports", "Storing"), "storing rows": QT_TRANSLATE_NOOP("imports", "Storing"),
    "trying": QT_TRANSLATE_NOOP("imports", "Trying"),
}
# What a file was instead of text, what a shapefile holds, and what is wrong with a border (the reader's words).
_THINGS = {
    "a zip archive (or an Office file)": QT_TRANSLATE_NOOP("imports", "an archive or an Office file"),
    "an old Office file": QT_TRANSLATE_NOOP("imports", "an old Office file"),
    "a PDF": QT_TRANSLATE_NOOP("imports", "a PDF"), "a gzip archive": QT_TRANSLATE_NOOP("imports", "an archive"),
    "a rar archive": QT_TRANSLATE_NOOP("imports", "an archive"),
    "a 7z archive": QT_TRANSLATE_NOOP("imports", "an archive"),
    "a shapefile: convert it to GeoJSON": QT_TRANSLATE_NOOP("imports", "a shapefile without its ending .shp"),
    "nothing": QT_TRANSLATE_NOOP("imports", "nothing"), "points": QT_TRANSLATE_NOOP("imports", "points"),
    "lines": QT_TRANSLATE_NOOP("imports", "lines"),
    "surfaces in space": QT_TRANSLATE_NOOP("imports", "surfaces in space"),
    "something unknown": QT_TRANSLATE_NOOP("imports", "something unknown"),
    "Point": QT_TRANSLATE_NOOP("imports", "a point"), "LineString": QT_TRANSLATE_NOOP("imports", "a line"),
    "self-intersection": QT_TRANSLATE_NOOP("imports", "crosses itself"),
    "ring self-intersection": QT_TRANSLATE_NOOP("imports", "touches itself"),
    "hole lies outside shell": QT_TRANSLATE_NOOP("imports", "a hole lies outside"),
    "holes are nested": QT_TRANSLATE_NOOP("imports", "holes lie in each other"),
    "nested shells": QT_TRANSLATE_NOOP("imports", "parts lie in each other"),
    "nested holes": QT_TRANSLATE_NOOP("imports", "holes lie in each other"),
    "interior is disconnected": QT_TRANSLATE_NOOP("imports", "its inside falls apart"),
    "too few points in geometry component": QT_TRANSLATE_NOOP("imports", "has too few corners"),
}

# Why the database refuses areas (GR020).
_FAULTY = QT_TRANSLATE_NOOP(
    "imports", "The borders are faulty as listed. Mend the file, or write above why they may stand.")
_AREAS = {
    "gap": _FAULTY, "outside": _FAULTY, "below": _FAULTY, "overlap": _FAULTY,
    "parent_missing": QT_TRANSLATE_NOOP(
        "imports", "{code} lies in no area of a higher level. Import that one first, or choose another level."),
    "crosses_itself": QT_TRANSLATE_NOOP("imports", "The border of {code} crosses itself. That is never let stand."),
    "outline_unreadable": QT_TRANSLATE_NOOP("imports", "An outline cannot be read."),
    "before_standing_version": QT_TRANSLATE_NOOP("imports", "{code} holds only from {valid_from} on."),
    "cases_filed_since": QT_TRANSLATE_NOOP(
        "imports", "Cases lie in an area that began today. Import it again tomorrow."),
    "text_too_long": QT_TRANSLATE_NOOP("imports", "Code or name of {code} is too long."),
    "reason_missing": QT_TRANSLATE_NOOP("imports", "A reason of four characters or more is needed."),
}
_ELSE = QT_TRANSLATE_NOOP("imports", "The server refused an area ({why}).")


def kind_word(kind: ImportKind) -> str:
    """区域, 地名, 部件, 摄像机."""
    return _said(_KINDS[kind])


def import_field_word(field: str) -> str:
    """The name of a column."""
    return _said(_FIELDS[field]) if field in _FIELDS else field


def step_word(step: str) -> str:
    """What is counted while an import runs."""
    return _said(_STEPS[step]) if step in _STEPS else step


def reason_words(reason: str) -> str:
    """One reason; a text without a code (a name, a number) stays as it is."""
    if not isinstance(reason, ImportReason):
        return reason
    if reason.code == "server_refused":
        detail = reason.facts["detail"]
        return complaint_words(str(detail.get("field", "")), str(detail.get("why", "missing")))
    return _said(SENTENCES[reason.code]).format(**{name: _fact(name, one) for name, one in reason.facts.items()})


def left_out_words(one: LeftOut) -> tuple[str, str, str]:
    """Where, code, why."""
    return reason_words(one.where) or "–", one.code, reason_words(one.why)


def import_failure_words(failure: Failure, account: ImportAccount, now: datetime) -> str:
    """Why an import went no further, and what of it stands."""
    if isinstance(failure, TookTooLong) and not account.done:
        return failure_words(failure, now)
    if isinstance(failure, Unreachable):
        if account.done:
            return _said(QT_TRANSLATE_NOOP(
                "imports", "No connection to the server. At least {done:,} of {total:,} rows stand; import the file "
                           "again once it is back, nothing is doubled.")).format(done=account.done, total=account.total)
        if account.stored:
            return _said(QT_TRANSLATE_NOOP(
                "imports", "No connection to the server. Import the file again once it is back: what stands already "
                           "is not doubled."))
        return _said(QT_TRANSLATE_NOOP("imports", "No connection to the server. Nothing was stored; try again once it "
                                                  "is back."))
    if isinstance(failure, Refusal):
        return _area_words(failure.detail) if failure.code == "GR020" else failure_words(failure, now)
    message = getattr(failure, "message", str(failure))
    return reason_words(message)


def _area_words(detail: dict[str, Any]) -> str:
    told = {name: str(detail.get(name, "")) for name in ("code", "valid_from", "why")}
    return _said(_AREAS.get(told["why"], _ELSE)).format(**told)


def _fact(name: str, value: Any) -> Any:
    if isinstance(value, ImportReason):
        return reason_words(value)
    if name == "level" and value in set(AreaLevel):
        return level_word(AreaLevel(value))
    if name == "field":
        return import_field_word(str(value))
    if isinstance(value, str) and value in _THINGS:
        return _said(_THINGS[value])
    return value


def _said(source: str) -> str:
    return QCoreApplication.translate("imports", source)
