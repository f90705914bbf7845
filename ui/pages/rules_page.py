"""Rules of time in the window: change one, see what it would do to open cases, confirm. For administrators."""

from __future__ import annotations

from functools import partial
from typing import Any

from qtpy.QtCore import QSize, Qt, Signal, Slot
from qtpy.QtGui import QKeySequence, QShortcut, QShowEvent
from qtpy.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.background.jobs import Jobs
from app.domain.rules import RuleEffect
from app.services.catalogue_book import CatalogueBook
from app.services.server_clock import ServerClock
from app.services.time_rules import TimeRules
from widgets.card_rule_editor import CardRules
from widgets.rule_editors import (
    ALWAYS_OPEN_TOO,
    CalendarDay,
    ConditionLimit,
    DayHours,
    OfficeHours,
    StageLimits,
    titled,
)
from widgets.rule_effect_view import RuleEffectView
from widgets.tokens import GAP, MARGIN, Tokens


class RulesPage(QWidget):
    """A list of rules, the editor of one, its effect, and two ways to confirm it.

    Signals:
        failed(object): a Failure (or a bug) for the failure display.
        told(str): something done, for the message bar.
    """

    failed = Signal(object)
    told = Signal(str)

    def __init__(self, rules: TimeRules, jobs: Jobs, clock: ServerClock, book: CatalogueBook, tokens: Tokens,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules, self._jobs, self._clock, self._book, self._tokens = rules, jobs, clock, book, tokens
        self._asked: dict[str, Any] | None = None    # the change whose effect is shown or awaited
        self._effect: RuleEffect | None = None
        self.setProperty("page", True)
        self.editors = (StageLimits(tokens), ConditionLimit(tokens), CardRules(tokens), DayHours(tokens),
                        OfficeHours(tokens), CalendarDay(tokens))
        self.names = QListWidget()
        self.names.setAccessibleName(self.tr("Rules of time"))
        self.names.setFixedWidth(tokens.px(208))
        self.stack, self.effect = QStackedWidget(), RuleEffectView(tokens)
        for words, explained, editor in zip(*self._titles(), self.editors, strict=True):
            self.names.addItem(words)
            self.names.item(self.names.count() - 1).setSizeHint(QSize(0, tokens.px(32)))
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setWidget(titled(words, explained, editor, tokens))
            self.stack.addWidget(scroll)
        self.look = QPushButton(self.tr("Show what it would do  F8"))
        self.look.setProperty("primary", True)
        self.new_only = QPushButton(self.tr("For new cases only"))
        self.open_too = QPushButton(self.tr("For open cases too"))
        self._arrange()
        self.look.clicked.connect(self.preview)
        self.new_only.clicked.connect(partial(self._confirm, False))
        self.open_too.clicked.connect(partial(self._confirm, True))
        self.names.currentRowChanged.connect(self._rule_chosen)
        book.changed.connect(self.read)
        QShortcut(QKeySequence("F8"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
            self.preview)
        self.names.setCurrentRow(0)

    @Slot()
    def read(self) -> None:
        """Read what holds now, unless somebody is in the middle of a change."""
        if self.isVisible() and self._asked is None:
            self._jobs.run(self._rules.current, self._show_rules, self._broke, name="rules: read")

    @Slot()
    def preview(self) -> None:
        """Ask the server what the change would do; nothing is changed by that."""
        change = self.editors[self.stack.currentIndex()].change()
        self._settle(None)
        if change is None:
            self.effect.clear(self.tr("What is marked cannot be read."))
            return
        self._asked = change
        self.effect.clear(self.tr("Trying it on the open cases…"))
        self._jobs.run(partial(self._try, change), self._show_effect, self._broke, name="rules: preview")

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown is what holds."""
        super().showEvent(event)
        self.read()
        self.names.setFocus()

    def _titles(self) -> tuple[list[str], list[str]]:
        return ([self.tr("Limits of the stages"), self.tr("Limit of a filing condition"), self.tr("Cards"),
                 self.tr("A working day"), self.tr("Office hours"), self.tr("Holidays and make-up days")],
                [self.tr("How long registering, confirming, dispatching and verifying may take."),
                 self.tr("How long a department has for cases filed under it."),
                 self.tr("When a yellow or red card is given by itself, in which words, whether a reply is wanted."),
                 self.tr("Limits in working days count so many office hours."),
                 self.tr("Limits in working hours and days count only in these hours."),
                 self.tr("A day off does not count in working hours and days; a make-up workday does.")])

    def _arrange(self) -> None:
        tokens = self._tokens
        head = QLabel(self.tr("Rules of time"))
        head.setProperty("role", "title")
        buttons = QHBoxLayout()
        for button in (self.look, self.new_only, self.open_too):
            buttons.addWidget(button)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(tokens.px(GAP))
        right.addWidget(self.stack, 3)
        right.addLayout(buttons)
        right.addWidget(self.effect, 2)
        row = QHBoxLayout()
        row.setSpacing(tokens.px(MARGIN))
        row.addWidget(self.names)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.px(MARGIN)] * 4)
        column.addWidget(head)
        column.addLayout(row, 1)

    @Slot(int)
    def _rule_chosen(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self._settle(None)
        self.effect.clear()

    def _settle(self, effect: RuleEffect | None) -> None:
        """Offer to confirm just what is shown."""
        self._effect = effect
        if effect is None:
            self._asked = None
        always = self._asked is not None and self._asked["rule"] in ALWAYS_OPEN_TOO
        self.new_only.setEnabled(effect is not None and not always)
        self.open_too.setEnabled(effect is not None)

    def _confirm(self, to_open: bool, _checked: bool = False) -> None:
        if self._asked is None or self._effect is None:
            return
        change, seen = self._asked, self._effect.fingerprint
        self.new_only.setEnabled(False)
        self.open_too.setEnabled(False)
        self.effect.said.setText(self.tr("Changing the rule and telling every case that moves…"))
        self._jobs.run(partial(self._rules.change, change, to_open, seen), self._changed, self._broke,
                       name="rules: change")

    # On a worker thread -----------------------------------------------------------------------------------------
    def _try(self, change: dict[str, Any]) -> tuple[dict[str, Any], RuleEffect]:
        return change, self._rules.preview(change)

    # Back on the GUI thread -------------------------------------------------------------------------------------
    @Slot(object)
    def _show_rules(self, rules: dict[str, Any]) -> None:
        if self._asked is None:
            for editor in self.editors:
                editor.show_rules(rules, self._book.subcategories)

    @Slot(object)
    def _show_effect(self, answer: tuple[dict[str, Any], RuleEffect]) -> None:
        change, effect = answer
        if change is not self._asked:
            return  # another one was asked for meanwhile
        self.effect.show_effect(effect, self._clock.now())
        self._settle(effect)

    @Slot(object)
    def _changed(self, moved: int) -> None:
        self._settle(None)
        self.effect.clear(self.tr("The rule is changed; {n} deadlines moved.").format(n=f"{moved:,}"))
        self.told.emit(self.tr("The rule is changed; {n} deadlines moved.").format(n=f"{moved:,}"))
        self.read()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._settle(None)
        self.effect.clear()
        self.failed.emit(error)
