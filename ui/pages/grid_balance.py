"""Sentences about how large drawn areas are: ground, cells, open cases, households, before and after, what is usual."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QCoreApplication

from app.domain.area import AreaLevel
from app.grids.balance import Balance
from app.grids.draft import DraftArea, DraftChanges
from app.services.grid_drafting import GridDrafting

MOST = 6            # areas told one by one
HECTARE = 10_000    # square metres
translate = QCoreApplication.translate


def ground_words(m2: float) -> str:
    """Square metres, and hectares where they say more."""
    return f"{m2:,.0f} m²" if m2 < 10 * HECTARE else translate("grids", "{ha} ha").format(ha=f"{m2 / HECTARE:,.1f}")


def area_words(drafting: GridDrafting, area: DraftArea) -> str:
    """One line about the chosen area."""
    found = drafting.balance(area)
    return "" if found is None else f"{_facts(drafting, found)}{_usual(drafting, found)}"


def sum_words(drafting: GridDrafting, areas: Sequence[DraftArea]) -> str:
    """One line about several."""
    found = [one for one in map(drafting.balance, areas) if one is not None]
    if not found:
        return ""
    known = [one.households for one in found if one.households is not None]
    households = sum(known) if len(known) == len(found) else None
    whole = Balance(sum(one.m2 for one in found), sum(one.cells for one in found),
                    sum(one.open_cases for one in found), households)
    return translate("grids", "{n} areas: {facts}").format(n=len(found), facts=_facts(drafting, whole))


def balance_words(drafting: GridDrafting, changes: DraftChanges) -> str:
    """Before and after, one line an area; empty while nothing is drawn."""
    base = drafting.base
    if base is None or not changes:
        return ""
    lines = []
    for one in (*changes.added, *changes.changed)[:MOST]:
        now = drafting.balance(one)
        before = drafting.balance(base.areas[one.key]) if one.key in base.areas else None
        if now is not None:
            was = "" if before is None else translate("grids", " (before: {facts})").format(
                facts=_facts(drafting, before))
            lines.append(f"{one.name}: {_facts(drafting, now)}{was}{_usual(drafting, now)}")
    lines += [translate("grids", "{name} ends (before: {facts})").format(name=one.name, facts=_facts(drafting, before))
              for one in changes.ended[:MOST] if (before := drafting.balance(one)) is not None]
    return "\n".join(lines)


def _facts(drafting: GridDrafting, one: Balance) -> str:
    households = translate("grids", "not known") if one.households is None else f"{one.households:,}"
    words = translate("grids", "{ground} · cells {cells} · open cases {cases} · households {households}")
    if drafting.draft is not None and drafting.draft.level is AreaLevel.GRID_CELL:
        words = translate("grids", "{ground} · open cases {cases} · households {households}")  # a cell is one cell
    return words.format(ground=ground_words(one.m2), cells=one.cells, cases=one.open_cases, households=households)


def _usual(drafting: GridDrafting, one: Balance) -> str:
    """What is usual, where the area is not."""
    if not (one.short or one.long) or drafting.draft is None:
        return ""
    usual = drafting.usual
    if drafting.draft.level is AreaLevel.GRID_CELL:
        norm = ground_words(usual["cell_m2"])
        words = (translate("grids", " ▲ small, a cell has about {norm}") if one.short else
                 translate("grids", " ▲ large, a cell has about {norm}"))
        return words.format(norm=norm)
    norm = f"{usual['households_from']:,.0f}–{usual['households_to']:,.0f}"
    words = (translate("grids", " ▲ few households, usual are {norm}") if one.short else
             translate("grids", " ▲ many households, usual are {norm}"))
    return words.format(norm=norm)
