"""Every module of the program and of what measures it can be imported.

Tests import what they need: a name that is gone is else missed until somebody opens that window or runs that benchmark.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSES = ("app", "widgets", "ui", "tests/benchmarks", "tests/soak", "tests/stations")


def modules() -> list[str]:
    """The names of all modules, the main modules too: they guard what they start."""
    found = (one.relative_to(ROOT).with_suffix("") for house in HOUSES for one in sorted((ROOT / house).rglob("*.py")))
    return [".".join(one.parts).removesuffix(".__init__") for one in found]


def test_that_every_module_can_be_imported(qapp) -> None:
    broken = {}
    for name in modules():
        try:
            importlib.import_module(name)
        except (Exception, SystemExit) as error:
            broken[name] = f"{type(error).__name__}: {error}"
    assert broken == {}


@pytest.mark.parametrize("house", HOUSES)
def test_that_every_house_is_looked_at(house: str) -> None:
    assert sum(one.startswith(house.replace("/", ".")) for one in modules()) > 3
