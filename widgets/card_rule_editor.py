"""The rules by which cards are given, one row each (resources/sql/code/36_cards.sql says what a rule is)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qtpy.QtCore import Qt, Slot
from qtpy.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.catalogue import LimitKind, Subcategory
from app.domain.supervision import Card
from widgets.request_words import card_word
from widgets.rule_editors import LimitLine
from widgets.tokens import GAP, Tokens
from widgets.wrong_mark import mark_wrong


class CardRule(QWidget):
    """One rule: when, how long after the dispatch, which card, in which words.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.name = ""
        self.when, self.card = QComboBox(), QComboBox()
        self.limit = LimitLine(tokens, self.tr("After the dispatch"))
        self.limit.kind.insertItem(0, self.tr("when the case's own deadline passes"), "")
        self.limit.kind.currentIndexChanged.connect(self._kind_chosen)
        self.overdue = QCheckBox(self.tr("only when overdue too"))
        self.words, self.demand, self.reply = QLineEdit(), QLineEdit(), QLineEdit()
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setProperty("flat", True)
        self.reply.setFixedWidth(tokens.px(64))
        self.when.addItem(self.tr("not accepted yet"), "dispatched")
        self.when.addItem(self.tr("being handled"), "handling")
        for card in Card:
            self.card.addItem(card_word(card), card.value)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, tokens.px(GAP))
        grid.setSpacing(tokens.px(GAP // 2))
        grid.setColumnStretch(3, 1)
        for column, widget in enumerate((self.card, self.when, self.limit, self.overdue, self.remove)):
            grid.addWidget(widget, 0, column)
        for row, (label, widget) in enumerate((
                (self.tr("Reason"), self.words), (self.tr("Demand"), self.demand),
                (self.tr("Reply within hours (0: none wanted)"), self.reply)), start=1):
            said = QLabel(label)
            said.setProperty("role", "label")
            widget.setAccessibleName(label)
            grid.addWidget(said, row, 0)
            grid.addWidget(widget, row, 1, 1, 1 if widget is self.reply else 4,
                           Qt.AlignmentFlag.AlignLeft if widget is self.reply else Qt.AlignmentFlag(0))

    def show_rule(self, rule: dict[str, Any]) -> None:
        """Fill in one rule of the setting."""
        self.name = str(rule.get("name", ""))
        self.when.setCurrentIndex(max(0, self.when.findData(rule.get("when"))))
        self.card.setCurrentIndex(max(0, self.card.findData(rule.get("card"))))
        if "value" in rule:
            self.limit.show_limit(str(rule.get("kind")), float(rule["value"]))
        else:
            self.limit.number.clear()
            self.limit.kind.setCurrentIndex(0)
        self._kind_chosen(self.limit.kind.currentIndex())
        self.overdue.setChecked(bool(rule.get("overdue")))
        self.words.setText(str(rule.get("words", "")))
        self.demand.setText(str(rule.get("demand", "")))
        self.reply.setText(f"{float(rule.get('reply_hours', 0)):g}")

    def rule(self) -> dict[str, Any] | None:
        """The rule as the setting has it; None while a field cannot be read."""
        made: dict[str, Any] = {"name": self.name, "when": self.when.currentData(), "card": self.card.currentData(),
                                "words": self.words.text().strip(), "demand": self.demand.text().strip()}
        if self.limit.kind.currentData():
            limit = self.limit.limit()
            if limit is None:
                return None
            made |= {"kind": limit[0], "value": limit[1], "overdue": self.overdue.isChecked()}
        try:
            made["reply_hours"] = float(self.reply.text().strip() or 0)
        except ValueError:
            made["reply_hours"] = -1.0
        wrong = {self.words: not made["words"], self.demand: not made["demand"], self.reply: made["reply_hours"] < 0,
                 self.when: not self.limit.kind.currentData() and made["when"] != "handling"}
        for field, is_wrong in wrong.items():
            mark_wrong(field, is_wrong)
        return None if any(wrong.values()) else made

    @Slot(int)
    def _kind_chosen(self, _row: int) -> None:
        counted = bool(self.limit.kind.currentData())
        self.limit.number.setEnabled(counted)
        self.overdue.setEnabled(counted)


class CardRules(QWidget):
    """All rules, with a button for one more."""

    rule = "card_rules"

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.rules: list[CardRule] = []
        self.add = QPushButton(self.tr("Add a rule"))
        self.add.clicked.connect(self.add_rule)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rules(self, settings: dict[str, Any], _catalogue: Iterable[Subcategory]) -> None:
        """Fill in what holds."""
        while self.rules:
            self._drop(self.rules[0])
        for rule in settings.get(self.rule) or ():
            self._put(rule)

    @Slot()
    def add_rule(self) -> None:
        """One more rule, to be filled in."""
        taken = {one.name for one in self.rules}
        letters = "abcdefghijklmnopqrstuvwxyz"
        name = next(f"own_{a}{b}" for a in letters for b in letters if f"own_{a}{b}" not in taken)
        self._put({"name": name, "when": "handling", "card": Card.YELLOW.value, "kind": LimitKind.WORK_DAY.value,
                   "value": 1, "overdue": True, "reply_hours": 24})
        self.rules[-1].words.setFocus()

    def change(self) -> dict[str, Any] | None:
        """What was made of it."""
        made = [one.rule() for one in self.rules]
        return None if None in made else {"rule": self.rule, "value": made}

    def _put(self, rule: dict[str, Any]) -> None:
        one = CardRule(self._tokens)
        one.show_rule(rule)
        one.remove.clicked.connect(self._remove_asked)
        self.rules.append(one)
        self._box.insertWidget(self._box.count() - 1, one)
        one.show()

    @Slot()
    def _remove_asked(self) -> None:
        pressed = self.sender()
        for one in [one for one in self.rules if one.remove is pressed]:
            self._drop(one)

    def _drop(self, one: CardRule) -> None:
        self.rules.remove(one)
        self._box.removeWidget(one)
        one.hide()
        one.deleteLater()
