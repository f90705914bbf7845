"""Words of the map: indicators, values, units, how grades were cut."""

from __future__ import annotations

from qtpy.QtCore import QCoreApplication

from app.domain.map_figures import Cut, Unit


def indicator_word(key: str) -> str:
    """The name of an indicator; its key where nobody gave it a name."""
    translate = QCoreApplication.translate
    return {
        "open": translate("map_words", "Open cases"),
        "overdue": translate("map_words", "Overdue cases"),
        "closure": translate("map_words", "Closure rate, 30 days"),
        "density": translate("map_words", "Reports per km², 30 days"),
        "households": translate("map_words", "Reports per 1,000 households, 30 days"),
    }.get(key, key)


def value_words(value: float | None, unit: Unit) -> str:
    """A value as it stands in a legend or beside a pointer."""
    translate = QCoreApplication.translate
    if value is None:
        return translate("map_words", "no figure")
    digits = f"{value:,.0f}" if unit is Unit.CASES or value >= 100 else f"{value:,.1f}"
    return digits + "%" if unit is Unit.PERCENT else digits


def unit_word(unit: Unit) -> str:
    """The unit told once in the legend; empty where the indicator's name says it."""
    translate = QCoreApplication.translate
    return {
        Unit.CASES: translate("map_words", "cases"),
        Unit.PERCENT: translate("map_words", "closed of registered"),
    }.get(unit, "")


def cut_words(cut: Cut) -> str:
    """How the grades were cut, for the legend."""
    translate = QCoreApplication.translate
    if cut is Cut.EQUAL:
        return translate("map_words", "Grades of equal width")
    return translate("map_words", "As many areas in each grade (quantiles)")
