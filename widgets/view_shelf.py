"""The saved views beside the board: choose with Enter, name and save below, rename with F2, remove with Del."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.people import Duty
from app.domain.saved_view import LONGEST_NAME, SavedView
from widgets.tokens import Tokens
from widgets.words import duty_word


class ViewShelf(QFrame):
    """A place on the page, not a dialog.

    Signals:
        chosen(object): look at the board like this SavedView.
        save_asked(object): keep this SavedView; its content is still empty for the page to fill in.
        rename_asked(object): keep this SavedView under its new name. remove_asked(object), restore_asked(object).
        folded(): Esc.
    """

    chosen = Signal(object)
    save_asked = Signal(object)
    rename_asked = Signal(object)
    remove_asked = Signal(object)
    restore_asked = Signal(object)
    folded = Signal()

    def __init__(self, tokens: Tokens, *, may_share: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_share = may_share
        self._removed: SavedView | None = None
        self._renaming: SavedView | None = None
        self.setProperty("panel", True)
        self.setMinimumWidth(tokens.px(300))
        self.setAccessibleName(self.tr("Saved views"))
        title = QLabel(self.tr("Saved views"))
        title.setProperty("role", "section")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Saved views"))
        self.list.setSpacing(tokens.px(4))
        self.list.itemActivated.connect(self._choose)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name of the view"))
        self.shared = QCheckBox(self.tr("For everybody"))
        self.duty = QComboBox()
        self.duty.setAccessibleName(self.tr("Who begins with it"))
        self.duty.addItem(self.tr("Nobody begins with it"), "")
        for one in Duty:
            self.duty.addItem(self.tr("{duty} begins with it").format(duty=duty_word(one)), one.value)
        self.save = QPushButton()
        self.save.setProperty("primary", True)
        self.rename, self.remove = QPushButton(self.tr("Rename  F2")), QPushButton(self.tr("Remove  Del"))
        self.undo = QPushButton(self.tr("Put it back"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        first, row = QHBoxLayout(), QHBoxLayout()
        first.addWidget(title, 1)
        fold = QPushButton(self.tr("Back  Esc"))
        fold.clicked.connect(self._fold)
        first.addWidget(fold)
        for button in (self.rename, self.remove, self.undo):
            row.addWidget(button)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.px(12), tokens.px(10), tokens.px(12), tokens.px(12))
        box.setSpacing(tokens.px(8))
        box.addLayout(first)
        box.addWidget(self.list, 1)
        box.addLayout(row)
        box.addWidget(self.told)
        for part in (self.name, self.shared, self.duty, self.save):
            box.addWidget(part)
        self._connect()
        self._dress()

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)
        self.rename.clicked.connect(self._begin_rename)
        self.remove.clicked.connect(self._remove)
        self.undo.clicked.connect(self._restore)
        self.shared.toggled.connect(self._dress)
        self.list.currentRowChanged.connect(self._dress)
        for keys, slot, where in (("F2", self._begin_rename, self.list), ("Del", self._remove, self.list),
                                  ("Esc", self._fold, self)):
            QShortcut(QKeySequence(keys), where, activated=slot).setContext(
                Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # For the page -----------------------------------------------------------------------------------------------

    def show_views(self, views: list[SavedView]) -> None:
        """All that may be chosen; the current one stays current."""
        current = self._current()
        self.list.clear()
        for view in views:
            words = [view.name]
            if view.shared:
                words.append(self.tr("for everybody"))
            if view.for_duty in set(Duty):
                words.append(self.tr("{duty} begins with it").format(duty=duty_word(Duty(view.for_duty))))
            item = QListWidgetItem(" · ".join(words))
            item.setData(Qt.ItemDataRole.UserRole, view)
            self.list.addItem(item)
            if current is not None and view.view_id == current.view_id:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self._dress()

    def show_written(self, view: SavedView, what: str) -> None:
        """It was saved, removed or put back."""
        self._removed = replace(view, version=view.version + 1) if what == "removed" else None
        words = {"saved": self.tr("“{name}” is saved."), "removed": self.tr("“{name}” is removed."),
                 "restored": self.tr("“{name}” is back.")}[what]
        self.told.setText(words.format(name=view.name))
        if what == "saved":
            self._renaming = None
            self.name.clear()
        self._dress()

    def say(self, words: str) -> None:
        """A refusal; what was typed stays."""
        self.told.setText(words)

    def open(self) -> None:
        """The keyboard goes to the list, or to the name while there is none."""
        (self.list if self.list.count() else self.name).setFocus()

    # Inside -----------------------------------------------------------------------------------------------------

    def _current(self) -> SavedView | None:
        item = self.list.currentItem()
        found: Any = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return found

    def _may_change(self, view: SavedView | None) -> bool:
        return view is not None and (self._may_share if view.shared else view.mine)

    def _dress(self, *_: object) -> None:
        changeable = self._may_change(self._current())
        self.rename.setEnabled(changeable)
        self.remove.setEnabled(changeable)
        self.undo.setVisible(self._removed is not None)
        self.shared.setVisible(self._may_share and self._renaming is None)
        self.duty.setVisible(self._may_share and self.shared.isChecked() and self._renaming is None)
        self.save.setText(self.tr("Rename") if self._renaming is not None else self.tr("Save the board as it is"))
        self.name.setPlaceholderText(self.tr("Name of the view"))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _begin_rename(self) -> None:
        current = self._current()
        if current is not None and self._may_change(current):
            self._renaming = current
            self.name.setText(current.name)
            self.name.selectAll()
            self.name.setFocus()
            self._dress()

    def _save(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.say(self.tr("A view needs a name."))
            self.name.setFocus()
        elif self._renaming is not None:
            self.rename_asked.emit(replace(self._renaming, name=name))
        else:
            shared = self._may_share and self.shared.isChecked()
            self.save_asked.emit(SavedView(0, name, shared, self.duty.currentData() if shared else ""))

    def _remove(self) -> None:
        current = self._current()
        if current is not None and self._may_change(current):
            self.remove_asked.emit(current)

    def _restore(self) -> None:
        if self._removed is not None:
            self.restore_asked.emit(self._removed)

    def _fold(self) -> None:
        if self._renaming is not None:
            self._renaming = None
            self.name.clear()
            self._dress()
        else:
            self.folded.emit()
