"""How many alarms a desk has, against what EEMUA 191 calls acceptable: the rate, the peak, the flood, what stands."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.alarm import FLOOD_IN_TEN_MINUTES, FLOOD_SHARE, STEADY_PER_HOUR, AlarmRate
from widgets.alarm_words import rule_words
from widgets.glyphs import GlyphLabel
from widgets.layouts import empty_layout
from widgets.tokens import Tokens

HOURS = 24
TOP = 5

FEWEST_HOURS = 1.0     # of attendance; two alarms in five minutes are no rate of 24 an hour


class AlarmRateView(QFrame):
    """One's own figures of the last day, and the room's for those who are told them. Signals: none."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("panel", True)
        title = QLabel(self.tr("Alarm rate, last 24 hours"))
        title.setProperty("role", "section")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.px(16))
        self._grid.setVerticalSpacing(tokens.px(4))
        self._grid.setColumnStretch(0, 1)
        self.top = QLabel()
        self.top.setTextFormat(Qt.TextFormat.PlainText)
        self.top.setWordWrap(True)
        self.top.setProperty("role", "quiet")
        note = QLabel(self.tr("Acceptable for one operator (EEMUA 191): 6 an hour, 10 in ten minutes, 1 % in flood."))
        note.setProperty("role", "faint")
        note.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.px(12), tokens.px(10), tokens.px(12), tokens.px(12))
        box.setSpacing(tokens.px(8))
        box.addWidget(title)
        box.addLayout(self._grid)
        box.addWidget(self.top)
        box.addWidget(note)

    def show_rates(self, rates: Iterable[AlarmRate]) -> None:
        """Show those of the last day."""
        empty_layout(self._grid)
        shown = [one for one in rates if one.hours == HOURS]
        words = {"mine": self.tr("my desk"), "room": self.tr("room, each")}
        for column, one in enumerate(shown, start=1):
            self._put(0, column, "", words[one.scope])
            for row, (glyph, said) in enumerate(self._figures(one), start=1):
                self._put(row, column, glyph, said)
        names = (self.tr("Alarms an hour"), self.tr("Most in ten minutes"), self.tr("Time in flood"),
                 self.tr("Mine standing over a day"), self.tr("Operator hours"))
        for row, name in enumerate(names, start=1):
            label = QLabel(name)
            label.setProperty("role", "quiet")
            self._grid.addWidget(label, row, 0)
        widest = next((one for one in reversed(shown)), None)
        causes = [f"{rule_words(rule)} {count}" for rule, count in (widest.top if widest is not None else ())[:TOP]]
        lines = [self.tr("Most from: {causes}").format(causes=" · ".join(causes)) if causes
                 else self.tr("No alarm in the last 24 hours.")]
        if any(0 < one.operator_hours < FEWEST_HOURS for one in shown):
            lines.append(self.tr("Less than an hour of attendance: rates are not told yet"))
        self.top.setText("\n".join(lines))

    def _figures(self, one: AlarmRate) -> list[tuple[str, str]]:
        def judged(value: float | None, limit: float, said: str) -> tuple[str, str]:
            if value is None:
                return "", "–"
            return ("behind", self.tr("{figure} too many").format(figure=said)) if value > limit else ("", said)

        enough = one.operator_hours >= FEWEST_HOURS
        return [
            judged(one.per_hour if enough else None, STEADY_PER_HOUR, f"{one.per_hour or 0:.1f}"),
            judged(one.peak, FLOOD_IN_TEN_MINUTES, str(one.peak)),
            judged(one.flood_share if enough else None, FLOOD_SHARE, f"{100 * (one.flood_share or 0):.1f} %"),
            ("", str(one.standing) if one.scope == "mine" else "–"),
            ("", f"{one.operator_hours:.1f}"),
        ]

    def _put(self, row: int, column: int, glyph: str, words: str) -> None:
        if glyph:
            judged = GlyphLabel(self._tokens)
            judged.show_state(glyph, words)
            self._grid.addWidget(judged, row, column, Qt.AlignmentFlag.AlignRight)
        else:
            self._grid.addWidget(QLabel(words), row, column, Qt.AlignmentFlag.AlignRight)
