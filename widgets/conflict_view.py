"""Somebody else was first: what I wanted beside what changed meanwhile, to be sent again or put away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qtpy.QtCore import QCoreApplication, Qt, Signal
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.case import Action, CaseState
from app.domain.case_detail import CaseDetail
from app.domain.confirmation import Confirmation
from app.domain.difference import Difference
from app.domain.supervision import Card
from app.domain.time_request import TimeRequestKind
from widgets.field_words import field_word
from widgets.layouts import empty_layout
from widgets.request_words import card_word, confirmation_word, request_word
from widgets.time_words import moment_words
from widgets.tokens import Tokens
from widgets.words import action_word, state_word, urgency_word

_ROOM = 132     # px at 96 dpi for the differences
_LONGEST = 120  # characters of a value; the whole stands in the tool tip


@dataclass(frozen=True, slots=True)
class Wish:
    """The move that was refused: what it was made on, its values, and the words as they stand in the fields."""

    action: Action
    values: dict[str, Any]
    words: dict[str, str]
    seen: CaseDetail


class ConflictView(QWidget):
    """The differences and the two ways on.

    Signals:
        mine_taken(object, object): send this action with these values again, on the case as it is now.
        theirs_taken(): leave the case as it is; the words stay in the fields.
    """

    mine_taken = Signal(object, object)
    theirs_taken = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._wish: Wish | None = None
        self._choices: dict[str, QCheckBox] = {}
        self.setProperty("plain", True)
        self.mine = QLabel()
        self.mine.setWordWrap(True)
        self.mine.setTextFormat(Qt.TextFormat.PlainText)
        self.table = QWidget()
        self.table.setProperty("plain", True)
        self.room = QScrollArea()
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.room.setWidget(self.table)
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.px(8))
        self._grid.setVerticalSpacing(tokens.px(4))
        self._grid.setColumnStretch(1, 1)
        self.why_not = QLabel()
        self.why_not.setWordWrap(True)
        self.why_not.setProperty("role", "behind")
        self.take_mine = QPushButton(self.tr("Take mine: send again"))
        self.take_theirs = QPushButton(self.tr("Take theirs: keep my words"))
        self.take_mine.clicked.connect(self._send_mine)
        self.take_theirs.clicked.connect(self.theirs_taken)
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        row.addWidget(self.take_mine)
        row.addWidget(self.take_theirs)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(6))
        for part in (self.room, self.mine, self.why_not):
            box.addWidget(part)
        box.addLayout(row)
        self.hide()

    def show_clash(self, found: Sequence[Difference], now: CaseDetail, at: datetime, wish: Wish | None) -> None:
        """What changed, and what I wanted (None: only words were typed, nothing was sent)."""
        self._wish = wish
        self._clear()
        for number, one in enumerate(found):
            self._add_row(number, one, at)
        self.mine.setVisible(wish is not None)
        legal = wish is not None and any(one.action is wish.action for one in now.allowed)
        self.take_mine.setVisible(wish is not None)
        self.take_theirs.setVisible(wish is not None)
        self.take_mine.setEnabled(legal)
        self.why_not.setVisible(wish is not None and not legal)
        if wish is not None:
            self.mine.setText(self._wish_words(wish))
            if wish.action is Action.AMEND:
                self._add_choices(wish, found, self._grid.rowCount())
            self.why_not.setText(self.tr("“{action}” is not possible any more: the case is “{state}”.").format(
                action=action_word(wish.action), state=state_word(now.case.state)))
        self._fit_room()
        self.setVisible(bool(found) or wish is not None)

    # Inside -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_room()

    def _fit_room(self) -> None:
        """As high as the differences need, up to a limit; then they scroll and the ways on stay in sight."""
        wide = max(self.room.viewport().width(), self._tokens.px(200))
        self._grid.activate()
        needed = self._grid.heightForWidth(wide) if self._grid.hasHeightForWidth() else self._grid.sizeHint().height()
        self.room.setFixedHeight(max(1, min(needed, self._tokens.px(_ROOM))))

    def _clear(self) -> None:
        self._choices = {}
        empty_layout(self._grid)

    def _add_row(self, number: int, one: Difference, at: datetime) -> None:
        name = QLabel(difference_word(one.field))
        name.setProperty("role", "label")
        before, after = value_words(one.field, one.was, at), value_words(one.field, one.now, at)
        change = QLabel(f"{_short(before)} → {_short(after)}")
        change.setWordWrap(True)
        change.setTextFormat(Qt.TextFormat.PlainText)
        change.setToolTip(f"{before}\n→ {after}" if len(before) + len(after) > _LONGEST else "")
        who = QLabel()
        who.setProperty("role", "faint")
        who.setWordWrap(True)
        if one.step is not None:
            who.setText(f"{one.step.by_name or one.step.by_login} {moment_words(one.step.at, at)}")
        for column, label in enumerate((name, change, who)):
            self._grid.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)
            label.show()  # at once, not at the next turn of the event loop

    def _add_choices(self, wish: Wish, found: Sequence[Difference], row: int) -> None:
        """Correcting: each value for itself; what somebody else changed too is unchosen, so that it needs a hand."""
        changed = {one.field for one in found}
        for name, value in (wish.values.get("changes") or {}).items():
            words = _short(value_words(name, value, None))
            told = self.tr("{field}: mine") if name == "minor_id" else self.tr("{field}: mine, {value}")
            box = QCheckBox(told.format(field=field_word(name), value=words))
            box.setChecked(name not in changed)
            box.toggled.connect(self._dress_mine)
            self._choices[name] = box
            self._grid.addWidget(box, row, 0, 1, 3)
            box.show()
            row += 1
        self._dress_mine()

    def _dress_mine(self) -> None:
        self.take_mine.setEnabled(any(box.isChecked() for box in self._choices.values()))

    def _wish_words(self, wish: Wish) -> str:
        said = [words for need, words in wish.words.items() if words and need != "changes"]
        return self.tr("I wanted: {action}").format(action=" · ".join((action_word(wish.action), *map(_short, said))))

    def _send_mine(self) -> None:
        if self._wish is None:
            return
        values = dict(self._wish.values)
        if self._choices:
            values["changes"] = {name: value for name, value in values["changes"].items()
                                 if self._choices[name].isChecked()}
        self.mine_taken.emit(self._wish.action, values)


def difference_word(field: str) -> str:
    """The label of a compared field."""
    translate = QCoreApplication.translate
    own = {"state": translate("ConflictView", "State"), "deadline": translate("ConflictView", "Time limit"),
           "time_request": translate("ConflictView", "More time"),
           "reminders": translate("ConflictView", "Reminders")}
    return own.get(field) or field_word(field)


def value_words(field: str, value: Any, now: datetime | None) -> str:
    """A value of a difference for the eye; — for nothing."""
    if value is None or value == "":
        return "—"
    if isinstance(value, datetime):
        return moment_words(value, now) if now is not None else f"{value:%m-%d %H:%M}"
    words = {CaseState: state_word, Card: card_word, TimeRequestKind: request_word, Confirmation: confirmation_word}
    for kind, word in words.items():
        if isinstance(value, kind):
            return word(value)  # type: ignore[operator]
    if field == "urgency":
        return urgency_word(str(value))
    if isinstance(value, tuple):
        return ", ".join(f"{part:.5f}" for part in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _LONGEST else one_line[:_LONGEST - 1] + "…"
