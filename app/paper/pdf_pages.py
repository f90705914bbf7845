"""Drawing laid-out pages into a PDF. The same pages give the same bytes: no clock, no random ids."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

from app.paper.pen import Pen


class Layout(Protocol):
    """What ``lay_out`` of a sheet or a form makes."""

    @property
    def pages(self) -> Sequence[object]:
        """The finished pages."""

    def draw(self, pen: Pen, number: int) -> None:
        """Draw page ``number``, from 1."""


def pdf_of(layout: Layout, size: tuple[float, float], *, title: str, subject: str) -> bytes:
    """The pages of ``layout``; ``size`` is width and height in points."""
    kept = BytesIO()
    # invariant: reportlab then writes fixed dates and a document id made from the content.
    canvas = Canvas(kept, pagesize=size, pageCompression=1, invariant=1, lang="zh-CN")
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setCreator("Gridroom")
    canvas.setProducer("Gridroom")
    for number in range(1, len(layout.pages) + 1):
        layout.draw(Pen(canvas, size[1]), number)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()
