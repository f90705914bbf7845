"""The pieces of a dispatch sheet: each knows its height and draws itself at a place on a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from reportlab.lib.colors import Color

from app.domain.sheet import Sheet, SheetLine, SheetSection
from app.paper import sheet_words as words
from app.paper.case_code import code_rows
from app.paper.fonts import PaperFonts
from app.paper.pen import ACCENT, INK, MM, PAPER, QUIET, SHADE, Pen
from app.paper.text_flow import FlowLine, Missing, flow, one_line

BODY = 9.5       # pt, case texts
DUE = 10.0       # pt, what a department looks for first
LABEL = 9.0      # pt, labels and column heads; the smallest Chinese on the sheet
LEADING = 13.0   # pt
PAD = 3.0        # pt between a hairline and the text
CODE_SIDE = 15 * MM   # the QR code without its quiet zone: half a millimetre a module
CODE_QUIET = 2 * MM   # four modules of white on every side
WIDTHS = tuple(value * MM for value in (9, 19, 33, 26, 50, 99, 37))  # of the seven columns
WIDTH = sum(WIDTHS)
ROW_LEAST = CODE_SIDE + 2 * CODE_QUIET
LINES_LEAST = 4  # of a row that is cut: as many as stand beside its code
SIGNATURE = 18 * MM
SIGNATURES_IN_A_ROW = 4


class Block(Protocol):
    """Something with a height in points that can be drawn."""

    @property
    def height(self) -> float:
        """Points from its upper edge to its lower one."""

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it with its upper left corner at x, y."""


@dataclass(slots=True)
class Setter:
    """Turns words into measured lines and counts what the fonts lack."""

    fonts: PaperFonts
    missing: Missing

    def lines(self, text: str, width: float, size: float = BODY) -> list[FlowLine]:
        """``text`` broken into lines."""
        return flow(text, self.fonts.text, size, width, self.missing)

    def line(self, text: str, width: float = WIDTH, size: float = BODY) -> FlowLine:
        """``text`` on one line, cut with … when it is too long."""
        return one_line(text, self.fonts.text, size, width, self.missing)

    def number(self, text: str, width: float = WIDTH, size: float = BODY) -> FlowLine:
        """Numbers and codes, monospaced."""
        return one_line(text, self.fonts.mono, size, width, self.missing)


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a cell; a badge is white on the accent colour."""

    line: FlowLine
    size: float = BODY
    colour: Color = INK
    strong: bool = False
    badge: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Lines one under the other, left, centred or right."""

    lines: tuple[CellLine, ...]
    leading: float
    place: str = "left"
    before: float = 0.0

    @property
    def height(self) -> float:
        """Space before, and one leading a line."""
        return self.before + self.leading * len(self.lines)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the lines across the width of the sheet."""
        for number, cell in enumerate(self.lines):
            slack = WIDTH - cell.line.width
            left = x + {"left": 0.0, "centre": slack / 2, "right": slack}[self.place]
            baseline = y + self.before + number * self.leading + (self.leading + cell.size * 0.7) / 2
            pen.text(cell.line, left, baseline, cell.size, colour=cell.colour, strong=cell.strong)


@dataclass(frozen=True, slots=True)
class Pair:
    """One line with words at both ends."""

    left: CellLine
    right: CellLine
    height: float = 16.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw both on one baseline."""
        baseline = y + (self.height + self.left.size * 0.7) / 2
        for cell, at in ((self.left, x), (self.right, x + WIDTH - self.right.line.width)):
            pen.text(cell.line, at, baseline, cell.size, colour=cell.colour, strong=cell.strong)


@dataclass(frozen=True, slots=True)
class SectionHead:
    """The name of a department with the number of its cases, and the heads of the columns under it."""

    name: FlowLine
    count: FlowLine
    heads: tuple[FlowLine, ...]
    height: float = 21.0 + 16.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """A shaded bar, then the column heads between two rules."""
        pen.box(x, y, WIDTH, 19.0, fill=SHADE)
        pen.box(x, y, 3.0, 19.0, fill=INK)
        pen.text(self.name, x + 9, y + 13.4, 11, strong=True)
        pen.text(self.count, x + WIDTH - self.count.width - 6, y + 13.1, LABEL + 0.5)
        top = y + 21.0
        pen.rule(x, top, x + WIDTH, weight=0.8, colour=INK)
        left = x
        for head, width in zip(self.heads, WIDTHS, strict=True):
            pen.text(head, left + PAD, top + 11.2, LABEL, colour=QUIET)
            left += width
        pen.rule(x, y + self.height, x + WIDTH, weight=0.5, colour=INK)
        _uprights(pen, x, top, y + self.height)


@dataclass(frozen=True, slots=True)
class Row:
    """One case, or the part of it that stands on this page: lines ``start`` to ``stop`` of every cell."""

    number: FlowLine
    case_number: str
    urgent: bool
    cells: tuple[tuple[CellLine, ...], ...]   # of the five columns right of the code
    again: tuple[CellLine, ...]               # what the number column says where the row goes on
    more: FlowLine
    start: int = 0
    stop: int = 0

    @property
    def height(self) -> float:
        """As high as its longest cell, and at least as high as its code."""
        text = (self.stop - self.start) * LEADING + 2 * PAD + (LEADING if self.goes_on else 0)
        return max(text, ROW_LEAST) if self.start == 0 else text

    @property
    def goes_on(self) -> bool:
        """Whether the rest stands on the next page."""
        return self.stop < max(len(cell) for cell in self.cells)

    def cut(self, space: float) -> tuple[Row, Row] | None:
        """This row up to ``space`` points and the rest; None where too little of it would stand there."""
        fits = int((space - 2 * PAD - LEADING) / LEADING)
        least = LINES_LEAST if self.start == 0 else 1
        if fits < least or (self.start == 0 and space < ROW_LEAST) or self.stop - self.start <= fits + 1:
            return None
        middle = self.start + fits
        return replace(self, stop=middle), replace(self, start=middle)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """The cells, the code on the first part, the hairlines."""
        if self.urgent:
            pen.box(x, y, 3.0, self.height, fill=ACCENT)
        left = x + WIDTHS[0] + WIDTHS[1]
        if self.start == 0:
            pen.text(self.number, x + (WIDTHS[0] + 3 - self.number.width) / 2, y + PAD + 9.8, BODY)
            pen.modules(code_rows(self.case_number), x + WIDTHS[0] + CODE_QUIET, y + CODE_QUIET, CODE_SIDE)
        for column, cell in enumerate(self.cells):
            shown = cell[self.start:self.stop]
            if column == 0 and self.start > 0:
                shown = self.again[:self.stop - self.start]
            for number, line in enumerate(shown):
                _draw_cell_line(pen, line, left + PAD, y + PAD + number * LEADING)
            if column == 3 and self.goes_on:
                right = left + WIDTHS[5] - PAD
                pen.text(self.more, right - self.more.width, y + self.height - PAD - 2, LABEL, colour=QUIET)
            left += WIDTHS[column + 2]
        pen.rule(x, y + self.height, x + WIDTH, weight=0.5)
        _uprights(pen, x, y, y + self.height)


def _draw_cell_line(pen: Pen, cell: CellLine, x: float, y: float) -> None:
    if cell.badge:
        pen.box(x, y + 1, cell.line.width + 8, LEADING - 1, fill=ACCENT)
        pen.text(cell.line, x + 4, y + 10, cell.size, colour=PAPER)
        return
    pen.text(cell.line, x, y + 9.8, cell.size, colour=cell.colour, strong=cell.strong)


def _uprights(pen: Pen, x: float, top: float, bottom: float) -> None:
    pen.upright(x, top, bottom)
    for width in WIDTHS:
        x += width
        pen.upright(x, top, bottom)


@dataclass(frozen=True, slots=True)
class Signatures:
    """A row of boxes to sign in, each with the title of who signs."""

    titles: tuple[FlowLine, ...]
    hint: FlowLine
    height: float = SIGNATURE + 3 * MM

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Boxes of one width; a shorter row keeps the width of a full one."""
        width = WIDTH / SIGNATURES_IN_A_ROW
        for number, title in enumerate(self.titles):
            left = x + number * width
            pen.box(left, y, width, SIGNATURE, weight=0.5)
            pen.text(title, left + 5, y + 12.5, BODY)
            pen.text(self.hint, left + 5, y + SIGNATURE - 5, LABEL, colour=QUIET)


def row_of(line: SheetLine, number: int, sheet: Sheet, setter: Setter) -> Row:
    """The case as a row of the table, nothing cut off yet."""
    widths = [width - 2 * PAD for width in WIDTHS[2:]]

    def labelled(label: str, value: str, column: int) -> list[CellLine]:
        return [CellLine(found, LABEL, QUIET) for found in setter.lines(f"{label} {value}", widths[column], LABEL)]

    case_number = [CellLine(found)
                   for found in flow(line.case_number, setter.fonts.mono, BODY, widths[0], setter.missing)]
    first = [*case_number, *labelled("派遣", words.dispatched_words(line, sheet.day), 0)]
    if line.urgent:
        first.append(CellLine(setter.line(f"▲ {words.URGENT}", size=LABEL), LABEL, badge=True))
    marks = "\n".join(words.mark_words(line))
    first += [CellLine(found, LABEL) for found in setter.lines(marks, widths[0], LABEL)]
    category = [CellLine(found) for part in line.category.split(" · ") for found in setter.lines(part, widths[1])]
    place = [CellLine(found) for found in setter.lines(line.place, widths[2])]
    place += labelled("网格", line.cell_code or words.UNKNOWN, 2)
    place += labelled("责任网格", line.duty_grid, 2) if line.duty_grid else []
    place += labelled("协办", "、".join(line.assisting), 2) if line.assisting else []
    description = [CellLine(found) for found in setter.lines(line.description, widths[3])]
    due = f"截止 {words.due_words(line.deadline_at, sheet.day)}"
    terms = [*labelled("时限", line.limit_text or words.UNKNOWN, 4),
             *(CellLine(found, DUE) for found in setter.lines(due, widths[4], DUE)),
             *labelled("电话", words.phone_words(line.reporter_phone), 4)]
    cells = tuple(tuple(cell) for cell in (first, category, place, description, terms))
    again = (*case_number, CellLine(setter.line(words.CONTINUED, size=LABEL), LABEL, QUIET))
    return Row(number=setter.line(str(number)), case_number=line.case_number, urgent=line.urgent, cells=cells,
               again=again, more=setter.line(words.CONTINUES, size=LABEL), stop=max(len(cell) for cell in cells))


def section_head(section: SheetSection, setter: Setter, *, continued: bool = False) -> SectionHead:
    """The head of a department; ``continued`` on the pages after its first."""
    count = words.count_words(section.lines) + (f" {words.CONTINUED}" if continued else "")
    heads = (setter.line(head, width - 2 * PAD, LABEL) for head, width in zip(words.COLUMNS, WIDTHS, strict=True))
    return SectionHead(name=setter.line(section.department, WIDTH * 0.7, 11),
                       count=setter.line(count, size=LABEL + 0.5), heads=tuple(heads))


def signature_rows(sheet: Sheet, setter: Setter) -> list[Signatures]:
    """A box for the dispatcher, one for the duty chief and one for every department that receives cases."""
    width = WIDTH / SIGNATURES_IN_A_ROW - 10
    receivers = [f"{words.RECEIVER}: {section.department}" for section in sheet.sections] or [words.RECEIVER]
    titles = [setter.line(title, width) for title in (*words.SIGNERS, *receivers)]
    hint = setter.line(words.SIGN_HINT, size=LABEL)
    return [Signatures(tuple(titles[start:start + SIGNATURES_IN_A_ROW]), hint)
            for start in range(0, len(titles), SIGNATURES_IN_A_ROW)]
