"""Three kinds of failure, shown in three ways: a rule said no, the server is away, the program is wrong."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from qtpy.QtCore import QObject, Qt, Signal, Slot, qVersion
from qtpy.QtWidgets import QWidget

from app import __version__
from app.domain.failures import Failure, Unreachable
from ui.dialogs.crash_window import CrashWindow
from widgets.failure_words import failure_words
from widgets.tokens import Tokens

log = logging.getLogger("gridroom.ui")


class FailureDisplay(QObject):
    """Sorts what went wrong: a Refusal becomes a sentence, Unreachable is the lamp's, anything else a crash window.

    Signals:
        refused(str): a sentence for the message bar.
        unreachable(str): a sentence for the message bar, and the lamp turns amber.
        crashed(str): the report of a fault in the program, as it is shown.
    """

    refused = Signal(str)
    unreachable = Signal(str)
    crashed = Signal(str)
    _from_any_thread = Signal(str)

    def __init__(self, tokens: Tokens, log_file: Path | None, now: Callable[[], datetime],
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._log_file, self.now = tokens, log_file, now
        self._window: CrashWindow | None = None
        self.window_parent: QWidget | None = None
        self._from_any_thread.connect(self._open, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the place where exceptions end that nobody caught, on this thread and on others."""
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread

    def show(self, error: BaseException) -> None:
        """Show a failure that was caught."""
        if isinstance(error, Unreachable):
            self.unreachable.emit(failure_words(error, self.now()))
        elif isinstance(error, Failure):
            self.refused.emit(failure_words(error, self.now()))
        else:
            self.caught(type(error), error, error.__traceback__)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The exception hook: log it, show it, go on. Ctrl+C in a terminal still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, Failure):  # not a bug: somebody forgot to show it
            log.warning("failure that nobody showed: %s", error, exc_info=(kind, error, trace))
            self.show(error)
            return
        log.error("fault in the program", exc_info=(kind, error, trace))
        self._from_any_thread.emit(report_of(kind, error, trace))

    def _caught_in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.caught(what.exc_type, what.exc_value, what.exc_traceback)

    @Slot(str)
    def _open(self, report: str) -> None:
        if self._window is None or not self._window.isVisible():
            self._window = CrashWindow(self._tokens, self._log_file, self.window_parent)
            self._window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # no focus theft
            self._window.show()
        self._window.add(report)
        self.crashed.emit(report)

    @property
    def window(self) -> CrashWindow | None:
        """The crash window, if there was ever a need for one."""
        return self._window


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What whoever looks after the program needs to know; no values of variables, so no personal data."""
    head = f"Gridroom {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    return head + "\n" + "".join(traceback.format_exception(kind, error, trace, limit=-30))
