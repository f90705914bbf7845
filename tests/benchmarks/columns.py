"""The two views of 30,000 open cases: to filter, to sort, to switch and to move about, without a server."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from qtpy.QtCore import Qt
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QApplication

from app.database.embedded_server import EmbeddedServer
from app.domain.case import Stage
from tests.benchmarks.table import Row, Say, below, percentile
from tests.widgets.sample_cases import NOW, many_cases
from ui.pages.board_views import COLUMNS, TABLE, BoardViews
from ui.theme import apply_theme
from widgets.case_filter_model import CaseFilter, CaseFilterModel, Mark
from widgets.case_table_model import CaseTableModel, Column

OPEN, ROUNDS, KEYS = 30_000, 9, 200
GOAL_MS = 50.0
KEY_RING = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Left,
            Qt.Key.Key_PageUp, Qt.Key.Key_Home)


def run(_server: EmbeddedServer, say: Say) -> list[Row]:
    """A row for each thing that a hand does, the columns being shown."""
    app = QApplication.instance() or QApplication([])
    source = CaseTableModel()
    shown = CaseFilterModel(source)
    views = BoardViews(apply_theme(app), shown)
    views.resize(1400, 900)
    views.set_now(NOW)
    source.replace_all([replace(case, urgency="urgent" if case.case_id % 9 == 0 else "normal")
                        for case in many_cases(OPEN)])
    views.show_view(COLUMNS)
    views.show()
    app.processEvents()
    views.columns.setFocus()

    def painted(work: Callable[[], object]) -> float:
        began = time.perf_counter()
        work()
        app.processEvents()
        return (time.perf_counter() - began) * 1000

    def many(*works: Callable[[], object]) -> list[float]:
        return [painted(work) for _ in range(ROUNDS) for work in works]

    filtered = many(lambda: shown.set_filter(CaseFilter(text="井盖")), lambda: shown.set_filter(CaseFilter()),
                    lambda: shown.set_filter(CaseFilter(marks=frozenset({Mark.URGENT}))),
                    lambda: shown.set_filter(CaseFilter(stage=Stage.TO_DISPATCH)),
                    lambda: shown.set_filter(CaseFilter()))
    ordered = many(lambda: shown.sort(Column.NUMBER), lambda: shown.sort(Column.DEADLINE))
    switched = many(lambda: views.show_view(TABLE), lambda: views.show_view(COLUMNS))
    ring = [KEY_RING[n % len(KEY_RING)] for n in range(KEYS)]
    keys = [painted(lambda key=key: QTest.keyClick(views.columns, key)) for key in ring]  # type: ignore[misc]
    changed = [painted(lambda case=case: source.put(replace(  # type: ignore[misc]
        case, version=case.version + 1, deadline_at=NOW + timedelta(minutes=case.case_id % 900))))
        for case in many_cases(KEYS)]
    views.close()
    say(f"filter {sorted(round(one) for one in filtered)[-5:]}, sort {sorted(round(one) for one in ordered)[-3:]} ms")
    return [
        below("columns, 30,000 open: filter and paint", percentile(filtered, 0.95), "ms", GOAL_MS,
              "p95, both views kept"),
        below("columns, 30,000 open: sort and paint", percentile(ordered, 0.95), "ms", GOAL_MS, "p95"),
        below("columns, 30,000 open: switch from and to the table", percentile(switched, 0.95), "ms", GOAL_MS,
              "p95"),
        below("columns, 30,000 open: an arrow, page or end key", percentile(keys, 0.99), "ms", GOAL_MS, "p99, painted"),
        below("columns, 30,000 open: one case changed", percentile(changed, 0.99), "ms", GOAL_MS, "p99, painted"),
    ]
