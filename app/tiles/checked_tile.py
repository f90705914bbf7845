"""Bytes that claim to be a tile: taken only as a whole picture of bearable size."""

from __future__ import annotations

from app.domain.base_map import LARGEST_SIDE, LARGEST_TILE, BaseMapRefused, Tile
from app.tiles.picture_head import is_whole, picture_head

_PACKED = {b"\x1f\x8b": "gzip", b"x\x9c": "zlib", b"x\x01": "zlib", b"x\xda": "zlib"}


def checked_tile(data: bytes) -> Tile:
    """The tile; its kind is what it is, whatever was declared. Raises BaseMapRefused (too_large, vector, cut_off,
    no_picture)."""
    if len(data) > LARGEST_TILE:
        raise BaseMapRefused("too_large", f"{len(data) / 2**20:.1f} MB")
    head = picture_head(data)
    if head is None:
        # Vector tiles are packed protocol buffers; they are not drawn here.
        raise BaseMapRefused("vector" if data[:2] in _PACKED else "no_picture")
    if not (0 < head.width <= LARGEST_SIDE and 0 < head.height <= LARGEST_SIDE):
        raise BaseMapRefused("too_large", f"{head.width} × {head.height}")
    if not is_whole(data, head.media_type):
        raise BaseMapRefused("cut_off")
    return Tile(data, head.media_type)
