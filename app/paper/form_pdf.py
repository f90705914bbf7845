"""A paper of one case as PDF. The same paper with the same fonts gives the same bytes: no clock, no random ids."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from app.domain.paper import Paper, PaperKind
from app.paper import form_words as words
from app.paper.fonts import PaperFonts
from app.paper.form_layout import PAGE_HEIGHT, PAGE_WIDTH, lay_out
from app.paper.pdf_pages import pdf_of

BEFORE = ("handle_before", "near", "far", "reference")  # best first
AFTER = ("handle_after",)
SHOWN_OF_EACH = 2
LONGEST_SIDE = 720              # px; a picture is at most 88 mm wide on paper: 200 dots an inch
MOST_PIXELS = 80_000_000        # more than any camera of a worker has; a picture bomb is not unfolded
UNDRAWABLE = (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError)


def pictures_of(paper: Paper) -> list[dict[str, Any]]:
    """The files whose photographs stand on this paper: two from before and the two newest from after."""
    if paper.kind is not PaperKind.FLOW:
        return []
    images = [one for one in paper.content["files"] if str(one["media_type"]).startswith("image/")]
    before = sorted((one for one in images if one["kind"] in BEFORE), key=lambda one: BEFORE.index(one["kind"]))
    after = [one for one in images if one["kind"] in AFTER]
    return before[:SHOWN_OF_EACH] + after[-SHOWN_OF_EACH:]


def form_pdf(paper: Paper, fonts: PaperFonts, files: Mapping[int, bytes]) -> bytes:
    """The pages of ``paper``, A4 upright; ``files`` holds the bytes of its pictures by attachment id."""
    shown = []
    for one in pictures_of(paper):
        caption = f"{words.FILES.get(one['kind'], '')}  {words.moment(one['at'])}"
        shown.append((caption, *_small(files.get(one["attachment_id"]))))
    layout = lay_out(paper, fonts, shown)
    title = f"{paper.content['district']} {words.title(paper)} {paper.paper_number}".strip()
    return pdf_of(layout, (PAGE_WIDTH, PAGE_HEIGHT), title=title,
                  subject=f"{paper.paper_number} / {paper.sequence} / {paper.content_hash}")


def _small(data: bytes | None) -> tuple[bytes | None, int, int]:
    """The photograph upright and small, as JPEG; None where it cannot be drawn."""
    if data is None:
        return None, 1, 1
    try:
        with Image.open(BytesIO(data)) as found:
            if found.width * found.height > MOST_PIXELS:
                return None, 1, 1
            found.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
            picture = ImageOps.exif_transpose(found).convert("RGB")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            kept = BytesIO()
            picture.save(kept, "JPEG", quality=82)
    except UNDRAWABLE:
        return None, 1, 1
    return kept.getvalue(), picture.width, picture.height
