"""Bytes of a file → text, with the encoding told and never guessed in silence."""

from __future__ import annotations

from app.domain.import_reason import because
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
        raise ImportRefused(because("empty", name=name))
    for sign, words in SIGNS:
        if data.startswith(sign):
            raise ImportRefused(because("no_text_file", name=name, kind=words))
    wanted = _wanted(data, name, encoding)
    try:
        text = data.decode(wanted)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        code = "wrong_encoding_gbk" if not encoding and reads_as_chinese(data) else "wrong_encoding"
        told = wanted.upper().removesuffix("-SIG")
        raise ImportRefused(because(code, name=name, encoding=told, byte=error.start, line=line)) from error
    if "\0" in text:
        raise ImportRefused(because("nul_characters", name=name, at=text.index(chr(0))))
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
    raise ImportRefused(because("unknown_encoding", name=name, encoding=encoding))
