"""Whatever the importers of areas and lists refuse or note has a code, so that a screen can say it in its language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app import imports
from app.domain.import_reason import ENGLISH, because

MODULES = ("area_file", "area_overlaps", "area_shift", "area_store", "coordinates", "dates", "point_file",
           "recognition", "register_rows", "register_store", "shape_file", "shift_check", "table_file", "text_file",
           "workbook", "report_file")
TOLD_BY = {"ImportRefused", "_WrongError", "UnreadableTimeError", "Problem", "BadRow", "Failure"}


@pytest.mark.parametrize("module", MODULES)
def test_that_no_reason_is_a_bare_sentence(module: str) -> None:
    path = Path(imports.__file__).with_name(f"{module}.py")
    bare = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else \
            ast.unparse(node.func) if isinstance(node.func, ast.Attribute) else ""
        if name in TOLD_BY or name.endswith("notes.append"):
            bare += [f"{path.name}:{one.lineno}" for one in node.args
                     if isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and one.value
                     and isinstance(one.value, str))]
        if name == "because" and isinstance(node.args[0], ast.Constant):
            assert node.args[0].value in ENGLISH, f"{path.name}:{node.lineno}"
    assert bare == []


def test_that_a_reason_is_its_english_sentence_and_keeps_its_facts() -> None:
    reason = because("no_heights", where=because("feature_named", number=3, name="<b>路桥区</b>"))
    assert reason == "heights are left out (first at feature 3 (<b>路桥区</b>))"
    assert (reason.code, reason.facts["where"].facts["number"]) == ("no_heights", 3)
