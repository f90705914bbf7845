"""What is known of one area, and the open cases in it: the right side of the map."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.area import AreaLevel, AreaVersion, PlacedArea
from app.domain.map_figures import AreaCounts, AreaPeople
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table import CaseTable
from widgets.case_table_model import CaseTableModel, Column
from widgets.layouts import empty_layout
from widgets.tokens import Tokens
from widgets.words import level_word

MOST_VERSIONS = 4  # told one by one; of the older ones only how many there are
HINT_HEIGHT = 620  # px at 96 dpi of the panel from which on the hint has room
COLUMNS = (Column.DEADLINE, Column.SUBCATEGORY, Column.PLACE)


class AreaPanel(QWidget):
    """Name, where it belongs, figures, versions of the outline, and the cases here.

    Signals:
        area_asked(int): an area above this one, by its name in the path.
        shown_asked(int): show this area on the map; asked again, the view before it comes back.
        case_asked(object): open this case id.
        area_shown(object): an area of this AreaLevel is shown.
    """

    area_asked = Signal(int)
    shown_asked = Signal(int)
    case_asked = Signal(object)
    area_shown = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._area: PlacedArea | None = None
        self._cells = 0
        self.setMinimumWidth(tokens.px(300))
        self.setAccessibleName(self.tr("Area"))
        self._whole = False
        self.hint = QLabel(self.tr("Click an area on the map: its figures and the cases in it stand here.\n"
                                   "Keys: arrows, + and −, Home for the whole, Enter for the middle, "
                                   "L for the legend."))
        self.hint.setProperty("role", "faint")
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(tokens.px(12), tokens.px(4), tokens.px(12), tokens.px(8))
        self.level, self.name = QLabel(), QLabel()
        self.level.setProperty("role", "label")
        self.name.setProperty("role", "section")
        self.name.setWordWrap(True)
        self.show_button = QPushButton(self.tr("Show on map"))
        self.show_button.setToolTip(self.tr("Pressed again, the view before it comes back"))
        self.show_button.clicked.connect(self._ask_shown)
        self._above = QHBoxLayout()
        self.versions = QLabel()
        self.versions.setProperty("role", "faint")
        self.versions.setWordWrap(True)
        self.counted = QLabel(self.tr("▲ Households: counted before the border moved; no rate until they are counted "
                                      "again."))
        self.counted.setProperty("role", "behind")
        self.counted.setWordWrap(True)
        self.here = QLabel()
        self.here.setProperty("role", "quiet")
        self.here.setWordWrap(True)
        self.cases_title = QLabel()
        self.cases_title.setProperty("role", "label")
        self.cases_title.setWordWrap(True)
        self.as_of = QLabel()
        self.as_of.setProperty("role", "faint")
        self._figures = QGridLayout()
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._abreast = 2      # pairs of word and figure in a line
        self.model = CaseTableModel(self)
        self.cases = CaseTable(tokens, CaseFilterModel(self.model, self))
        self.cases.set_columns(COLUMNS)
        self.cases.case_opened.connect(self.case_asked)
        self.cases.case_selected.connect(self._chosen)
        for text in (self.level, self.name, self.versions, self.here, self.cases_title, self.as_of):
            text.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self.show_nothing()

    def _arrange(self) -> None:
        px = self._tokens.px
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.level)
        names.addWidget(self.name)
        head.addLayout(names, 1)
        head.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignTop)
        self._above.setSpacing(0)
        self._figures.setHorizontalSpacing(px(8))
        self._figures.setVerticalSpacing(px(2))
        self._figures.setColumnStretch(1, 1)
        self._figures.setColumnStretch(3, 1)
        self._facts = QWidget()
        self._facts.setProperty("plain", True)
        column = QVBoxLayout(self._facts)
        column.setContentsMargins(px(12), px(12), px(12), 0)
        column.setSpacing(px(8))
        for layout in (head, self._above, self._figures):
            column.addLayout(layout)
        for text in (self.counted, self.as_of, self.here, self.versions):
            column.addWidget(text)
        self._entries = QVBoxLayout()
        column.addLayout(self._entries)
        column.addWidget(self.cases_title)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        box.addWidget(self._facts)
        box.addWidget(self.cases, 1)
        box.addWidget(self.hint)

    # For the page ---------------------------------------------------------------------------------------------------
    @property
    def area(self) -> PlacedArea | None:
        """The area that is shown."""
        return self._area

    @property
    def whole(self) -> bool:
        """Whether nobody chose an area and the whole stands here."""
        return self._whole

    def show_nothing(self) -> None:
        """Nothing is known of any area."""
        self._area, self._whole = None, False
        self.model.replace_all([])
        self._facts.hide()
        self.cases.hide()
        self.hint.show()

    def show_area(self, area: PlacedArea, above: Sequence[PlacedArea], counts: AreaCounts,
                  people: AreaPeople | None = None, *, cells: int = 0, whole: bool = False) -> None:
        """Show this area; its versions and cases follow by ``show_versions`` and ``model``. ``whole``: nobody chose it,
        it is all that there is."""
        other = self._area is None or self._area.area_id != area.area_id
        self._area, self._whole, self._cells = area, whole, cells
        self.level.setText(level_word(area.level))
        self.name.setText(area.name)
        self._show_above(above)
        self.show_counts(counts, people)
        if other:
            self.versions.setText("")
            self.show_here([])
        self._show_hint()
        self.versions.setVisible(not whole)
        self._facts.show()
        self.cases.show()
        self.area_shown.emit(area.level)

    def put_entry(self, widget: QWidget) -> None:
        """Give something that one can do with the area a place above its cases."""
        self._entries.addWidget(widget)

    def show_time(self, words: str) -> None:
        """Of when the figures are."""
        self.as_of.setText(words)

    def show_counts(self, counts: AreaCounts, people: AreaPeople | None = None) -> None:
        """Its figures as they are now; ``people`` None: nobody gave figures of households."""
        area = self._area
        if area is None:
            return
        self.counted.setVisible(people is not None and people.outdated)
        rate = 100 * counts.closed / counts.registered if counts.registered else None
        rows = [
            (self.tr("Open"), f"{counts.open:,}", ""),
            (self.tr("Overdue"), signed("✖", counts.overdue), "overdue" if counts.overdue else ""),
            (self.tr("Nearly due"), signed("◔", counts.near), "near" if counts.near else ""),
            (self.tr("With an order"), signed("⚑", counts.ordered), "order" if counts.ordered else ""),
            (self.tr("Reported, 30 days"), f"{counts.reported:,}", ""),
            (self.tr("Registered · closed"), f"{counts.registered:,} · {counts.closed:,}", ""),
            (self.tr("Closure rate"), self.tr("no figure") if rate is None else f"{rate:.1f}%", ""),
            *self._people_rows(counts, people),
            (self.tr("Size"), self._size(area.area_m2), ""),
            *([(self.tr("Grid cells"), f"{self._cells:,}", "")] if self._cells and area.level is not AreaLevel.GRID_CELL
              else []),
        ]
        for number, (word, value, kind) in enumerate(rows):
            label, figure = self._figure(number)
            label.setText(word)
            figure.setText(value)
            figure.setProperty("role", kind)
            figure.style().polish(figure)
        for pair in self._pairs[len(rows):]:  # of an area that had more to tell
            for label in pair:
                label.setText("")
        self._set_abreast()

    def _people_rows(self, counts: AreaCounts, people: AreaPeople | None) -> list[tuple[str, str, str]]:
        none = self.tr("no figure")
        satisfied = none if counts.satisfaction is None else f"{counts.satisfaction:.1f}%"
        if counts.answered:
            satisfied += f" · {counts.satisfied:,}/{counts.answered:,}"
        households = population = rate = none
        words = self.tr("Households")
        if people is not None:
            households = f"{people.households:,}"
            population = none if people.population is None else f"{people.population:,}"
            if people.summed:
                words = self.tr("Households (sum)")
            if people.outdated:
                households = f"▲ {households}"
            if people.households and not people.outdated:
                rate = f"{1000 * counts.reported / people.households:,.1f}"
        kind = "behind" if people is not None and people.outdated else ""
        return [(self.tr("Satisfaction"), satisfied, ""), (words, households, kind),
                (self.tr("Population"), population, kind), (self.tr("Per 1,000 households"), rate, "")]

    def show_versions(self, versions: Sequence[AreaVersion]) -> None:
        """The versions of its outline, newest first."""
        lines = [self.tr("Outlines: {n}").format(n=len(versions))] if versions else []
        for one in versions[:MOST_VERSIONS]:
            until = self.tr("until {day}").format(day=one.valid_to.isoformat()) if one.valid_to else self.tr("holds")
            size = "" if one.area_m2 is None else " · " + self._size(one.area_m2)
            made = " · " + self.tr("provisional") if one.provisional else ""
            lines.append(f"{one.code} · {one.valid_from.isoformat()} – {until}{size}{made}")
        self.versions.setText("\n".join(lines))

    def show_here(self, lines: Sequence[str]) -> None:
        """Who and what is in it now, a line each."""
        self.here.setText("\n".join(lines))
        self.here.setVisible(bool(lines))

    def tell_cases(self, words: str) -> None:
        """What stands above the list of cases."""
        self.cases_title.setText(words)

    # Behind it ------------------------------------------------------------------------------------------------------
    def _figure(self, number: int) -> tuple[QLabel, QLabel]:
        """The word and the figure of this number; made when they are wanted for the first time."""
        while number >= len(self._pairs):
            label, figure = QLabel(), QLabel()
            label.setProperty("role", "label")
            self._pairs.append((label, figure))
            self._put(len(self._pairs) - 1)
        return self._pairs[number]

    def _put(self, number: int) -> None:
        line, column = divmod(number, self._abreast)
        for offset, label in enumerate(self._pairs[number]):
            self._figures.addWidget(label, line, 2 * column + offset,
                                    Qt.AlignmentFlag.AlignRight if offset else Qt.AlignmentFlag(0))

    def _set_abreast(self) -> None:
        """Two figures side by side where their words have room, else one below the other."""
        widest = [max((pair[part].sizeHint().width() for pair in self._pairs[side::2]), default=0)
                  for side in (0, 1) for part in (0, 1)]
        around = self._facts.layout().contentsMargins()
        room = self.width() - around.left() - around.right()
        abreast = 2 if sum(widest) + 3 * self._figures.horizontalSpacing() <= room else 1
        if abreast == self._abreast:
            return
        self._abreast = abreast
        self._figures.setColumnStretch(3, abreast - 1)
        while self._figures.count():
            self._figures.takeAt(0)
        for number in range(len(self._pairs)):
            self._put(number)

    def _show_hint(self) -> None:
        """How the map is worked stands there while nothing is chosen and the list of cases has room beside it."""
        self.hint.setVisible(self._area is None or (self._whole and self.height() >= self._tokens.px(HINT_HEIGHT)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_abreast()
        self._show_hint()

    def _show_above(self, above: Sequence[PlacedArea]) -> None:
        empty_layout(self._above)
        for one in above:
            button = QPushButton(one.name)
            button.setProperty("flat", True)
            button.setToolTip(level_word(one.level))
            button.clicked.connect(lambda _checked=False, area_id=one.area_id: self.area_asked.emit(area_id))
            self._above.addWidget(button)
        self._above.addStretch(1)

    def _size(self, area_m2: float) -> str:
        if area_m2 >= 1e5:
            return self.tr("{n} km²").format(n=f"{area_m2 / 1e6:,.2f}")
        return self.tr("{n} m²").format(n=f"{area_m2:,.0f}")

    @Slot()
    def _ask_shown(self) -> None:
        if self._area is not None:
            self.shown_asked.emit(self._area.area_id)

    @Slot(object)
    def _chosen(self, case_id: int | None) -> None:
        if case_id is not None:
            self.case_asked.emit(case_id)


def signed(sign: str, count: int) -> str:
    """A number of trouble with its sign, so that it is told without colour too; none needs no sign."""
    return f"{sign} {count:,}" if count else "0"
