"""Laying a dispatch sheet out on pages: A4 landscape, so that the description gets a third of the width.

Rows are kept whole where they fit on a page's rest; a row longer than that is cut between two lines and goes on
under the repeated head of its department.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.sheet import Sheet, SheetSection
from app.paper import sheet_words as words
from app.paper.fonts import PaperFonts
from app.paper.pen import INK, MM, QUIET, Pen
from app.paper.sheet_blocks import (
    BODY,
    LABEL,
    LEADING,
    WIDTH,
    Block,
    CellLine,
    Pair,
    Row,
    Setter,
    Text,
    row_of,
    section_head,
    signature_rows,
)
from app.paper.text_flow import Missing

PAGE_WIDTH = 297 * MM
PAGE_HEIGHT = 210 * MM
LEFT = (PAGE_WIDTH - WIDTH) / 2
TOP = 11 * MM
BOTTOM = PAGE_HEIGHT - 16 * MM   # the rows end here, the foot stands below
FOOT_RULE = PAGE_HEIGHT - 14.5 * MM
KEPT_WHOLE = (BOTTOM - TOP) / 3  # a row up to this height is not cut


@dataclass(slots=True)
class Page:
    """What stands where on one page, and how many cases begin on it."""

    placed: list[tuple[Block, float]] = field(default_factory=list)
    cases: int = 0


@dataclass(slots=True)
class SheetLayout:
    """The finished pages; drawing them adds nothing but the foot."""

    sheet: Sheet
    setter: Setter
    pages: list[Page]

    def draw(self, pen: Pen, number: int) -> None:
        """Page ``number`` (from 1) with its foot."""
        page = self.pages[number - 1]
        for block, top in page.placed:
            block.draw(pen, LEFT, top)
        sheet, setter = self.sheet, self.setter
        pen.rule(LEFT, FOOT_RULE, LEFT + WIDTH, weight=0.5, colour=INK)
        left = (f"单号 {sheet.sheet_number}   {words.edition_words(sheet)}   校验 {sheet.content_hash[:12]}   "
                f"签发 {words.moment_words(sheet.issued_at)} {sheet.issued_by}")
        right = f"本页 {page.cases} 件   第 {number} / {len(self.pages)} 页"
        _small_pair(setter, left, right).draw(pen, LEFT, FOOT_RULE + 1)


class _Filler:
    """Puts blocks on pages from top to bottom and begins a new page where one is full."""

    def __init__(self, sheet: Sheet, setter: Setter) -> None:
        self._sheet = sheet
        self._setter = setter
        self.pages: list[Page] = [Page()]
        self._y = TOP

    @property
    def space(self) -> float:
        """Points left on this page."""
        return BOTTOM - self._y

    def put(self, block: Block) -> None:
        """Place a block at the present height; it must fit."""
        self.pages[-1].placed.append((block, self._y))
        self._y += block.height

    def gap(self, points: float) -> None:
        """Leave some white."""
        self._y += points

    def turn(self) -> None:
        """Begin a page under the running head."""
        sheet, setter = self._sheet, self._setter
        self.pages.append(Page())
        self._y = TOP
        title = f"{sheet.district} {words.TITLE}   {words.day_words(sheet.day)}   {sheet.scope}".strip()
        self.put(_small_pair(setter, title, f"{sheet.sheet_number}   {words.edition_words(sheet)}"))
        self.gap(3)

    def section(self, section: SheetSection, numbers: Iterable[int]) -> None:
        """A department: its head, its cases, its total."""
        rows = [row_of(line, number, self._sheet, self._setter)
                for line, number in zip(section.lines, numbers, strict=False)]
        head = section_head(section, self._setter)
        if self.space < head.height + min(rows[0].height, KEPT_WHOLE):
            self.turn()
        self.put(head)
        again = section_head(section, self._setter, continued=True)
        for row in rows:
            self._row(row, again)
        total = f"{section.department} 小计 {words.count_words(section.lines)}"
        if self.space < LEADING + 4:
            self.turn()
        self.put(Text((CellLine(self._setter.line(total)),), LEADING + 2, "right"))
        self.gap(8)

    def _row(self, row: Row, head: Block) -> None:
        self_placed = False
        rest: Row | None = row
        while rest is not None:
            if rest.height <= self.space:
                self.put(rest)
                self.pages[-1].cases += not self_placed
                return
            parts = rest.cut(self.space) if rest.height > KEPT_WHOLE or rest.start else None
            if parts:
                self.put(parts[0])
                self.pages[-1].cases += not self_placed
                self_placed = True
                rest = parts[1]
            self.turn()
            self.put(head)


def lay_out(sheet: Sheet, fonts: PaperFonts) -> SheetLayout:
    """All pages of ``sheet``."""
    setter = Setter(fonts, Missing())
    filler = _Filler(sheet, setter)
    _head(filler, sheet, setter)
    number = 1
    for section in sheet.sections:
        filler.section(section, range(number, number + len(section.lines)))
        number += len(section.lines)
    _tail(filler, sheet, setter)
    return SheetLayout(sheet, setter, filler.pages)


def _head(filler: _Filler, sheet: Sheet, setter: Setter) -> None:
    title = f"{sheet.district} {words.TITLE}".strip()
    filler.put(Text((CellLine(setter.line(title, size=17), 17, strong=True),), 24, "centre"))
    left = f"{words.day_words(sheet.day)}   {sheet.scope or '全部部门'}   {words.count_words(words.all_lines(sheet))}"
    right = f"单号 {sheet.sheet_number}   {words.edition_words(sheet)}"
    filler.put(Pair(CellLine(setter.line(left, WIDTH * 0.6, 10.5), 10.5),
                    CellLine(setter.line(right, size=10.5), 10.5)))
    issued = f"签发 {words.moment_words(sheet.issued_at)}   {sheet.issued_by}"
    filler.put(Pair(CellLine(setter.line(words.replaced_words(sheet), WIDTH * 0.5), BODY),
                    CellLine(setter.line(issued, WIDTH * 0.45), BODY)))
    filler.gap(5)


def _tail(filler: _Filler, sheet: Sheet, setter: Setter) -> None:
    """Total, footnote, signatures: the total never stands alone at the head of a page without its signatures."""
    lines = [words.total_words(sheet) if sheet.sections else words.nothing_words(sheet)]
    if setter.missing.total:
        lines.append(words.missing_words(setter.missing.counts))
    first = CellLine(setter.line(lines[0], size=10.5), 10.5, strong=True)
    notes = [CellLine(found, LABEL, QUIET) for text in lines[1:] for found in setter.lines(text, WIDTH, LABEL)]
    notes.append(CellLine(setter.number(f"SHA-256 {sheet.content_hash}", size=LABEL), LABEL, QUIET))
    rows = signature_rows(sheet, setter)
    closing = Text((first, *notes), 16, "left", 4)
    if filler.space < closing.height + 6 + rows[0].height:
        filler.turn()
    filler.put(closing)
    filler.gap(6)
    for row in rows:
        if filler.space < row.height:
            filler.turn()
        filler.put(row)


def _small_pair(setter: Setter, left: str, right: str) -> Pair:
    end = CellLine(setter.line(right, size=LABEL), LABEL, QUIET)
    return Pair(CellLine(setter.line(left, WIDTH - end.line.width - 20, LABEL), LABEL, QUIET), end, height=15)
