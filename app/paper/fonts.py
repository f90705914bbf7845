"""TrueType fonts with Chinese for paper: the system's where there is one, else the packaged one.

reportlab embeds TrueType outlines only, so OpenType/CFF files (Noto CJK, Source Han) are passed over. Several faces
are kept in a row: a character missing in the first is taken from the next, and only then replaced by ``GETA``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.domain.failures import Failure

GETA = "〓"  # what printers set for a character that their fonts lack

# (file, index of the face within it). Proportional faces, best first.
WINDOWS_TEXT = (("msyh.ttc", 0), ("msyh.ttf", 0), ("simhei.ttf", 0), ("simsun.ttc", 0))
WINDOWS_RARE = (("simsunb.ttf", 0), ("simsunextg.ttf", 0), ("seguisym.ttf", 0))  # extension B, G and symbols
WINDOWS_MONO = (("consola.ttf", 0), ("cour.ttf", 0))
LINUX_TEXT = (("wqy-microhei.ttc", 0), ("wqy-zenhei.ttc", 0), ("DroidSansFallbackFull.ttf", 0),
              ("DroidSansFallback.ttf", 0), ("uming.ttc", 0))
LINUX_RARE = (("HanaMinB.ttf", 0), ("DejaVuSans.ttf", 0))
LINUX_MONO = (("wqy-microhei.ttc", 1), ("DejaVuSansMono.ttf", 0))


class NoPaperFont(Failure):
    """Neither the system nor this installation holds a TrueType font with Chinese characters."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font as reportlab knows it."""

    name: str
    font: TTFont

    def has(self, character: str) -> bool:
        """Whether there is a glyph for ``character``."""
        return ord(character) in self.font.face.charToGlyph

    def width(self, character: str, size: float) -> float:
        """Advance of ``character`` in points at ``size`` points."""
        face = self.font.face
        return float(face.charWidths.get(ord(character), face.defaultWidth)) * size / 1000


@dataclass(frozen=True, slots=True)
class PaperFonts:
    """Faces in the order in which they are asked for a character; ``mono`` is for numbers and hashes."""

    text: tuple[Face, ...]
    mono: tuple[Face, ...]


def paper_fonts() -> PaperFonts:
    """The fonts of this computer; read once per process. Raises ``NoPaperFont``."""
    return _load(tuple(_found(WINDOWS_TEXT if sys.platform == "win32" else LINUX_TEXT)), _packaged(),
                 tuple(_found(WINDOWS_RARE if sys.platform == "win32" else LINUX_RARE)),
                 tuple(_found(WINDOWS_MONO if sys.platform == "win32" else LINUX_MONO)))


Place = tuple[Path, int]


@lru_cache(maxsize=4)
def _load(system: tuple[Place, ...], packaged: Path | None, rare: tuple[Place, ...],
          mono: tuple[Place, ...]) -> PaperFonts:
    own = ((packaged, 0),) if packaged else ()
    own_mono = ((packaged, 1),) if packaged else ()
    text = _faces((*system[:1], *own) if system else own)
    chinese = tuple(face for face in text if face.has("派") and face.has(GETA))
    if not chinese:
        raise NoPaperFont("no TrueType font with Chinese characters: install fonts-wqy-microhei (Debian) or "
                          "reinstall this program, which brings one")
    return PaperFonts(text=chinese + _faces(rare), mono=_faces((*mono[:1], *own_mono))[:1] + chinese)


def _faces(places: Iterable[Place]) -> tuple[Face, ...]:
    """The faces that can be read and embedded, each registered once under a name made from its file."""
    faces: list[Face] = []
    for path, index in places:
        name = f"{path.stem}-{index}"
        if any(face.name == name for face in faces):
            continue
        try:
            font = TTFont(name, str(path), subfontIndex=index)
        except (TTFError, OSError):
            continue  # CFF outlines, a broken file: the next one will do
        pdfmetrics.registerFont(font)
        faces.append(Face(name, font))
    return tuple(faces)


@lru_cache(maxsize=8)
def _found(wanted: tuple[tuple[str, int], ...]) -> tuple[Place, ...]:
    """Places of the wanted files that exist, in the wanted order."""
    known: dict[str, Path] = {}
    for folder in _folders():
        for path in sorted(folder.rglob("*.tt[cf]")):
            known.setdefault(path.name.lower(), path)
    return tuple((known[name.lower()], index) for name, index in wanted if name.lower() in known)


def _folders() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts"):
        if Path(folder).is_dir():
            yield Path(folder)


def _packaged() -> Path | None:
    """The font that is installed with this program."""
    try:
        import paperang_p2_fonts_cjk
    except ImportError:
        return None
    path = Path(paperang_p2_fonts_cjk.__file__).parent / "fonts" / "wqy-microhei.ttc"
    return path if path.is_file() else None
