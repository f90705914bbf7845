"""What a picture says of itself in its first bytes, read without decoding it.

A tile of a hundred bytes may declare sixty thousand pixels a side and fill the memory of whoever decodes it; so the
size is read here, and the browser never sees a picture that is too large.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
# Marks of a JPEG that carry a frame's size: SOF0…15 without DHT (C4), JPG (C8) and DAC (CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class PictureHead(NamedTuple):
    """Kind and size in px."""

    media_type: str
    width: int
    height: int


def picture_head(data: bytes) -> PictureHead | None:
    """The head of a PNG, JPEG or WebP; None for anything else, and for what is cut off within its head."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return PictureHead(PNG, *struct.unpack_from(">II", data, 16))
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        pass
    return None


def is_whole(data: bytes, media_type: str) -> bool:
    """Whether the picture has its end, too: a truncated one would be drawn as a grey bar."""
    if media_type == PNG:
        return b"IEND" in data[-16:]
    if media_type == JPEG:
        return b"\xff\xd9" in data[-64:]
    return len(data) >= int.from_bytes(data[4:8], "little") + 8


def _jpeg(data: bytes) -> PictureHead | None:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return PictureHead(JPEG, width, height)
        at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return None


def _webp(data: bytes) -> PictureHead | None:
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return PictureHead(WEBP, width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return PictureHead(WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X":
        width, height = int.from_bytes(data[24:27], "little"), int.from_bytes(data[27:30], "little")
        return PictureHead(WEBP, width + 1, height + 1) if len(data) >= 30 else None
    return None
