"""Back ends of hand-held applications: for whom each speaks, when it was heard last, a switch; positions removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qtpy.QtCore import Qt, Slot
from qtpy.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from app.background.jobs import Jobs
from app.database.gateways import Gateway
from app.services.room_settings import GatewaysRead, RoomSettings
from app.services.server_clock import ServerClock
from ui.pages.settings.expiry_list import ExpiryList
from ui.pages.settings.section import SettingsSection
from widgets.time_words import moment_words
from widgets.tokens import GAP, ROW, Tokens, tool_tip

MOST_NAMED = 60     # codes of a list; a district may have thousands


class GatewaySection(SettingsSection):
    """A table; an administrator stops one with a reason, and lets it speak again."""

    def __init__(self, room: RoomSettings, jobs: Jobs, clock: ServerClock, tokens: Tokens, *, may_change: bool) -> None:
        super().__init__(jobs, tokens, self.tr("Gateways"), self.tr(
            "Programs that speak for grid workers and vehicles. A stopped one is refused at its next call. How a "
            "login and its list are made stands in docs/field-gateway.md."), changes=False)
        self._room, self._clock, self._may_change = room, clock, may_change
        self._listed: list[Gateway] = []
        self.table = QTableWidget(0, 6)
        self.table.setAccessibleName(self.tr("Gateways"))
        self.table.setHorizontalHeaderLabels([
            self.tr("Gateway"), self.tr("State"), self.tr("Workers and vehicles"), self.tr("On duty"),
            self.tr("Heard last"), self.tr("Positions, 10 min")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(tokens.px(ROW))
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setHighlightSections(False)
        self.empty = QLabel(self.tr("There is no gateway."))
        self.empty.setProperty("role", "quiet")
        self.list = QLabel()
        self.list.setProperty("role", "quiet")
        self.list.setWordWrap(True)
        self.list.setTextFormat(Qt.TextFormat.PlainText)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why it is stopped or may speak again"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setMaxLength(200)
        self.switch = QPushButton()
        row = QHBoxLayout()
        row.setSpacing(tokens.px(GAP))
        row.addWidget(self.reason, 1)
        row.addWidget(self.switch)
        for part in (self.empty, self.table, self.list):
            self.body.addWidget(part, 1 if part is self.table else 0)
        self.body.addLayout(row)
        self.expired = ExpiryList(tokens)
        self.body.addWidget(self.expired)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.reason.textChanged.connect(self._chosen)
        self.reason.returnPressed.connect(self.record)
        self.switch.clicked.connect(self.record)
        self.show_held(GatewaysRead([], {}, [], 0))

    def fetch(self) -> Callable[[], Any]:
        return self._room.gateways

    def show_held(self, held: Any) -> None:
        read: GatewaysRead = held
        listed, activity = read.listed, read.activity
        row = max(0, self.table.currentRow())
        self._listed = listed
        self.empty.setVisible(not listed)
        self.table.setVisible(bool(listed))
        self.table.setRowCount(len(listed))
        now = self._clock.now()
        self.expired.show_removals(read.expired, read.keep_days, now)
        for number, gateway in enumerate(listed):
            did = activity.get(gateway.login)
            heard = moment_words(did.last_heard, now) if did and did.last_heard else self.tr("never")
            cells = (f"{gateway.name} ({gateway.login})",
                     self.tr("speaks") if gateway.active else self.tr("▲ stopped"), f"{len(gateway.codes):,}",
                     f"{did.on_duty if did else 0:,}", heard, f"{did.positions_last_10_minutes if did else 0:,}")
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(tool_tip(words))
                self.table.setItem(number, column, item)
        if listed:
            self.table.selectRow(min(row, len(listed) - 1))
        self._chosen()

    def take_keyboard(self) -> None:
        (self.table if self._listed else self.reason).setFocus()

    @Slot()
    def record(self) -> None:
        """Stop the chosen gateway, or let it speak again."""
        gateway = self._gateway()
        if self.switch.isEnabled() and gateway is not None and not self._saving:
            words = self.reason.text().strip()
            self.reason.clear()
            self.save(partial(self._room.set_gateway_active, gateway.login, not gateway.active, words))

    def _gateway(self) -> Gateway | None:
        row = self.table.currentRow()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    @Slot()
    def _chosen(self) -> None:
        gateway = self._gateway()
        self.switch.setText(self.tr("Stop it  F8") if gateway is None or gateway.active
                            else self.tr("Let it speak again  F8"))
        for part in (self.switch, self.reason):
            part.setVisible(self._may_change and bool(self._listed))
        self.switch.setEnabled(gateway is not None and bool(self.reason.text().strip()))
        named = "  ".join(gateway.codes[:MOST_NAMED]) if gateway else ""
        if gateway and len(gateway.codes) > MOST_NAMED:
            named += self.tr("  and {n} more").format(n=f"{len(gateway.codes) - MOST_NAMED:,}")
        self.list.setText("" if gateway is None else self.tr("Speaks for: {codes}").format(
            codes=named or self.tr("nobody")))
