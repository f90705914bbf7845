"""Base maps of one file, good ones and bad ones."""

from __future__ import annotations

import sqlite3
import struct
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.base_map import LARGEST_TILE, BaseMapRefused, TileUnavailable
from app.tiles.mbtiles import MBTiles
from app.tiles.picture_head import picture_head
from tests.tiles.tile_room import make_mbtiles, picture


def huge_png(side: int = 60_000) -> bytes:
    """A small file that unpacks to gigabytes."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_that_a_tile_is_found_by_its_row_from_the_north(tmp_path, kind):
    north, south = picture((255, 0, 0), kind), picture((0, 0, 255), kind)
    file = MBTiles(make_mbtiles(tmp_path / "底图 一#?.mbtiles", {(1, 0, 0): north, (1, 0, 1): south}))
    assert (file.min_zoom, file.max_zoom, file.name) == (1, 1, "试验底图")
    assert file.read(1, 0, 0).data == north
    assert file.read(1, 0, 1).data == south
    assert file.read(1, 0, 1).media_type == f"image/{kind.lower()}"
    assert [file.read(*place) for place in ((1, 1, 1), (5, 0, 0), (1, -1, 0), (1, 0, 2), (99, 0, 0))] == [None] * 5
    file.close()


def test_that_bounds_zooms_and_attribution_come_from_the_file(tmp_path):
    facts = {"name": " 区\n底图", "attribution": "测绘院 <b>", "bounds": "121.2,28.4,121.6,28.7", "minzoom": "0",
             "maxzoom": "22", "format": "jpg"}
    file = MBTiles(make_mbtiles(tmp_path / "a.mbtiles", {(9, 1, 1): picture(), (12, 1, 1): picture()}, facts))
    assert (file.min_zoom, file.max_zoom) == (9, 12)  # what lies in it, not what it says
    assert (file.name, file.attribution, file.box) == ("区 底图", "测绘院 <b>", (121.2, 28.4, 121.6, 28.7))
    file.close()


def test_that_the_declared_format_does_not_matter(tmp_path):
    tiles = {(3, 1, 1): picture(kind="JPEG"), (3, 1, 2): picture(kind="WEBP")}
    file = MBTiles(make_mbtiles(tmp_path / "a.mbtiles", tiles, {"format": "png"}))
    assert [file.read(3, 1, row).media_type for row in (1, 2)] == ["image/jpeg", "image/webp"]
    file.close()


def test_that_several_threads_read_one_file(tmp_path):
    file = MBTiles(make_mbtiles(tmp_path / "a.mbtiles", {(6, x, 7): picture((x, 0, 0)) for x in range(40)}))
    found: list[bool] = []

    def read() -> None:
        found.extend(file.read(6, x, 7).data == picture((x, 0, 0)) for x in range(40))

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 240
    file.close()


def test_that_nothing_is_written_beside_the_file(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(3, 1, 1): picture()})
    path.chmod(0o444)
    file = MBTiles(path)
    assert file.read(3, 1, 1) is not None
    assert list(tmp_path.iterdir()) == [path]
    file.close()


@pytest.mark.parametrize(("data", "why"), [
    (b"\x1f\x8b" + bytes(100), "vector"), (b"<html>no such tile</html>", "no_picture"), (b"", "no_picture"),
    (picture()[:-30], "cut_off"), (picture(kind="JPEG")[:-200], "cut_off"), (picture(side=1100), "too_large"),
    (huge_png(), "too_large"), (picture() + bytes(LARGEST_TILE), "too_large"),
])
def test_that_a_file_of_bad_tiles_is_refused(tmp_path, data, why):
    with pytest.raises(BaseMapRefused) as refused:
        MBTiles(make_mbtiles(tmp_path / "a.mbtiles", {(3, 1, 1): data}))
    assert refused.value.why == why


def test_that_one_bad_tile_among_good_ones_is_left_out(tmp_path):
    tiles = {(3, 1, 1): huge_png(), (4, 1, 1): picture(), (3, 2, 2): b"\x1f\x8bvector",
             (3, 3, 3): bytes(LARGEST_TILE + 1)}
    file = MBTiles(make_mbtiles(tmp_path / "a.mbtiles", tiles))
    assert [file.read(3, at, at) for at in (1, 2, 3)] == [None] * 3
    assert file.read(4, 1, 1) is not None
    file.close()


def test_that_what_is_no_base_map_is_refused_by_name(tmp_path):
    def why(name: str) -> str:
        with pytest.raises(BaseMapRefused) as refused:
            MBTiles(tmp_path / name)
        return refused.value.why

    (tmp_path / "text.mbtiles").write_text("hello" * 1000)
    (tmp_path / "nothing.mbtiles").write_bytes(b"")
    whole = make_mbtiles(tmp_path / "whole.mbtiles", {(5, x, y): picture() for x in range(9) for y in range(9)})
    (tmp_path / "half.mbtiles").write_bytes(whole.read_bytes()[:6000])
    sqlite3.connect(tmp_path / "other.mbtiles").execute("create table tiles (a)").connection.close()
    make_mbtiles(tmp_path / "empty.mbtiles", {})
    make_mbtiles(tmp_path / "vector.mbtiles", {(1, 0, 0): picture()}, {"format": "pbf"})
    make_mbtiles(tmp_path / "deep.mbtiles", {(40, 0, 0): picture()})
    assert [why(f"{name}.mbtiles") for name in ("none", "text", "nothing", "other", "empty", "vector", "deep")] == [
        "missing", "no_sqlite", "no_tiles", "no_tiles", "empty", "vector", "no_tiles"]
    assert why("half.mbtiles") in ("unreadable", "no_tiles")
    assert why("") == "missing"


def test_that_a_question_without_an_end_is_ended(tmp_path):
    path = tmp_path / "endless.mbtiles"
    with sqlite3.connect(path) as file:
        file.execute("create view tiles as with recursive n(i) as (select 100 union all select i + 1 from n) "
                     "select 3 as zoom_level, i as tile_column, i as tile_row, zeroblob(10) as tile_data from n")
    file.close()
    with pytest.raises(BaseMapRefused) as refused:
        MBTiles(path, seconds=0.2)
    assert refused.value.why == "slow"
    make_mbtiles(tmp_path / "good.mbtiles", {(3, 1, 1): picture()})
    good = MBTiles(tmp_path / "good.mbtiles", seconds=0.2)
    good.path = path  # a new thread opens what has taken its place
    with ThreadPoolExecutor(1) as other, pytest.raises(TileUnavailable):
        other.submit(good.read, 3, 1, 6).result(10)
    good.close()


def test_that_a_file_that_is_being_written_is_refused(tmp_path):
    path = tmp_path / "open.mbtiles"
    make_mbtiles(path, {(3, 1, 1): picture()})
    writer = sqlite3.connect(path)
    writer.execute("pragma journal_mode = wal")
    writer.execute("delete from tiles")
    writer.commit()
    with pytest.raises(BaseMapRefused) as refused:
        MBTiles(path)
    assert refused.value.why == "in_use"
    writer.close()


def test_that_garbage_is_no_picture():
    for data in (b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8" + b"\xff" * 50, b"RIFF....WEBP", b"RIFF....WEBPVP8X",
                 b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n....IHDR", bytes(300)):
        assert picture_head(data) is None
