"""Reading a PDF back: its text with pypdf, its pages as pictures with pdfium, its codes with a scanner's library."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pypdfium2
import zxingcpp
from PIL import Image


def page_texts(pdf: bytes) -> list[str]:
    """The text of every page, as a reader would copy it."""
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def all_text(pdf: bytes) -> str:
    """The text of all pages without white space, so that wrapping does not matter."""
    return "".join("".join(text.split()) for text in page_texts(pdf))


def pictures(pdf: bytes, dots_per_inch: int = 150) -> list[Image.Image]:
    """Every page as a grey picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dots_per_inch / 72, grayscale=True).to_pil() for page in document]


def codes(picture: Image.Image) -> list[str]:
    """What the QR codes on a page say, from top to bottom."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]
