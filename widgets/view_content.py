"""What a saved view holds, as plain JSON and back; unknown or broken parts of one are left out, never an error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.case import Stage
from widgets.case_filter_model import CaseFilter, Mark
from widgets.case_table_model import Column


@dataclass(frozen=True, slots=True)
class ViewContent:
    """How the board is looked at."""

    filter: CaseFilter
    sort: Column
    descending: bool
    columns: tuple[Column, ...]
    view: str                        # 'table' or 'columns'


def as_json(content: ViewContent) -> dict[str, Any]:
    """For the database. Columns go by name: their numbers change."""
    wanted = content.filter
    return {
        "stage": wanted.stage, "area_path": wanted.area_path, "department_id": wanted.department_id,
        "overdue": wanted.overdue, "supervised": wanted.supervised, "marks": sorted(wanted.marks), "text": wanted.text,
        "sort": content.sort.name, "descending": content.descending,
        "columns": [column.name for column in content.columns], "view": content.view,
    }


def from_json(found: dict[str, Any]) -> ViewContent:
    """As it was saved, by this program or another version of it."""
    stage, department = found.get("stage"), found.get("department_id")
    marks = found.get("marks")
    columns = found.get("columns")
    names = {column.name: column for column in Column}
    return ViewContent(
        filter=CaseFilter(
            stage=Stage(stage) if stage in {one.value for one in Stage} else None,
            area_path=str(found.get("area_path") or ""), department_id=department if type(department) is int else None,
            overdue=found.get("overdue") is True, supervised=found.get("supervised") is True,
            marks=frozenset(Mark(one) for one in marks if one in set(Mark)) if isinstance(marks, list) else frozenset(),
            text=str(found.get("text") or "")),
        sort=names.get(str(found.get("sort")), Column.DEADLINE), descending=found.get("descending") is True,
        columns=tuple(names[one] for one in columns if one in names) if isinstance(columns, list) else (),
        view="columns" if found.get("view") == "columns" else "table")
