"""The pieces of a form of one case: rows of labelled cells that go on over pages, boxes to sign in, pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from app.paper import form_words as words
from app.paper.case_code import code_rows
from app.paper.pen import ACCENT, INK, MM, PAPER, QUIET, SHADE, Pen
from app.paper.sheet_blocks import BODY, CODE_SIDE, LABEL, LEADING, PAD, CellLine, Setter
from app.paper.text_flow import FlowLine

WIDTH = 180 * MM
LABEL_WIDTH = 24 * MM
SIGNATURE = 18 * MM     # the least height of a box that is signed or stamped
ROW_LEAST = 19.0        # pt
HEAD_HEIGHT = 21 * MM
PICTURE_HEIGHT = 42 * MM
CAPTION = 12.0          # pt, under a picture
LINES_LEAST = 3         # of a row that is cut


class Block(Protocol):
    """Something with a height in points that can be drawn, and perhaps cut where a page ends."""

    @property
    def height(self) -> float:
        """Points from its upper edge to its lower one."""

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it with its upper left corner at x, y."""

    def cut(self, space: float) -> tuple[Block, Block] | None:
        """The part that fits into ``space`` points and the rest; None where it stays whole."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row; a ``label`` is shaded and stands on every part of a row that goes on."""

    width: float
    lines: tuple[CellLine, ...]
    label: bool = False
    hint: FlowLine | None = None  # at the foot of a box to sign in


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side under one hairline: lines ``start`` to ``stop`` of those that are no labels."""

    cells: tuple[Cell, ...]
    more: FlowLine
    least: float = ROW_LEAST
    start: int = 0
    stop: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether the rest stands on the next page."""
        return self.stop < _longest(self.cells)

    @property
    def height(self) -> float:
        """As high as its longest cell; a box to sign in keeps its room below the words."""
        if self.goes_on:
            return (self.stop - self.start + 1) * LEADING + 2 * PAD
        labels = max((len(cell.lines) for cell in self.cells if cell.label), default=0)
        words_high = max(self.stop - self.start, labels, 1) * LEADING + 2 * PAD
        hint = LEADING if any(cell.hint for cell in self.cells) and self.stop > self.start else 0.0
        return max(words_high + hint, self.least)

    def cut(self, space: float) -> tuple[Block, Block] | None:
        """This row up to ``space`` points and the rest; None where too little of it would stand there."""
        fits = int((space - 2 * PAD - LEADING) / LEADING)
        if fits < LINES_LEAST or self.stop - self.start <= fits:
            return None
        middle = self.start + fits
        return replace(self, stop=middle), replace(self, start=middle)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Shades, words, hints, hairlines."""
        left = x
        for cell in self.cells:
            if cell.label:
                pen.box(left, y, cell.width, self.height, fill=SHADE)
            shown = cell.lines if cell.label else cell.lines[self.start:self.stop]
            for number, line in enumerate(shown):
                pen.text(line.line, left + PAD + 1, y + PAD + number * LEADING + 9.8, line.size, colour=line.colour,
                         strong=line.strong)
            more = self.more if cell is self.cells[-1] else None
            foot = more if self.goes_on else cell.hint
            if foot is not None:
                pen.text(foot, left + cell.width - PAD - foot.width - 2, y + self.height - PAD - 2, LABEL, colour=QUIET)
            left += cell.width
        _frame(pen, self.cells, x, y, self.height)


@dataclass(frozen=True, slots=True)
class Whole:
    """What all pieces share that are never cut."""

    def cut(self, space: float) -> tuple[Block, Block] | None:
        """It stays whole."""
        return None


@dataclass(frozen=True, slots=True)
class Band(Whole):
    """The name of a part of the form, on a shaded bar."""

    name: FlowLine
    height: float = 18.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """A bar with a dark edge."""
        pen.box(x, y, WIDTH, self.height, fill=SHADE)
        pen.box(x, y, 3.0, self.height, fill=INK)
        pen.text(self.name, x + 9, y + 12.8, 10.5, strong=True)
        for edge in (y, y + self.height):
            pen.rule(x, edge, x + WIDTH, weight=0.5)


@dataclass(frozen=True, slots=True)
class Head(Whole):
    """Title, numbers, the mark of a card, and the code that opens the case."""

    title: FlowLine
    lines: tuple[CellLine, ...]
    case_number: str
    card: str = ""               # '', reminder, yellow, red
    card_words: FlowLine | None = None
    height: float = HEAD_HEIGHT + 16 * 2 + 6

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """The title over the whole width; the code in the right corner."""
        pen.text(self.title, x + (WIDTH - self.title.width) / 2, y + 12 * MM, 17, strong=True)
        pen.modules(code_rows(self.case_number), x + WIDTH - CODE_SIDE - 2 * MM, y + 2 * MM, CODE_SIDE)
        if self.card_words is not None:
            self._draw_card(pen, x, y + 4 * MM, self.card_words)
        for number, line in enumerate(self.lines):
            pen.text(line.line, x, y + HEAD_HEIGHT + 12 + number * 16, line.size, colour=line.colour)

    def _draw_card(self, pen: Pen, x: float, y: float, said: FlowLine) -> None:
        """Told by shape as well: red is a full block, yellow a double frame, a reminder a thin one."""
        width, high = said.width + 16, 11 * MM
        if self.card == "red":
            pen.box(x, y, width, high, fill=ACCENT)
        else:
            pen.box(x, y, width, high, weight=1.6 if self.card == "yellow" else 0.5)
            if self.card == "yellow":
                pen.box(x + 2.6, y + 2.6, width - 5.2, high - 5.2, weight=0.6)
        pen.text(said, x + 8, y + high / 2 + 5.2, 15, colour=PAPER if self.card == "red" else INK,
                 strong=self.card != "reminder")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as JPEG, or None where its file is no picture that can be drawn."""

    caption: FlowLine
    jpeg: bytes | None
    width: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Pictures(Whole):
    """Up to four small photographs in a row, each with its caption."""

    pictures: tuple[Picture, ...]
    unreadable: FlowLine
    height: float = PICTURE_HEIGHT + CAPTION + 3 * PAD

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Each in its own quarter or half, whole and undistorted."""
        slot = WIDTH / max(len(self.pictures), 2)
        for number, picture in enumerate(self.pictures):
            left = x + number * slot
            room = slot - 2 * PAD
            if picture.jpeg is None:
                pen.text(self.unreadable, left + PAD, y + PICTURE_HEIGHT / 2, LABEL, colour=QUIET)
            else:
                scale = min(room / picture.width, PICTURE_HEIGHT / picture.height)
                wide, high = picture.width * scale, picture.height * scale
                pen.picture(picture.jpeg, left + (slot - wide) / 2, y + PAD + (PICTURE_HEIGHT - high) / 2, wide, high)
            pen.text(picture.caption, left + (slot - picture.caption.width) / 2, y + self.height - PAD - 1, LABEL,
                     colour=QUIET)
        _frame(pen, (Cell(WIDTH, ()),), x, y, self.height)


@dataclass(frozen=True, slots=True)
class Notes(Whole):
    """Small lines without a frame: footnotes and the hash."""

    lines: tuple[CellLine, ...]

    @property
    def height(self) -> float:
        """One leading a line, and some white above."""
        return 6 + LEADING * len(self.lines)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """One under the other."""
        for number, line in enumerate(self.lines):
            pen.text(line.line, x, y + 6 + number * LEADING + 9.8, line.size, colour=line.colour)


def _longest(cells: tuple[Cell, ...]) -> int:
    return max((len(cell.lines) for cell in cells if not cell.label), default=0)


def _frame(pen: Pen, cells: tuple[Cell, ...], x: float, y: float, height: float) -> None:
    for edge in (y, y + height):  # the upper one again: a shade lies over the row above's
        pen.rule(x, edge, x + WIDTH, weight=0.5)
    pen.upright(x, y, y + height)
    for cell in cells:
        x += cell.width
        pen.upright(x, y, y + height)


@dataclass(slots=True)
class FormSetter:
    """Makes rows of words."""

    setter: Setter

    def row(self, *cells: Cell, least: float = ROW_LEAST) -> Row:
        """Cells side by side, nothing cut off yet."""
        return Row(cells, self.line(words.CONTINUES), least, 0, _longest(cells))

    def label(self, text: str, width: float = LABEL_WIDTH) -> Cell:
        """A shaded cell with the name of what stands beside it."""
        lines = self.setter.lines(text, width - 2 * PAD - 2, LABEL)
        return Cell(width, tuple(CellLine(line, LABEL, QUIET) for line in lines), label=True)

    def value(self, text: str, width: float, *, strong: bool = False, hint: str = "", size: float = BODY) -> Cell:
        """What stands beside a label, broken into lines."""
        lines = self.setter.lines(text, width - 2 * PAD - 2, size)
        return Cell(width, tuple(CellLine(line, size, strong=strong) for line in lines),
                    hint=self.line(hint) if hint else None)

    def line(self, text: str, size: float = LABEL, width: float = WIDTH) -> FlowLine:
        """One line, cut with … where it is too long."""
        return self.setter.line(text, width, size)

    def fields(self, *pairs: tuple[str, str]) -> Row:
        """Labels with their values, all of one width."""
        width = WIDTH / len(pairs) - LABEL_WIDTH
        return self.row(*(cell for name, text in pairs for cell in (self.label(name), self.value(text, width))))

    def box(self, name: str, text: str, hint: str) -> Row:
        """A box to write, sign or stamp in, with what the system knows already."""
        return self.row(self.label(name), self.value(text, WIDTH - LABEL_WIDTH, hint=hint), least=SIGNATURE)

    def boxes(self, *named: tuple[str, str, str]) -> Row:
        """Two or more such boxes side by side."""
        width = WIDTH / len(named) - LABEL_WIDTH
        return self.row(*(cell for name, text, hint in named
                          for cell in (self.label(name), self.value(text, width, hint=hint))), least=SIGNATURE)

    def band(self, name: str) -> Band:
        """The name of a part."""
        return Band(self.line(name, 10.5))
