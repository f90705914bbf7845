"""Signing in: one click for the demo's accounts, an address for a shared server, a clear sentence for every refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.database.address import AddressUnreadable
from app.domain.failures import Failure, LoginRefused, Unreachable
from app.domain.people import Duty
from app.services.session import Session, SignedIn
from widgets.failure_words import failure_words
from widgets.tokens import Tokens
from widgets.words import duty_word


@dataclass(frozen=True, slots=True)
class OfferedAccount:
    """An account that the demo lists on the login window."""

    login: str
    password: str
    name: str
    duties: frozenset[Duty]
    department: str = ""


class LoginDialog(QDialog):
    """Asks for login and password until the server lets somebody in; never holds up the window.

    Signals:
        signed_in(object): the SignedIn that the session brought.
        reports_asked(str): the server is away, and this login wants to take reports down nevertheless.
    """

    signed_in = Signal(object)
    reports_asked = Signal(str)

    def __init__(self, tokens: Tokens, session: Session, make_url: Callable[[str, str, str], str], *,
                 address: str | None, accounts: Sequence[OfferedAccount] = (), parent: QWidget | None = None) -> None:
        """``make_url(address, login, password)`` builds what ``session.sign_in`` takes. ``address`` is None for the
        server that this program brings along; its field is hidden then."""
        super().__init__(parent)
        self._tokens, self._session, self._make_url = tokens, session, make_url
        self.setWindowTitle(self.tr("Sign in"))
        self._shared = address is not None
        self.address = QLineEdit(address or "")
        self.login, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setProperty("role", "overdue")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.sign_in_button = QPushButton(self.tr("Sign in"))
        self.sign_in_button.setProperty("primary", True)
        self.sign_in_button.setDefault(True)
        self.sign_in_button.clicked.connect(self.sign_in)
        self.reports_button = QPushButton(self.tr("Take reports down without the server"))
        self.reports_button.setAutoDefault(False)
        self.reports_button.clicked.connect(self._ask_reports)
        self.reports_button.hide()
        self.account_buttons: list[QPushButton] = []
        self._accounts = list(accounts)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[tokens.px(24)] * 4)
        row.setSpacing(tokens.px(24))
        row.addLayout(self._form(), 1)
        if self._accounts:
            row.addWidget(self._offer(), 1)
        session.signed_in.connect(self._welcome)
        session.refused.connect(self._turn_away)
        self.login.setFocus()

    # For the program ----------------------------------------------------------------------------------------------
    def fill(self, login: str, password: str) -> None:
        """Put an account into the form."""
        self.login.setText(login)
        self.password.setText(password)

    @Slot()
    def sign_in(self) -> None:
        """Try what stands in the form."""
        if self._session.busy:
            return
        login, password = self.login.text().strip(), self.password.text()
        if not login or not password:
            self._say(self.tr("Fill in login and password."))
            (self.password if login else self.login).setFocus()
            return
        try:
            url = self._make_url(self.address.text().strip(), login, password)
        except AddressUnreadable:
            self._say(self.tr("This is no address of a server. Write HOST:PORT/DATABASE."))
            self.address.setFocus()
            return
        self._wait(True)
        self.reports_button.hide()
        self._say(self.tr("Asking the server…"), "quiet")
        self._session.sign_in(url)

    def reject(self) -> None:
        """Esc gives up waiting first; it closes only a window that does not wait."""
        if self._session.busy:
            self._session.give_up()
            self._wait(False)
            self._say("")
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the login to the password before it signs in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.login.hasFocus() and not self.password.text():
            self.password.setFocus()
            return
        super().keyPressEvent(event)

    # Inside -------------------------------------------------------------------------------------------------------
    def _form(self) -> QVBoxLayout:
        title = QLabel(self.tr("Gridroom"))
        title.setProperty("role", "title")
        subtitle = QLabel(self.tr("Duty desk of the district's grid room"))
        subtitle.setProperty("role", "quiet")
        column = QVBoxLayout()
        column.setSpacing(self._tokens.px(8))
        column.addWidget(title)
        column.addWidget(subtitle)
        column.addSpacing(self._tokens.px(16))
        fields = [(self.tr("Login"), self.login), (self.tr("Password"), self.password)]
        if self._shared:
            fields.insert(0, (self.tr("Server (host:port/database)"), self.address))
        for words, field in fields:
            label = QLabel(words)
            label.setProperty("role", "label")
            label.setBuddy(field)
            field.setAccessibleName(words)
            field.setMaxLength(300)
            column.addWidget(label)
            column.addWidget(field)
        column.addSpacing(self._tokens.px(8))
        column.addWidget(self.sign_in_button)
        column.addWidget(self.message)
        column.addWidget(self.reports_button)
        column.addStretch(1)
        self.message.setMinimumHeight(self._tokens.px(64))
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.message.setMinimumWidth(self._tokens.px(280))
        return column

    def _offer(self) -> QFrame:
        """The accounts in two columns: title on the button, duties and department beside it."""
        panel = QFrame()
        panel.setProperty("panel", True)
        grid = QGridLayout(panel)
        grid.setContentsMargins(*[self._tokens.px(16)] * 4)
        grid.setHorizontalSpacing(self._tokens.px(8))
        grid.setVerticalSpacing(self._tokens.px(6))
        head = QLabel(self.tr("Demo accounts: one click fills the form"))
        head.setProperty("role", "label")
        grid.addWidget(head, 0, 0, 1, 5)
        grid.setColumnMinimumWidth(2, self._tokens.px(16))
        rows = (len(self._accounts) + 1) // 2
        for number, account in enumerate(self._accounts):
            words = account.department or ", ".join(sorted(duty_word(duty) for duty in account.duties))
            button = QPushButton(account.name)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(account.login)
            button.setAccessibleName(f"{account.name} {account.login}")
            button.clicked.connect(self._account_chosen)
            self.account_buttons.append(button)
            duties = QLabel(f"{account.login} · {words}" if account.department else account.login)
            duties.setProperty("role", "quiet")
            row, column = number % rows + 1, number // rows * 3
            grid.addWidget(button, row, column)
            grid.addWidget(duties, row, column + 1)
        grid.setRowStretch(rows + 1, 1)
        return panel

    @Slot()
    def _account_chosen(self) -> None:
        account = self._accounts[self.account_buttons.index(self.sender())]
        self.fill(account.login, account.password)
        self.sign_in_button.setFocus()

    @Slot()
    def _ask_reports(self) -> None:
        if self.login.text().strip():
            self.reports_asked.emit(self.login.text().strip())

    def _wait(self, waiting: bool) -> None:
        for field in (self.address, self.login, self.password, self.sign_in_button, *self.account_buttons):
            field.setDisabled(waiting)

    def _say(self, words: str, role: str = "overdue") -> None:
        self.message.setText(words)
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            self.message.style().polish(self.message)

    @Slot(object)
    def _welcome(self, door: SignedIn) -> None:
        self._wait(False)
        self._say("")
        self.password.clear()
        self.signed_in.emit(door)
        self.accept()

    @Slot(object)
    def _turn_away(self, failure: Failure) -> None:
        self._wait(False)
        if isinstance(failure, LoginRefused):
            self._say(self.tr("Login or password is not right. Check both and try again."))
            self.password.selectAll()
            self.password.setFocus()
        elif isinstance(failure, Unreachable):
            self._say(self.tr("The server does not answer. Check the network and the address, then try again."))
            self.sign_in_button.setFocus()
            self.reports_button.show()
        else:
            self._say(failure_words(failure, datetime.now().astimezone()))
