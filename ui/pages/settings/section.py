"""What every section of the settings does alike: read what holds, show what would change, record it, say what came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qtpy.QtCore import Signal, Slot
from qtpy.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.background.jobs import Jobs
from app.domain.failures import Refusal
from widgets.change_list import Change, ChangeList
from widgets.tokens import GAP, Tokens


class SettingsSection(QWidget):
    """One section. A subclass fills ``body`` and gives ``fetch``, ``show_held``, ``differences`` and ``saving``.

    Signals:
        failed(object): a Failure (or a bug) for the failure display.
        told(str): something done, for the message bar.
    """

    failed = Signal(object)
    told = Signal(str)

    def __init__(self, jobs: Jobs, tokens: Tokens, title: str, explained: str, *, changes: bool = True) -> None:
        super().__init__()
        self._jobs, self._tokens = jobs, tokens
        self._reading = self._saving = False
        self.setProperty("plain", True)
        head, said = QLabel(title), QLabel(explained)
        head.setProperty("role", "section")
        said.setProperty("role", "quiet")
        said.setWordWrap(True)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.px(GAP))
        self.changes = ChangeList(tokens)
        self.changes.setVisible(changes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(GAP))
        column.addWidget(head)
        column.addWidget(said)
        column.addLayout(self.body, 3)
        column.addWidget(self.changes, 1)
        self.changes.record_asked.connect(self.record)
        self.changes.forget_asked.connect(self.forget)

    # What a subclass gives ------------------------------------------------------------------------------------------
    def fetch(self) -> Callable[[], Any]:
        """What reads what holds, on a worker."""
        raise NotImplementedError

    def show_held(self, held: Any) -> None:
        """Fill in what holds."""
        raise NotImplementedError

    def hold(self, held: Any) -> None:
        """Somebody else changed it: what is typed stays, and is from now on against this."""
        self.show_held(held)

    def differences(self) -> list[Change] | None:
        """What is typed against what holds; None: something cannot be read."""
        return []

    def saving(self) -> Callable[[], Any]:
        """What records what is typed, on a worker."""
        raise NotImplementedError

    def take_keyboard(self) -> None:
        """The keyboard goes to the first thing of the section."""
        self.focusNextChild()

    # What the page and the hand do ----------------------------------------------------------------------------------
    @Slot()
    def read(self) -> None:
        """Read what holds, unless somebody is in the middle of a change."""
        if not self._reading and not self._saving and self.differences() == []:
            self._reading = True
            self._jobs.run(self.fetch(), self._read, self._not_read, name="settings: read")

    @Slot()
    def look(self) -> None:
        """Something was typed: say what would change."""
        self.changes.show_changes(self.differences())

    @Slot()
    def forget(self) -> None:
        """Show again what holds."""
        self._reading = True
        self._jobs.run(self.fetch(), self._read, self._not_read, name="settings: read")

    @Slot()
    def record(self) -> None:
        """Make it so; while the answer is awaited a second press asks nothing."""
        self.look()
        if self.differences() and not self._saving:
            self.save(self.saving())

    def save(self, work: Callable[[], Any]) -> None:
        """Do this on a worker, then read again."""
        self._saving = True
        self.changes.record.setEnabled(False)
        self._jobs.run(work, self._saved, self._not_saved, name="settings: record")

    # Back on the GUI thread -----------------------------------------------------------------------------------------
    @Slot(object)
    def _read(self, held: Any) -> None:
        self._reading = False
        self.show_held(held)
        self.look()

    @Slot(object)
    def _not_read(self, error: BaseException) -> None:
        self._reading = False
        self.failed.emit(error)

    @Slot(object)
    def _saved(self, _answer: Any) -> None:
        self._saving = False
        self.told.emit(self.tr("Recorded."))
        self.forget()

    @Slot(object)
    def _not_saved(self, error: BaseException) -> None:
        self._saving = False
        self.look()  # what was typed stays
        if isinstance(error, Refusal) and error.code == "GR015":
            self._reading = True
            self._jobs.run(self.fetch(), self._hold, self._not_read, name="settings: read")
        self.failed.emit(error)

    @Slot(object)
    def _hold(self, held: Any) -> None:
        self._reading = False
        self.hold(held)
        self.look()
