"""The fields of the action that is open, under one another, as high as they need and no higher than there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qtpy.QtCore import QEvent, QObject, Qt
from qtpy.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from widgets.layouts import empty_layout
from widgets.tokens import Tokens
from widgets.value_fields import ValueField, collected, typed_words


class FieldForm(QScrollArea):
    """Hidden while there are no fields; too many of them scroll.

    Signals: none; the fields have their own.
    """

    def __init__(self, tokens: Tokens, most: Callable[[], int], parent: QWidget | None = None) -> None:
        """``most`` tells the greatest height in px that there is room for just now."""
        super().__init__(parent)
        self._most = most
        self.fields: list[ValueField] = []
        self._inside = QWidget()
        self._inside.setProperty("plain", True)
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.px(6))
        self._inside.installEventFilter(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._inside)

    def show_fields(self, fields: Sequence[ValueField]) -> None:
        """These instead of those that stand here."""
        empty_layout(self._box)
        self.fields = list(fields)
        for field in self.fields:
            self._box.addWidget(field)
            field.show()  # at once, not at the next turn of the event loop
        self.setVisible(bool(self.fields))
        self.fit()

    def fit(self) -> None:
        """As high as the fields need, up to what there is room for."""
        self.setFixedHeight(min(self._inside.sizeHint().height(), self._most()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The inside says when its fields need another height."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def words(self) -> dict[str, str]:
        """What is typed so far, by need; untouched fields are left out."""
        return typed_words(self.fields)

    def values(self) -> dict[str, Any] | None:
        """The values by SQL parameter; None when one is missing, which its field says."""
        return collected(self.fields)

    def complain(self, parameter: str, why: str, limit: int | None = None) -> bool:
        """Say beside the value what the database did not accept; False when no field has this name."""
        for field in self.fields:
            if parameter in (field.parameter, field.need):
                field.complain(why, limit)
                return True
        return False

    def focused_need(self) -> str:
        """The need whose field holds the keyboard, '' when none does."""
        focused = QApplication.focusWidget()
        return next((field.need for field in self.fields
                     if focused is not None and (field is focused or field.isAncestorOf(focused))), "")

    def focus(self, need: str) -> None:
        """Give the keyboard back to the field that was made anew under the hand."""
        for field in self.fields:
            if need and field.need == need:
                field.setFocus()
