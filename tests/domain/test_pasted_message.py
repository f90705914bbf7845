"""Pasted chat messages: headers, places, numbers, times; garbage stays a description and takes no time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.pasted_message import PastedMessage, place_in, read_message

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 22, 0, tzinfo=ZONE)


def read(text: str) -> PastedMessage:
    return read_message(text, NOW)


def test_that_a_line_of_a_group_is_taken_apart() -> None:
    told = read("某某(网格员) 21:03 卖芝桥东路117号 井盖没了 [图片][图片] 138-0000-1234")
    assert told.description == "卖芝桥东路117号 井盖没了 138-0000-1234"
    assert (told.sender, told.title, told.source, told.source_why) == ("某某", "网格员", "patrol", "网格员")
    assert (told.place, told.phone, told.pictures) == ("卖芝桥东路117号", "13800001234", 2)
    assert told.sent_at == datetime(2026, 11, 21, 21, 3, tzinfo=ZONE)


@pytest.mark.parametrize(("header", "sent"), [
    ("某某 21:03", "2026-11-21 21:03"), ("某某 22:30", "2026-11-20 22:30"), ("某某: 21:03:59", "2026-11-21 21:03"),
    ("某某 昨天 21:03", "2026-11-20 21:03"), ("某某 前天 下午3:20", "2026-11-19 15:20"),
    ("某某（巡查队） 2026/11/18 08:05:15", "2026-11-18 08:05"), ("某某 2026年11月18日 08:05", "2026-11-18 08:05"),
    ("某某 11-18 8:05", "2026-11-18 08:05"), ("某某 12-30 08:05", "2025-12-30 08:05"),
    ("[11-18 08:05] 某某:", "2026-11-18 08:05"), ("21:03 某某：", "2026-11-21 21:03"),
    ("@某某(12345热线) 凌晨 1:03", "2026-11-21 01:03"), ("某某 中午12:30", "2026-11-21 12:30"),
])
def test_that_the_time_of_a_header_is_understood(header: str, sent: str) -> None:
    for text in (f"{header}\n路灯不亮", f"{header} 路灯不亮"):
        told = read(text)
        assert told.sender == "某某"
        assert told.sent_at is not None
        assert f"{told.sent_at:%Y-%m-%d %H:%M}" == sent
        assert told.description == "路灯不亮"


@pytest.mark.parametrize("text", ["某某 2026-02-30 10:00 井盖", "某某 2031-01-01 10:00 井盖",
                                  "某某 2019/1/1 10:00 井盖"])
def test_that_an_impossible_time_is_none(text: str) -> None:
    assert read(text).sent_at is None
    assert read(text).description == "井盖"


@pytest.mark.parametrize("text", ["今天21:03有人来电说路灯不亮", "受理员：路灯坏了", "路灯坏了", "12:00", "：",
                                  "(网格员)"])
def test_that_what_is_no_header_stays_in_the_words(text: str) -> None:
    told = read(text)
    assert (told.sender, told.sent_at) == ("", None)
    assert told.description == text


def test_that_several_people_keep_their_names() -> None:
    told = read("甲某 11:00\n路灯坏了\n第二行\n乙某 11:02\n收到")
    assert told.description == "甲某：路灯坏了\n第二行\n乙某：收到"
    assert told.sender == "甲某"


@pytest.mark.parametrize(("text", "place"), [
    ("有人反映在水杉路与柳浪路交叉口路灯不亮", "水杉路与柳浪路交叉口"),
    ("云帆花园3幢2单元门口堆垃圾", "云帆花园3幢2单元门口"),
    ("地址：海棠小区5幢，垃圾没人收", "海棠小区5幢"), ("路灯不亮", ""), ("我们村里的路坏了", ""), ("马路上有坑", ""),
    ("广场东路 石板街12号井盖坏", "石板街12号"), ("你好，我住河滨路", "河滨路"), ("", ""),
])
def test_that_the_place_is_what_the_words_name(text: str, place: str) -> None:
    assert place_in(text) == place or (place == "河滨路" and place_in(text).endswith(place))


@pytest.mark.parametrize(("text", "number"), [
    ("灯杆LQ-0123不亮", "LQ-0123"), ("路灯编号：lq0123 坏", "LQ0123"), ("ＬＱ－０１２３号灯杆倒了", "LQ-0123"),
    ("有3盏路灯不亮", ""), ("路灯 2026年 坏", ""), ("路灯20米外", ""),
])
def test_that_lamp_posts_are_locators(text: str, number: str) -> None:
    assert read(text).lamp_post == number
    if number:
        assert read(text).place_words == number


@pytest.mark.parametrize(("text", "phone"), [
    ("电话13800001234", "13800001234"), ("+86 138 0000 1234", "13800001234"), ("0576-82345678", "057682345678"),
    ("身份证 331004199001011234", ""), ("单号 2026112100417", ""), ("138000012345", ""),
    ("１３８００００１２３４", "13800001234"),
])
def test_that_telephone_numbers_are_told_from_other_digits(text: str, phone: str) -> None:
    assert read(text).phone == phone


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("张三(网格员)：: 21:03/-路街号桥村[图片]灯杆LQ138000\n\r\t\x00\u202e昨天下午，。"),
               max_size=200))
def test_that_any_text_is_accepted_and_no_word_is_made_up(text: str) -> None:
    told = read(text)
    for word in told.description.replace("：", "").split():
        assert word in text.replace("：", "") or set(word) <= set(text)
    assert told.sent_at is None or NOW - timedelta(days=400) < told.sent_at <= NOW + timedelta(minutes=5)


@pytest.mark.parametrize("bad", ["路" * 100_000, "a" * 100_000, "(" * 50_000, "1" * 100_000, "张 " * 50_000,
                                 "桥路" * 50_000,
                                 "[图片" * 20_000, "21:03 " * 10_000, "灯杆" * 30_000, "在路" * 2_000 + "\n"])
def test_that_hostile_texts_are_read_at_once(bad: str) -> None:
    told = read(bad)  # a pattern that tries everything would not come back before the test's own limit
    assert len(told.description) <= len(bad)


def test_that_real_messages_are_read_whole(real_data) -> None:
    from python_calamine import CalamineWorkbook

    places = 0
    book = CalamineWorkbook.from_path(str(real_data / "citizen_messages_labelled.xlsx"))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    texts = [str(cell) for row in rows for cell in row if len(str(cell)) > 40]
    assert texts
    for text in texts:
        told = read(text)
        assert told.description.replace(" ", "").replace("\n", "")
        places += bool(told.place)
    assert places > len(texts) / 4
