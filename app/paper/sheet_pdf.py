"""A dispatch sheet as PDF. The same ``Sheet`` with the same fonts gives the same bytes: no clock, no random ids."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from app.domain.sheet import Sheet
from app.paper.fonts import PaperFonts
from app.paper.pen import Pen
from app.paper.sheet_layout import PAGE_HEIGHT, PAGE_WIDTH, lay_out
from app.paper.sheet_words import TITLE, day_words


def sheet_pdf(sheet: Sheet, fonts: PaperFonts) -> bytes:
    """The pages of ``sheet``, A4 landscape."""
    layout = lay_out(sheet, fonts)
    kept = BytesIO()
    # invariant: reportlab then writes fixed dates and a document id made from the content.
    canvas = Canvas(kept, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1, lang="zh-CN")
    canvas.setTitle(f"{sheet.district} {TITLE} {day_words(sheet.day)}")
    canvas.setSubject(f"{sheet.sheet_number} / {sheet.sequence} / {sheet.content_hash}")
    canvas.setCreator("Gridroom")
    canvas.setProducer("Gridroom")
    for number in range(1, len(layout.pages) + 1):
        layout.draw(Pen(canvas, PAGE_HEIGHT), number)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()
