"""Bytes of a file → text, with the encoding told and never guessed in silence."""

from __future__ import annotations

from app.imports.problems import ImportRefused

SIGNS = (  # first bytes of what is often sent by mistake
    (b"PK\x03\x04", "a zip archive (or an Office file)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x00\x00\x27\x0a", "a shapefile: convert it to GeoJSON"),
)
CHINESE = "gb18030"  # what programs call GBK, whole


def decoded(data: bytes, name: str, encoding: str = "") -> str:
    """The text of ``data``: in the stated encoding, else UTF-8.

    Raises ImportRefused that says whether the file is empty, no text at all, or reads as GBK instead.
    """
    if not data.strip():
        raise ImportRefused(f"{name} is empty")
    for sign, words in SIGNS:
        if data.startswith(sign):
            raise ImportRefused(f"{name} is no text file but {words}")
    wanted = _wanted(data, name, encoding)
    try:
        text = data.decode(wanted)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        also = ""
        if not encoding and reads_as_chinese(data):
            also = "; it reads as GBK: add --encoding gbk"
        told = wanted.upper().removesuffix("-SIG")
        raise ImportRefused(f"{name} is not {told}: byte {error.start:,} in line {line:,}{also}") from error
    if "\0" in text:
        raise ImportRefused(f"{name} holds NUL characters at character {text.index(chr(0)):,}: it is no text file")
    return text


def reads_as_chinese(data: bytes) -> bool:
    """Whether the bytes are valid GBK/GB 18030."""
    try:
        data.decode(CHINESE)
    except UnicodeDecodeError:
        return False
    return True


def _wanted(data: bytes, name: str, encoding: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if not encoding:
        return "utf-8-sig"
    if encoding.lower() in ("gbk", "gb2312", "gb18030", "cp936"):
        return CHINESE
    if encoding.lower() in ("utf8", "utf-8"):
        return "utf-8-sig"
    raise ImportRefused(f"{name}: the encoding {encoding!r} is not known here; known are utf-8 and gbk")
