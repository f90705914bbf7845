"""Rows of a list → places, components, cameras: kinds, states and directions in the words that lists use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC
from typing import TypeVar

from app.database.cameras import CameraDraft
from app.database.places import ComponentDraft, PlaceDraft
from app.domain.import_reason import ImportReason, because
from app.domain.place import PlaceKind, camera_code_fault
from app.imports.dates import UnreadableTimeError, read_time
from app.imports.message_file import BadRow
from app.imports.point_file import Headings, PointRow

PLACE_HEADINGS: Headings = {
    "code": ("编码", "编号", "地名代码", "代码", "code", "id"),
    "kind": ("类型", "类别", "地名类别", "kind", "type"),
    "name": ("名称", "地名", "标准名称", "标准地址", "地址", "name"),
    "street": ("道路", "街路巷", "所在道路", "路名", "street"),
    "locator": ("灯杆号", "杆号", "路灯编号", "门牌号", "门牌号码", "locator", "number"),
    "aliases": ("别名", "曾用名", "俗称", "aliases"),
}
COMPONENT_HEADINGS: Headings = {
    "code": ("部件标识码", "标识码", "部件编码", "objid", "code"),
    "class_code": ("小类代码", "部件类型", "类别代码", "class_code"),
    "name": ("部件名称", "名称", "objname", "name"),
    "owner": ("权属单位", "权属部门", "deptname2", "owner"),
    "department": ("部门代码", "养护部门代码", "deptcode", "department"),
    "state": ("部件状态", "状态", "objstate", "state"),
    "changed_on": ("变更日期", "chdate", "changed_on"),
}
CAMERA_HEADINGS: Headings = {
    "code": ("国标编码", "设备编码", "国标编号", "deviceid", "code"),
    "name": ("名称", "点位名称", "设备名称", "name"),
    "direction": ("方向", "朝向", "方位角", "direction"),
    "view_angle": ("视场角", "可视角度", "view_angle"),
    "reach": ("可视距离", "有效距离", "监控距离", "reach"),
    "stream_address": ("取流地址", "流地址", "rtsp", "stream_address"),
}
KINDS = {
    PlaceKind.STREET: ("street", "道路", "街路巷", "街巷", "路", "街"),
    PlaceKind.DOOR_PLATE: ("door_plate", "门牌", "门楼牌", "门(楼)牌", "楼牌", "门址"),
    PlaceKind.LAMP_POST: ("lamp_post", "路灯", "灯杆", "路灯杆"),
    PlaceKind.BUS_STOP: ("bus_stop", "公交站", "公交站点", "车站"),
    PlaceKind.POI: ("poi", "兴趣点", "标志物", "单位", "场所"),
    PlaceKind.SETTLEMENT: ("settlement", "小区", "居民点", "村", "住宅小区", "自然村"),
}
STATES = {"完好": "intact", "破损": "damaged", "丢失": "lost", "废弃": "abandoned", "移除": "abandoned"}
WINDS = {"北": 0.0, "东北": 45.0, "东": 90.0, "东南": 135.0, "南": 180.0, "西南": 225.0, "西": 270.0, "西北": 315.0}
LONGEST_NAME, LONGEST_CODE = 200, 100
Draft = TypeVar("Draft", PlaceDraft, ComponentDraft, CameraDraft)


class _WrongError(Exception):
    """Why a row cannot be stored."""

    def __init__(self, reason: ImportReason) -> None:
        super().__init__(reason)
        self.reason = reason


def places_of(rows: Iterable[PointRow | BadRow], kind: PlaceKind | None = None) -> list[PlaceDraft | BadRow]:
    """Places of a list; ``kind`` for lists that hold one kind and do not say it.

    Rows without a code are known again by kind and name.
    """
    def made(row: PointRow) -> PlaceDraft:
        value = row.values.get
        told = _kind(value("kind", "")) if value("kind") else kind
        if told is None:
            raise _WrongError(because("kind_missing"))
        street, locator, name = value("street", ""), value("locator", ""), value("name", "")
        if not name and locator:
            name = f"{street}灯杆{locator}" if told is PlaceKind.LAMP_POST else street + locator
            name += "号" if told is PlaceKind.DOOR_PLATE and locator[-1].isdigit() else ""
        if not name:
            raise _WrongError(because("name_missing"))
        if told is PlaceKind.LAMP_POST and not re.search(r"\d", locator or name):
            raise _WrongError(because("post_unnumbered"))
        whole = name if not street or street in name else street + name
        aliases = tuple(dict.fromkeys(
            part.strip() for part in re.split("[;；、,，|]", value("aliases", "")) if part.strip()))[:20]
        _checked_lengths(name, street, *aliases)
        return PlaceDraft(value("code") or f"{told}:{whole}"[:LONGEST_CODE], told, name, row.position, street,
                          locator[:60], aliases, row.line)

    return _each(rows, made)


def components_of(rows: Iterable[PointRow | BadRow]) -> list[ComponentDraft | BadRow]:
    """Components of a register; the class is told, or read from a code of 16 digits (6 + 2 major + 2 minor + 6)."""
    def made(row: PointRow) -> ComponentDraft:
        value = row.values.get
        code = value("code", "")
        if not code:
            raise _WrongError(because("component_code_missing"))
        class_code = value("class_code", "") or (code[6:10] if re.fullmatch(r"\d{16}", code) else "")
        if not re.fullmatch(r"\d{4,5}", class_code):
            raise _WrongError(because("class_malformed", code=class_code))
        state = value("state", "") or "完好"
        if state not in STATES and state not in STATES.values():
            raise _WrongError(because("state_unknown", state=state, known=", ".join(STATES)))
        day = None
        if value("changed_on"):
            try:
                day = read_time(value("changed_on"), UTC).date()
            except UnreadableTimeError as error:
                raise _WrongError(error.reason) from error
        _checked_lengths(code, value("name", ""), value("owner", ""))
        return ComponentDraft(code, class_code, row.position, value("name", ""), value("owner", ""),
                              value("department", ""), STATES.get(state, state), day)

    return _each(rows, made)


def cameras_of(rows: Iterable[PointRow | BadRow]) -> list[CameraDraft | BadRow]:
    """Cameras of a list; a direction is degrees from north or a word (西南)."""
    def made(row: PointRow) -> CameraDraft:
        value = row.values.get
        code = unicodedata.normalize("NFKC", value("code", ""))
        fault = camera_code_fault(code)
        if fault:
            raise _WrongError(because(f"camera_{fault}", code=code[:30], kind=code[10:13]))
        if not value("name"):
            raise _WrongError(because("name_missing"))
        words = value("direction", "").removeprefix("朝").removeprefix("向").removesuffix("方向").removesuffix("向")
        direction = WINDS[words] if words in WINDS else _within("direction", words, 0, 360)
        address = value("stream_address", "")
        if len(address) > 500 or re.search(r"\s", address):
            raise _WrongError(because("address_malformed"))
        _checked_lengths(value("name", ""))
        return CameraDraft(code, value("name", ""), row.position, None if direction is None else direction % 360,
                           _within("view_angle", value("view_angle", ""), 0.01, 360),
                           _within("reach", value("reach", ""), 0.01, 5000), address)

    return _each(rows, made)


def _each(rows: Iterable[PointRow | BadRow], made: Callable[[PointRow], Draft]) -> list[Draft | BadRow]:
    first_row_of: dict[str, int] = {}
    found: list[Draft | BadRow] = []
    for row in rows:
        if isinstance(row, BadRow):
            found.append(row)
            continue
        try:
            draft = made(row)
            if draft.code in first_row_of:
                raise _WrongError(because("code_twice", code=draft.code, row=first_row_of[draft.code]))
            first_row_of[draft.code] = row.row
        except _WrongError as wrong:
            found.append(BadRow(row.row, row.values.get("code", ""), wrong.reason))
            continue
        found.append(draft)
    return found


def _kind(words: str) -> PlaceKind:
    for kind, names in KINDS.items():
        if words.strip().casefold() in names:
            return kind
    raise _WrongError(because("kind_unknown", kind=words, known=", ".join(names[1] for names in KINDS.values())))


def _within(field: str, words: str, low: float, high: float) -> float | None:
    if not words:
        return None
    try:
        number = float(unicodedata.normalize("NFKC", words).rstrip("°度米m"))
    except ValueError:
        raise _WrongError(because("field_no_number", field=field, value=words[:30])) from None
    if not low <= number <= high:
        raise _WrongError(because("field_out_of_range", field=field, value=words[:30], low=low, high=high))
    return number


def _checked_lengths(*texts: str) -> None:
    for text in texts:
        if len(text) > LONGEST_NAME:
            raise _WrongError(because("text_too_long", text=text[:20], length=len(text), limit=LONGEST_NAME))
