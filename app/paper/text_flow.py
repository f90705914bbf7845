"""Breaking text into lines for paper: Chinese anywhere but before closing marks, Latin words whole, nothing clipped.

The text is never markup: it goes glyph by glyph, so ``<b>`` prints as ``<b>``.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.paper.fonts import GETA, Face

# Marks that may not begin a line, and those that may not end one (GB/T 15834 §5.1).
NOT_FIRST = frozenset("，。、；：！？）》」』】〕〉”’％‰℃·…—,.;:!?)]}%")
NOT_LAST = frozenset("（《「『【〔〈“‘([{￥$")
JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand side by side in one face."""

    face: Face
    text: str


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One line as it will be drawn; ``width`` in points."""

    runs: tuple[Run, ...]
    width: float


@dataclass(slots=True)
class Missing:
    """Characters that no face has, counted: code point → how often."""

    counts: Counter[int] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many places show ``GETA`` instead of what was written."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class _Glyph:
    character: str
    face: Face
    width: float


def flow(text: str, faces: Sequence[Face], size: float, width: float, missing: Missing) -> list[FlowLine]:
    """Lines of at most ``width`` points (a single wider character stands alone); empty lines are left out."""
    lines: list[FlowLine] = []
    for paragraph in _paragraphs(text):
        glyphs = list(_glyphs(paragraph, faces, size, missing))
        lines.extend(_line(line) for line in _filled(_units(glyphs), width))
    return lines


def one_line(text: str, faces: Sequence[Face], size: float, width: float, missing: Missing) -> FlowLine:
    """``text`` on one line, ended by … where it would be wider than ``width`` points."""
    glyphs = list(_glyphs(" ".join(_paragraphs(text)), faces, size, missing))
    if sum(glyph.width for glyph in glyphs) > width:
        dots = next(_glyphs("…", faces, size, missing))
        while glyphs and sum(glyph.width for glyph in glyphs) + dots.width > width:
            glyphs.pop()
        glyphs.append(dots)
    return _line(glyphs)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.splitlines():
        stripped = paragraph.strip()
        if stripped:
            yield stripped


def _glyphs(text: str, faces: Sequence[Face], size: float, missing: Missing) -> Iterator[_Glyph]:
    """What will be drawn: invisible characters left out, a sequence of joined signs counted once."""
    joined = False
    for character in text:
        if character == JOINER:
            joined = True
            continue
        if character == "\t":
            character = " "
        if _invisible(character):
            continue
        if joined and unicodedata.category(character) == "So":
            joined = False
            continue
        joined = False
        shown = " " if unicodedata.category(character) == "Zs" and character != "\u3000" else character
        face = next((face for face in faces if face.has(shown)), None)
        if face is None:
            missing.counts[ord(character)] += 1
            shown, face = GETA, next(face for face in faces if face.has(GETA))
        yield _Glyph(shown, face, face.width(shown, size))


def _invisible(character: str) -> bool:
    """Control and format characters, lone surrogates, variation selectors, skin tones."""
    code = ord(character)
    return (unicodedata.category(character) in ("Cc", "Cf", "Cs") or 0xFE00 <= code <= 0xFE0F
            or 0xE0100 <= code <= 0xE01EF or 0x1F3FB <= code <= 0x1F3FF)


def _units(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """Groups of glyphs between which a line may be broken."""
    unit: list[_Glyph] = []
    for glyph in glyphs:
        if unit and _may_break(unit[-1].character, glyph.character):
            yield unit
            unit = []
        unit.append(glyph)
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _filled(units: Iterator[list[_Glyph]], width: float) -> Iterator[list[_Glyph]]:
    """Units laid into lines; a unit wider than a whole line is broken where the line is full."""
    line: list[_Glyph] = []
    used = 0.0
    for unit in units:
        needed = sum(glyph.width for glyph in unit)
        visible = needed - (unit[-1].width if unit[-1].character == " " else 0.0)
        if used + visible <= width:
            line += unit
            used += needed
            continue
        if visible <= width and line:
            yield line
            line, used = list(unit), needed
            continue
        for glyph in unit:
            if line and used + glyph.width > width:
                yield line
                line, used = [], 0.0
            line.append(glyph)
            used += glyph.width
    if line:
        yield line


def _line(glyphs: list[_Glyph]) -> FlowLine:
    runs: list[Run] = []
    characters: list[str] = []
    face: Face | None = None
    for glyph in glyphs:
        if glyph.face is not face and face is not None:
            runs.append(Run(face, "".join(characters)))
            characters = []
        face = glyph.face
        characters.append(glyph.character)
    if face is not None:
        runs.append(Run(face, "".join(characters)))
    return FlowLine(tuple(runs), sum(glyph.width for glyph in glyphs))
