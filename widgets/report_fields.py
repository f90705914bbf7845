"""The fields of a report, as they stand below one another: built once, told what is wrong with each."""

from __future__ import annotations

import unicodedata

from qtpy.QtCore import Qt
from qtpy.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.report import LONGEST_DESCRIPTION, LONGEST_LINE, SOURCES
from widgets.class_search import ClassSearch
from widgets.failure_words import complaint_words
from widgets.field_words import field_word
from widgets.glyphs import GlyphLabel
from widgets.paste import PasteText
from widgets.place_field import PlaceField
from widgets.proposed_classes import ProposedClasses
from widgets.report_files_strip import ReportFilesStrip
from widgets.similar_list import SimilarList
from widgets.tokens import LABEL, Tokens
from widgets.words import source_word
from widgets.wrong_mark import mark_wrong

_TOLD_FROM = 0.8       # share of the longest text from which the count is shown
_LIMITS = {"description": LONGEST_DESCRIPTION, "place": LONGEST_LINE, "reporter_name": LONGEST_LINE,
           "reporter_phone": LONGEST_LINE}


class ReportFields(QWidget):
    """What ``ReportForm`` consists of. Signals: none of its own; the form connects the fields."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._busy = False
        self._wrong: dict[str, QLabel] = {}
        self._count: dict[str, QLabel] = {}
        self._make_fields()
        self._arrange()

    def is_empty(self) -> bool:
        """Nothing was typed that a message would overwrite."""
        return not (self.description.toPlainText().strip() or self.place.text().strip()
                    or self.reporter_phone.text().strip() or self.reporter_name.text().strip())

    def _make_fields(self) -> None:
        tokens = self._tokens
        self.description = PasteText(tokens, 4, 12)
        self.files = ReportFilesStrip(tokens)
        self.pasted, self.place_why, self.source_why, self.reporter_why = (
            GlyphLabel(tokens, size=LABEL) for _ in range(4))
        for line in (self.pasted, self.place_why, self.source_why, self.reporter_why):
            line.hide()
        self.original = QCheckBox()
        self.original.hide()
        self.source = QComboBox()
        for source in SOURCES:
            if source != "import":
                self.source.addItem(source_word(source), source)
        self.place = PlaceField(tokens)
        self.longitude, self.latitude = QLineEdit(), QLineEdit()
        self.longitude.setPlaceholderText(self.tr("Longitude"))
        self.latitude.setPlaceholderText(self.tr("Latitude"))
        self.locate = QPushButton(self.tr("Locate"))
        self.located = GlyphLabel(tokens)
        self.minor = ClassSearch(tokens)
        self.proposed = ProposedClasses(tokens, self)
        self.urgent_why = GlyphLabel(tokens)
        self.urgent = QCheckBox(self.tr("Urgent"))
        self.reporter_name, self.reporter_phone = QLineEdit(), QLineEdit()
        self.reporter_name.setPlaceholderText(self.tr("Name"))
        self.reporter_phone.setPlaceholderText(self.tr("Telephone"))
        self.keep_secret = QCheckBox(self.tr("Keep the reporter secret"))
        self.similar = SimilarList(tokens, for_report=True)
        self.answer = GlyphLabel(tokens)
        self.send_button = QPushButton()
        self.send_button.setProperty("primary", True)
        self.fold_button = QPushButton(self.tr("Fold away  Esc"))
        for name in ("description", "source", "place", "longitude", "latitude", "reporter_name", "reporter_phone"):
            getattr(self, name).setAccessibleName(field_word(name))

    def _arrange(self) -> None:
        px = self._tokens.px
        inside = QFrame()
        inside.setProperty("panel", True)
        box = QVBoxLayout(inside)
        box.setContentsMargins(px(16), px(12), px(16), px(12))
        box.setSpacing(px(4))
        self._add(box, "description", self.description)
        box.addWidget(self.pasted)
        box.addWidget(self.files)
        self._add(box, "place", self.place)
        box.addWidget(self.place_why)
        self._add(box, "position", self._row(self.longitude, self.latitude, self.locate))
        box.addWidget(self.located)
        self._add(box, "minor_id", self.minor)
        box.addWidget(self.proposed)
        pair = QGridLayout()
        pair.setHorizontalSpacing(px(12))
        label = QLabel(field_word("source"))
        label.setProperty("role", "label")
        pair.addWidget(label, 0, 0)
        pair.addWidget(self.source, 1, 0)
        pair.addWidget(self.urgent_why, 0, 1)
        pair.addWidget(self.urgent, 1, 1)
        pair.setColumnStretch(0, 1)
        pair.setColumnStretch(1, 1)
        box.addLayout(pair)
        box.addWidget(self.source_why)
        self._add(box, "reporter_name", self._row(self.reporter_name, self.reporter_phone))
        self._wrong["reporter_phone"] = self._wrong["reporter_name"]
        box.addWidget(self.reporter_why)
        box.addWidget(self.original)
        box.addWidget(self.keep_secret)
        box.addStretch(1)
        area = self.area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        foot = QFrame()
        foot.setProperty("panel", True)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.send_button, 1)
        row.addWidget(self.fold_button)
        last = QVBoxLayout(foot)
        last.setContentsMargins(px(16), px(8), px(16), px(12))
        last.addWidget(self.similar)
        last.addWidget(self.answer)
        last.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(foot)
        self._set_busy(False)

    def _row(self, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        holder.setProperty("plain", True)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._tokens.px(8))
        for widget in widgets:
            row.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
        return holder

    def _add(self, box: QVBoxLayout, name: str, editor: QWidget) -> None:
        label = QLabel(field_word(name))
        label.setProperty("role", "label")
        label.setBuddy(editor)
        count = QLabel()
        count.setProperty("role", "faint")
        count.setAlignment(Qt.AlignmentFlag.AlignRight)
        wrong = QLabel()
        wrong.setProperty("role", "overdue")
        wrong.setWordWrap(True)
        wrong.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        wrong.hide()
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(count, 1)
        box.addLayout(row)
        box.addWidget(editor)
        box.addWidget(wrong)
        self._wrong[name], self._count[name] = wrong, count

    def _show_counts(self) -> None:
        lengths = {"description": len(self.description.toPlainText()), "place": len(self.place.text()),
                   "reporter_name": max(len(self.reporter_name.text()), len(self.reporter_phone.text()))}
        for name, length in lengths.items():
            limit = _LIMITS[name]
            self._count[name].setText(f"{length} / {limit}" if length >= limit * _TOLD_FROM else "")

    def _editor_of(self, field: str) -> QWidget:
        return {"description": self.description, "place": self.place, "position": self.longitude,
                "minor_id": self.minor, "reporter_name": self.reporter_name,
                "reporter_phone": self.reporter_phone}.get(field, self.description)

    def _say_complaints(self, complaints: dict[str, str]) -> None:
        told = set()
        for name, label in self._wrong.items():
            why = complaints.get(name, "")
            if why:
                label.setText(complaint_words(name, why, _LIMITS.get(name) if why == "too_long" else None))
                told.add(label)
            mark_wrong(self._editor_of(name), bool(why))
        for label in set(self._wrong.values()):
            label.setVisible(label in told)
        if complaints:
            self.answer.show_state("", "")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.send_button.setText(self.tr("Report: sending…") if busy else self.tr("Report  Ctrl+Enter"))
        self.send_button.setEnabled(not busy)
        for name in ("description", "source", "place", "longitude", "latitude", "locate", "minor", "proposed", "urgent",
                     "reporter_name", "reporter_phone", "keep_secret", "similar", "files", "original"):
            getattr(self, name).setEnabled(not busy)

    def _position(self) -> tuple[float, float] | None:
        try:
            return _number(self.longitude.text()), _number(self.latitude.text())
        except ValueError:
            return None

    def _show_position(self, position: tuple[float, float] | None) -> None:
        longitude, latitude = ("", "") if position is None else (f"{position[0]:.6f}", f"{position[1]:.6f}")
        self.longitude.setText(longitude)
        self.latitude.setText(latitude)


def _number(words: str) -> float:
    """The number in ``words``; a Chinese input method types １２１．３７ as readily as 121.37. Raises ValueError."""
    return float(unicodedata.normalize("NFKC", words))
