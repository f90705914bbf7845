"""Whom to send: the duty grid of the place, then who is near, with distance and age of the position, then others."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QEvent, QSize, Qt
from qtpy.QtGui import QBrush
from qtpy.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.domain.case_detail import CaseDetail
from app.domain.position import NearbyUnit
from widgets.time_words import duration_words
from widgets.tokens import Tokens, tool_tip
from widgets.value_fields import ValueField

_ROWS = 6  # seen at once; the rest by scrolling
_HEIGHT = 26  # px at 96 dpi, a compact row
_NAME = Qt.ItemDataRole.UserRole + 1
_QUIET = Qt.ItemDataRole.UserRole + 2


class WorkerField(ValueField):
    """A list to go through with the arrow keys; Enter sends. Nothing is chosen beforehand unless there is only one.

    Its value is the login of a worker, '' for the workers of the duty grid.
    """

    def __init__(self, tokens: Tokens, detail: CaseDetail, now: datetime, parent: QWidget | None = None, *,
                 confirms: bool = False) -> None:
        """``confirms``: only who may say whether it is so; others are refused, however near they are."""
        super().__init__(tokens, "worker", parent=parent)
        may = {one.login for one in detail.confirmers}
        self.editor = QListWidget()
        self.editor.setProperty("choices", True)
        self.editor.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.editor.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.editor.setUniformItemSizes(True)
        if detail.duty_grid:
            self._add(detail.duty_grid, self.tr("{grid}: its workers").format(grid=detail.duty_grid), "")
        near = {one.code for one in detail.nearby}
        for unit in detail.nearby:
            if confirms and unit.code not in may:
                continue
            self._add(unit.name, self._words(unit, now), unit.code, quiet=unit.stale)
        for other in detail.confirmers:
            if other.login not in near:
                self._add(other.name, self.tr("{name} · not on duty, or no position").format(name=other.name),
                          other.login, quiet=True)
        self.editor.setFixedHeight(max(1, min(_ROWS, self.editor.count())) * tokens.px(_HEIGHT) + tokens.px(6))
        if self.editor.count() == 1:
            self.editor.setCurrentRow(0)
        self._alone = self.editor.count() == 1
        self.editor.itemSelectionChanged.connect(self._changed)
        self.editor.itemActivated.connect(self._activated)
        self.finish(self.editor)

    def value(self) -> str | None:
        return self._chosen(Qt.ItemDataRole.UserRole)

    def draft(self) -> str:
        return "" if self._alone else self._chosen(_NAME) or ""

    def restore(self, draft: str) -> None:
        for row in range(self.editor.count()):
            if draft and self.editor.item(row).data(_NAME) == draft:
                self.editor.setCurrentRow(row)

    def changeEvent(self, event: QEvent) -> None:
        """The other theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "editor"):
            for row in range(self.editor.count()):
                if self.editor.item(row).data(_QUIET):
                    self.editor.item(row).setForeground(QBrush(self.tokens.color("quiet")))

    def _chosen(self, role: int) -> str | None:
        """Of the selected row: the view makes its first row the current one by itself when it gets the keyboard."""
        for item in self.editor.selectedItems():
            return str(item.data(role))
        return None

    def _add(self, name: str, words: str, login: str, *, quiet: bool = False) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, login)
        item.setData(_NAME, name)
        item.setToolTip(tool_tip(words))
        item.setSizeHint(QSize(0, self.tokens.px(_HEIGHT)))
        item.setData(_QUIET, quiet)
        if quiet:
            item.setForeground(QBrush(self.tokens.color("quiet")))
        self.editor.addItem(item)

    def _words(self, unit: NearbyUnit, now: datetime) -> str:
        parts = [unit.name]
        if unit.own_grid:
            parts.append(self.tr("own duty grid"))
        parts.append(distance_words(unit.metres))
        age = self.tr("{span} ago").format(span=duration_words(max(now - unit.at, now - now), rough=True))
        parts.append(age)
        return " · ".join(parts)

    def _changed(self) -> None:
        self.changed.emit()

    def _activated(self) -> None:
        self.sent.emit()


def distance_words(metres: float) -> str:
    """``230 m`` or ``2.3 km``: ten metres are as near as a position is known."""
    if metres < 1000:
        return f"{max(10, round(metres / 10) * 10)} m"
    return f"{metres / 1000:.1f} km"
