"""The scrolling part of the case inspector: what is told about the case, its place, files, history, and a note."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.case import Action
from app.domain.case_detail import CaseDetail
from widgets.aftercare_list import AftercareList
from widgets.attachment_strip import AttachmentStrip
from widgets.case_fields import CaseFields
from widgets.merged_reports import MergedReports
from widgets.note_entry import NoteEntry
from widgets.order_list import OrderList
from widgets.place_sketch import PlaceSketch
from widgets.request_list import RequestList
from widgets.similar_list import SimilarList
from widgets.step_list import StepList
from widgets.task_list import TaskList
from widgets.tokens import Tokens
from widgets.unit_list import UnitList


class CaseBody(QScrollArea):
    """One part under the other; parts with nothing to say are hidden. The parts speak for themselves by their signals.

    Signals:
        outlines_wanted(object): (longitude, latitude) whose surrounding cells are needed; answered by the ``sketch``.
    """

    outlines_wanted = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.orders = OrderList(tokens, self.tr("Supervision"))
        self.tasks = TaskList(tokens)
        self.time_requests = RequestList(tokens, self.tr("More time"))
        self.units = UnitList(tokens, self.tr("Departments"))
        self.aftercare = AftercareList(tokens, self.tr("Beside the handling"))
        self.appeals = RequestList(tokens, self.tr("Appeal against overtime"))
        self.merging, self.similar = MergedReports(tokens), SimilarList(tokens, for_report=False)
        self.fields = CaseFields(tokens)
        self.sketch = PlaceSketch(tokens)
        self._attachments_title = _section(self.tr("Files"))
        self.attachments = AttachmentStrip(tokens)
        self.steps = StepList(tokens)
        self.note = NoteEntry(tokens)
        inside = QWidget()
        inside.setProperty("plain", True)
        box = QVBoxLayout(inside)
        box.setContentsMargins(tokens.px(12), tokens.px(8), tokens.px(12), tokens.px(12))
        box.setSpacing(tokens.px(8))
        for part in (self.orders, self.tasks, self.time_requests, self.units, self.aftercare, self.appeals,
                     self.merging, self.similar, self.fields, self.sketch, self._attachments_title, self.attachments,
                     _section(self.tr("History")), self.steps, self.note):
            box.addWidget(part)
        box.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.setMinimumHeight(tokens.px(24))

    def show_case(self, detail: CaseDetail, now: datetime, *, same: bool) -> None:
        """Show this case at the server time ``now``; ``same`` when it is the one shown before, read again."""
        self.orders.show_orders(detail.orders, now)
        self.tasks.show_tasks(detail.tasks, now)
        self.time_requests.show_requests(detail.time_requests, now)
        self.aftercare.show_case(detail, now)
        self.appeals.show_appeals(detail.time_appeals, now)
        # Who may merge one may take one out; whether just this one, the server says.
        self.merging.show_merging(detail.merging, now, _may(detail, Action.MERGE, Action.REMIND))
        self.similar.show_similar(detail.similar, now)
        self.units.show_case(detail, now)
        self.fields.show_case(detail, now)
        self._show_place(detail, same)
        may_attach = _may(detail, Action.ATTACH)
        self.attachments.judge_by(detail)
        self.attachments.show_attachments(detail.attachments, now, may_attach)
        self._attachments_title.setVisible(may_attach or bool(detail.attachments))
        self.steps.show_steps(detail.steps, now)
        self.note.setVisible(_may(detail, Action.NOTE))
        self.note.show_case(detail.case.case_id)
        if not same:
            self.verticalScrollBar().setValue(0)

    def set_now(self, now: datetime) -> None:
        """The server's time: countdowns follow it."""
        self.tasks.set_now(now)

    def _show_place(self, detail: CaseDetail, same: bool) -> None:
        case = detail.case
        self.sketch.setVisible(case.position is not None)
        moved = not same or self.sketch.property("position") != case.position
        self.sketch.show_place(case.position, case.place)
        self.sketch.setProperty("position", case.position)
        if case.position is not None and moved:
            self.outlines_wanted.emit(case.position)


def _may(detail: CaseDetail, *actions: Action) -> bool:
    return any(one.action in actions for one in detail.allowed)


def _section(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "label")
    return label
