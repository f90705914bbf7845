"""How large drawn areas are: what lies in them is counted, and households are known or not, never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from app.grids.balance import Balance, ground_of
from app.grids.commands import apply
from app.grids.draft import Draft, begin_draft
from tests.grids.test_draft import STEP, S, W, told

USUAL = {"cell_m2": 10_000, "households_from": 300, "households_to": 500}


def cut(columns: float) -> dict[str, Any]:
    """The middle square cut so far from the west of the nine."""
    x = W + columns * STEP
    return {"do": "split", "line": [[x, S + 0.9 * STEP], [x, S + 2.1 * STEP]], "keys": ["9999005"]}


HALF = cut(1.4)


def said(level: str = "duty_grid", households: dict[int, int] | None = None, cells: dict[int, int] | None = None,
         ) -> dict[str, Any]:
    """Nine squares; ``households`` by number of the square, ``cells``: of the four cells that lie in each."""
    answer = told(level=level)
    for number, one in enumerate(answer["areas"], 1):
        one["label"] = str(number)
    inner = [(W + (column + x) * STEP, S + (row + y) * STEP, f"c{row * 3 + column + 1}{n}")
             for row in range(3) for column in range(3)
             for n, (x, y) in enumerate(((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)))]
    figures: list[list[Any]] = [[f"p.{number}", (households or {}).get(number)] for number in range(1, 10)]
    figures += [[f"p.{label[1]}.{label}", (cells or {}).get(int(label[1]))] for _, _, label in inner]
    return answer | {"inner": inner, "figures": figures, "usual": USUAL,
                     "cases": [[W + 1.2 * STEP, S + 1.5 * STEP], [W + 1.8 * STEP, S + 1.5 * STEP]]}


def balances(answer: dict[str, Any], *commands: dict[str, Any]) -> dict[str, Balance]:
    base = draft = begin_draft(answer)
    for command in commands:
        draft = apply(draft, command)
    return counted(answer, base, draft)


def counted(answer: dict[str, Any], base: Draft, draft: Draft) -> dict[str, Balance]:
    ground = ground_of(answer)
    return {area.name: ground.count(base, area) for area in draft.areas.values()}


def test_that_each_part_has_the_cells_and_cases_that_lie_in_it():
    found = balances(said(), HALF)
    west, east = sorted((one for name, one in found.items() if name.startswith("格5")), key=lambda one: one.m2)
    assert (west.cells, west.open_cases, east.cells, east.open_cases) == (2, 1, 2, 1)
    assert west.m2 + east.m2 == pytest.approx(balances(said())["格5"].m2, rel=1e-6)


def test_that_a_part_of_a_counted_grid_has_no_figure_and_a_whole_one_has():
    found = balances(said(households={5: 400, 6: 350}), HALF)
    assert {one.households for name, one in found.items() if name.startswith("格5")} == {None}
    assert found["格6"].households == 350
    merged = balances(said(households={5: 400, 6: 350}), {"do": "merge", "keys": ["9999005", "9999006"]})
    assert merged["格5"] == Balance(merged["格5"].m2, 8, 2, 750, short=False, long=True)
    half_known = balances(said(households={5: 400}), {"do": "merge", "keys": ["9999005", "9999006"]})
    assert half_known["格5"].households is None


def test_that_cells_with_figures_tell_of_every_part():
    found = balances(said(cells={5: 60}), HALF)
    assert [one.households for name, one in found.items() if name.startswith("格5")] == [120, 120]
    assert all(one.short for name, one in found.items() if name.startswith("格5"))


def test_that_a_split_and_a_merger_keep_what_was_known():
    halves = balances(said(households={5: 400}), HALF)
    keys = [name for name in halves if name.startswith("格5")]
    assert len(keys) == 2
    again = balances(said(households={5: 400}), HALF, {"do": "merge", "keys": ["9999005", "new 1"]})
    assert again["格5"].households == 400


@pytest.mark.parametrize(("columns", "marks"), [(0.3, (True, False)), (0.9, (False, False))])
def test_that_a_cell_far_from_usual_is_marked(columns, marks):
    answer = said("grid_cell")
    base = begin_draft(answer)
    draft = apply(base, cut(1 + columns))
    parts = [area for area in draft.areas.values() if area.name.startswith("格5")]
    found = ground_of(answer).count(base, min(parts, key=lambda area: area.shape.bounds[0]))
    assert (found.short, found.long, found.cells) == (*marks, 1)


def test_that_a_drawing_of_an_older_program_is_still_counted():
    old = told(level="duty_grid")
    found = balances(old)["格5"]
    assert (found.households, found.cells, found.open_cases, found.short) == (None, 0, 0, False)
