"""A dispatch sheet as PDF. The same ``Sheet`` with the same fonts gives the same bytes: no clock, no random ids."""

from __future__ import annotations

from app.domain.sheet import Sheet
from app.paper.fonts import PaperFonts
from app.paper.pdf_pages import pdf_of
from app.paper.sheet_layout import PAGE_HEIGHT, PAGE_WIDTH, lay_out
from app.paper.sheet_words import TITLE, day_words


def sheet_pdf(sheet: Sheet, fonts: PaperFonts) -> bytes:
    """The pages of ``sheet``, A4 landscape."""
    layout = lay_out(sheet, fonts)
    return pdf_of(layout, (PAGE_WIDTH, PAGE_HEIGHT), title=f"{sheet.district} {TITLE} {day_words(sheet.day)}",
                  subject=f"{sheet.sheet_number} / {sheet.sequence} / {sheet.content_hash}")
