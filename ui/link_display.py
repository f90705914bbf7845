"""What the window says of its server: the lamp, the notice of a loss, what waits on this disk, what can be undone."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QObject, QTimer, Signal, Slot

from app.domain.case import StageCount
from app.domain.failures import Failure
from app.domain.shift import RunningShift, shift_at
from app.services.batchwork import BatchUndo
from app.services.casework import Undo
from app.services.dispatch_tally import Tally
from app.services.journal_entry import JournalCounts
from ui.workstation import Workstation
from widgets.foot_bar import FootBar
from widgets.message_bar import MessageBar
from widgets.top_bar import TopBar

TELL_SENT_MS = 60_000  # so long it is told what was sent after a loss
LINK, OUTDATED = "link", "outdated"  # keys of notices that are withdrawn when they no longer hold


class LinkDisplay(QObject):
    """Keeps top bar, messages and foot bar in step with the workstation.

    Signals:
        batch_undo_asked(): the last batch of dispatches is to be taken back.
    """

    batch_undo_asked = Signal()

    def __init__(self, workstation: Workstation, top: TopBar, messages: MessageBar, foot: FootBar,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._top, self._messages, self._foot = workstation, top, messages, foot
        self._counts = JournalCounts()
        self._sent_late = 0
        self._stages: list[StageCount] = []
        self._tally = Tally()
        self._shift: RunningShift | None = None
        self._one: Undo | None = None    # what Ctrl+Z takes back: the last dispatch, or the last batch of them
        self._many: BatchUndo | None = None
        self._many_last = False
        self._loss = False               # since the last loss something waits, or was sent late and is still told
        self._all_sent = QTimer(self)
        self._all_sent.setSingleShot(True)
        self._all_sent.setInterval(TELL_SENT_MS)
        self._all_sent.timeout.connect(self._forget_loss)
        work = workstation
        work.replay.applied.connect(self._count_sent)
        work.ticked.connect(top.set_now)
        work.lost.connect(self._lost)
        work.back.connect(self._back)
        work.outdated.connect(self._outdated)
        work.book.changed.connect(self._show_person)
        work.alarms.shifts_read.connect(self._show_person)
        work.ticked.connect(self._watch_shift)
        work.board.counted.connect(self._show_counts)
        work.tally.counted.connect(self._show_tally)
        work.casework.undo_changed.connect(self._one_changed)
        work.batchwork.undo_changed.connect(self._many_changed)
        work.replay.counted.connect(self._show_queue)
        foot.undo_asked.connect(self._take_back)
        top.data_lamp.show_waiting(self.tr("connecting…"))
        self._show_person()

    @Slot()
    def _show_person(self) -> None:
        districts = self._work.book.districts
        self._shift = shift_at(self._work.alarms.shifts, self._work.clock.now())
        words = ""
        if self._shift is not None:
            words = f"{self._shift.name} {self._shift.starts:%H:%M}–{self._shift.ends:%H:%M}"
        self._top.show_person(self._work.person, districts[0].name if districts else "", words,
                              self._work.alarms.leader)

    @Slot(object)
    def _watch_shift(self, now: datetime) -> None:
        """The next shift begins: its name, and its own count of dispatches."""
        if self._shift is not None and now >= self._shift.ends:
            self._show_person()
            self._work.alarms.read()   # another leads it
            self._work.tally.read()

    @Slot(object)
    def _lost(self, last_data: datetime | None) -> None:
        since = f"{last_data or self._work.clock.now():%H:%M:%S}"
        self._loss, self._sent_late = True, 0
        self._all_sent.stop()
        self._top.data_lamp.show_waiting(self.tr("last data {time}").format(time=since))
        self._messages.tell(self.tr(
            "No connection to the server. The board shows {time}. Reports, notes and files are kept here and sent when "
            "it is back; other steps have to wait.").format(time=since), "behind", LINK)

    @Slot()
    def _back(self) -> None:
        self._top.data_lamp.show_connected()
        self._messages.withdraw(LINK)

    @Slot(object)
    def _outdated(self, failure: Failure) -> None:
        self._messages.tell(self.tr("The server was upgraded and does not fit this program any more. Finish, sign out "
                                    "and install the new version ({why}).").format(why=failure), "overdue", OUTDATED)

    @Slot(list)
    def _show_counts(self, counts: list[StageCount]) -> None:
        self._stages = counts
        self._show_foot()

    @Slot(object)
    def _show_tally(self, tally: Tally) -> None:
        self._tally = tally
        self._show_foot()

    def _show_foot(self) -> None:
        shown = [
            (self.tr("open"), sum(one.open_count for one in self._stages)),
            (self.tr("overdue"), sum(one.overdue_count for one in self._stages)),
        ]
        if self._work.tally.dispatches:
            shown += [(self.tr("dispatched this shift"), self._tally.dispatched),
                      (self.tr("came back"), self._tally.returned)]
        if self._tally.left:
            shown.append((self.tr("left us"), self._tally.left))
        self._foot.show_counts(shown)

    @Slot(object)
    def _one_changed(self, undo: Undo | None) -> None:
        if undo is not None and undo != self._one:
            self._many_last = False
        self._one = undo
        self._show_undo()

    @Slot(object)
    def _many_changed(self, undo: BatchUndo | None) -> None:
        self._many, self._many_last = undo, undo is not None
        self._show_undo()

    def _takes_many(self) -> bool:
        return self._many is not None and (self._many_last or self._one is None)

    def _show_undo(self) -> None:
        names = {one.department_id: one.name for one in self._work.book.departments}
        words = ""
        if self._takes_many() and self._many is not None:
            words = self.tr("dispatched {n} cases → {department} (as far as not opened there)").format(
                n=len(self._many.cases), department=names.get(self._many.department_id, "?"))
        elif self._one is not None:
            words = self.tr("dispatched {number} → {department} (not opened there)").format(
                number=self._one.case_number, department=names.get(self._one.department_id, "?"))
        self._foot.show_undo(words)

    @Slot()
    def _take_back(self) -> None:
        if not self._work.connected:
            self._messages.tell(self.tr("No connection: nothing can be taken back now."))
        elif self._takes_many():
            self.batch_undo_asked.emit()
        else:
            self._work.casework.take_back_last()

    @Slot(object, object)
    def _count_sent(self, _entry: object, _answer: object) -> None:
        self._sent_late += self._loss

    @Slot(object)
    def _show_queue(self, counts: JournalCounts) -> None:
        """While the server is there reports pass through unnoticed; after a loss it is told what became of them."""
        if counts.queued and not self._work.connected:
            self._loss = True  # left over from before this sign-in: what becomes of it is news
        self._counts = counts
        told = self._loss or not self._work.connected
        self._foot.queue.show_counts(counts.queued if told else 0, self._sent_late if told else 0, counts.refused)
        if self._loss and self._work.connected and not counts.queued:
            self._all_sent.start()

    @Slot()
    def _forget_loss(self) -> None:
        self._loss = False
        self._show_queue(self._counts)
