"""Drawing on one PDF page with the origin at the upper left and y downwards, in points."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from app.paper.text_flow import FlowLine

MM = 72 / 25.4
INK = Color(0, 0, 0)
QUIET = Color(0.27, 0.27, 0.27)   # labels; 9.7:1 on white
HAIR = Color(0.55, 0.55, 0.55)
SHADE = Color(0.93, 0.93, 0.93)   # behind headings; a photocopier drops it without harm
ACCENT = Color(0.62, 0.05, 0.05)  # urgent; prints as a dark grey of 24 % lightness
PAPER = Color(1, 1, 1)


class Pen:
    """What the blocks of a sheet need of a canvas, and no more."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def text(self, line: FlowLine, x: float, baseline: float, size: float, *, colour: Color = INK,
             strong: bool = False) -> None:
        """One line of text, its baseline ``baseline`` below the upper edge.

        ``strong`` thickens the strokes, since the packaged fonts have no bold face; for 10.5 points and more, because
        on a screen no stroke is thinner than a pixel.
        """
        words: PDFTextObject = self._canvas.beginText(x, self._height - baseline)
        words.setFillColor(colour)
        if strong:
            self._canvas.saveState()
            self._canvas.setLineWidth(size * 0.028)
            self._canvas.setStrokeColor(colour)
            words.setTextRenderMode(2)
        for run in line.runs:
            words.setFont(run.face.name, size)
            words.textOut(run.text)
        self._canvas.drawText(words)
        if strong:
            self._canvas.restoreState()

    def rule(self, x0: float, y: float, x1: float, *, weight: float = 0.35, colour: Color = HAIR) -> None:
        """A horizontal line."""
        self._stroke(x0, y, x1, y, weight, colour)

    def upright(self, x: float, y0: float, y1: float, *, weight: float = 0.35, colour: Color = HAIR) -> None:
        """A vertical line."""
        self._stroke(x, y0, x, y1, weight, colour)

    def box(self, x: float, y: float, width: float, height: float, *, fill: Color | None = None,
            weight: float = 0.0, colour: Color = INK) -> None:
        """A rectangle, filled or outlined or both."""
        if fill is not None:
            self._canvas.setFillColor(fill)
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(weight)
        self._canvas.rect(x, self._height - y - height, width, height, stroke=int(weight > 0),
                          fill=int(fill is not None))

    def modules(self, rows: list[list[bool]], x: float, y: float, side: float) -> None:
        """The dark modules of a QR code in a square of ``side``, as one path so that no seams show."""
        unit = side / len(rows)
        path = self._canvas.beginPath()
        for number, row in enumerate(rows):
            start = None
            for column, dark in enumerate([*row, False]):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    path.rect(x + start * unit, self._height - y - (number + 1) * unit, (column - start) * unit, unit)
                    start = None
        self._canvas.setFillColor(INK)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, jpeg: bytes, x: float, y: float, width: float, height: float) -> None:
        """A photograph with its upper left corner at x, y."""
        self._canvas.drawImage(ImageReader(BytesIO(jpeg)), x, self._height - y - height, width, height)

    def _stroke(self, x0: float, y0: float, x1: float, y1: float, weight: float, colour: Color) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(weight)
        self._canvas.line(x0, self._height - y0, x1, self._height - y1)
