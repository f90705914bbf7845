"""Laying a form of one case out on pages: A4 upright. Rows longer than a page's rest are cut between two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.paper import Paper
from app.paper import form_words as words
from app.paper.fonts import PaperFonts
from app.paper.form_blocks import WIDTH, Band, Block, FormSetter, Head, Notes, Picture
from app.paper.forms import Form, Table, form_of
from app.paper.pen import INK, MM, QUIET, Pen
from app.paper.sheet_blocks import BODY, LABEL, CellLine, Setter
from app.paper.sheet_words import missing_words
from app.paper.text_flow import Missing

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT = (PAGE_WIDTH - WIDTH) / 2
TOP = 11 * MM
BOTTOM = PAGE_HEIGHT - 15 * MM
FOOT_RULE = PAGE_HEIGHT - 13.5 * MM
KEPT_WHOLE = (BOTTOM - TOP) / 4


@dataclass(slots=True)
class FormLayout:
    """The finished pages; drawing them adds nothing but the foot."""

    paper: Paper
    setter: FormSetter
    pages: list[list[tuple[Block, float]]] = field(default_factory=lambda: [[]])

    def draw(self, pen: Pen, number: int) -> None:
        """Page ``number`` (from 1) with its foot."""
        for block, top in self.pages[number - 1]:
            block.draw(pen, LEFT, top)
        paper = self.paper
        pen.rule(LEFT, FOOT_RULE, LEFT + WIDTH, weight=0.5, colour=INK)
        right = self.setter.line(f"第 {number} / {len(self.pages)} 页")
        left = self.setter.line(
            f"编号 {paper.paper_number}   第 {paper.sequence} 版   校验 {paper.content_hash[:12]}   "
            f"出单 {paper.issued_at:%Y-%m-%d %H:%M:%S} {paper.issued_by}", width=WIDTH - right.width - 12)
        pen.text(left, LEFT, FOOT_RULE + 12, LABEL, colour=QUIET)
        pen.text(right, LEFT + WIDTH - right.width, FOOT_RULE + 12, LABEL, colour=QUIET)


class _Filler:
    """Puts blocks on pages from top to bottom and begins a new page where one is full."""

    def __init__(self, layout: FormLayout) -> None:
        self._layout = layout
        self._y = TOP
        self.again: Block | None = None  # what a page begins with while a table goes on

    def put(self, block: Block, keep_with: float = 0.0) -> None:
        """Place a block, on the next page or in parts where it does not fit; ``keep_with`` points are wanted below."""
        rest = block
        while True:
            space = BOTTOM - self._y
            if rest.height + keep_with <= space or (rest.height <= space and self._is_empty()):
                self._place(rest)
                return
            parts = rest.cut(space) if rest.height > KEPT_WHOLE or self._is_empty() else None
            if parts is not None:
                self._place(parts[0])
                rest = parts[1]
            elif self._is_empty():
                self._place(rest)  # nothing can be taller than a page that cannot be cut
                return
            self.turn()

    def turn(self) -> None:
        """Begin a page under the running head."""
        paper, setter = self._layout.paper, self._layout.setter
        self._layout.pages.append([])
        self._y = TOP
        head = (f"{words.title(paper)}   {paper.paper_number}   第 {paper.sequence} 版   "
                f"案件 {paper.content['case_number']}")
        self._place(Notes((CellLine(setter.line(head), LABEL, QUIET),)))
        self._y += 3
        self._begin = self._y
        if self.again is not None:
            self._place(self.again)
            self._begin = self._y

    _begin = TOP

    def _is_empty(self) -> bool:
        return self._y <= self._begin

    def _place(self, block: Block) -> None:
        self._layout.pages[-1].append((block, self._y))
        self._y += block.height


def lay_out(paper: Paper, fonts: PaperFonts, pictures: Sequence[tuple[str, bytes | None, int, int]] = ()) -> FormLayout:
    """All pages of ``paper``; ``pictures`` are captions with JPEG bytes, width and height in pixels."""
    missing = Missing()
    setter = FormSetter(Setter(fonts, missing))
    layout = FormLayout(paper, setter)
    filler = _Filler(layout)
    shown = [Picture(setter.line(caption, width=WIDTH / 4 - 6), data, wide, high)
             for caption, data, wide, high in pictures]
    form: Form = form_of(paper, setter, shown)
    filler.put(_head(paper, setter))
    for number, block in enumerate(form):
        if isinstance(block, Table):
            filler.put(block.head, _kept_below(block.rows[0]) if block.rows else 0.0)
            filler.again = block.head
            for row in block.rows:
                filler.put(row)
            filler.again = None
        elif isinstance(block, Band):  # never alone at the foot of a page
            below = form[number + 1]
            filler.put(block, below.head.height + _kept_below(below.rows[0]) if isinstance(below, Table) and below.rows
                       else _kept_below(below.head if isinstance(below, Table) else below))
        else:
            filler.put(block)
    notes = [CellLine(line, LABEL, QUIET)
             for line in (setter.setter.lines(missing_words(missing.counts), WIDTH, LABEL) if missing.total else [])]
    hashed = setter.setter.number(f"SHA-256 {paper.content_hash}", WIDTH, LABEL)
    filler.put(Notes((*notes, CellLine(hashed, LABEL, QUIET))))
    return layout


def _kept_below(block: Block) -> float:
    return block.height if block.height <= KEPT_WHOLE else 0.0


def _head(paper: Paper, setter: FormSetter) -> Head:
    said = paper.content
    card = str(said.get("card") or "") if "order_number" in said else ""
    signs = {"red": "■ ", "yellow": "▲ ", "reminder": ""}
    numbers = f"编号 {paper.paper_number}    第 {paper.sequence} 版    案件编号 {said['case_number']}"
    told = ((words.SECRET, said["secret"]), ("▲ 紧急", said["urgent"]))
    numbers += "".join(f"    {word}" for word, holds in told if holds)
    issued = f"出单 {paper.issued_at:%Y-%m-%d %H:%M:%S}  {paper.issued_by}"
    if paper.sequence > 1:
        issued += f"    ▲ 本版代替第 {paper.sequence - 1} 版, 前版作废"
    return Head(
        title=setter.line(f"{said['district']} {words.title(paper)}".strip(), 17, WIDTH * 0.7),
        lines=(CellLine(setter.line(numbers, 10.5), 10.5), CellLine(setter.line(issued, BODY), BODY)),
        case_number=said["case_number"], card=card,
        card_words=setter.line(signs[card] + words.CARDS[card], 15) if card else None)
