"""The place of a report: proposals below the line, taken by keys or mouse, never in the way of typing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qtpy.QtCore import Qt

from app.domain.place import FoundPlace, PlaceAt
from widgets.place_words import address_words, detail_words, distance_words

PLATE = FoundPlace(
    "book",
    1,
    "door_plate",
    "卖芝桥东路117号",
    (121.3716, 28.5816),
    9,
    "331004001003017",
    "龙头王社区",
    "路桥街道",
    "1.2.9",
    0,
    240.0,
    1.6,
    "number",
)
FOUND = [
    PLATE,
    replace(PLATE, place_id=2, name="卖芝桥西路117号", position=(121.36, 28.57), metres=None),
    replace(PLATE, origin="case", place_id=0, kind="past_case", name="卖芝桥东路117号门口", cases=4, why="past_case"),
]
NEAR = PlaceAt(1, "door_plate", "银安街117号", 36.0, 44.0, "", None, "银安街", 9, "c", "g", "k", "s", "d", "1.2")


@pytest.fixture
def form(form, qtbot):
    """The form with the keyboard in the place."""
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.place.setFocus()
    return form


def typed(form, words):
    """As a Chinese input method commits it."""
    form.place.insert(words)
    form.place.textEdited.emit(form.place.text())


def test_that_typing_asks_with_words_and_position(form, qtbot):
    form.longitude.setText("121.37")
    form.latitude.setText("28.58")
    with qtbot.waitSignal(form.places_asked) as asked:
        typed(form, " 卖芝桥 ")
    assert asked.args == ["卖芝桥", (121.37, 28.58)]


def test_that_enter_takes_the_first_and_position_and_cell_follow_at_once(form, qtbot):
    typed(form, "卖芝桥东117")
    form.show_places("卖芝桥东117", FOUND)
    assert form.place.proposed() == FOUND
    with qtbot.waitSignal(form.locate_asked) as asked, qtbot.assertNotEmitted(form.report_asked):
        qtbot.keyClick(form.place, Qt.Key.Key_Return)
    assert form.draft().place == "卖芝桥东路117号"
    assert form.draft().position == (121.3716, 28.5816)
    assert asked.args == [(121.3716, 28.5816)]
    assert "331004001003017" in form.located.text
    assert form.place.proposed() == []
    assert form.minor.hasFocus()  # on to the next that is to be confirmed


def test_that_arrows_choose_and_go_round(form, qtbot):
    typed(form, "117")
    form.show_places("117", FOUND)
    for key, name in (
        (Qt.Key.Key_Down, FOUND[1].name),
        (Qt.Key.Key_Down, FOUND[2].name),
        (Qt.Key.Key_Down, FOUND[0].name),
        (Qt.Key.Key_Up, FOUND[2].name),
    ):
        qtbot.keyClick(form.place, key)
        assert form.place._list.currentItem().text() == name
    qtbot.keyClick(form.place, Qt.Key.Key_Enter)
    assert form.draft().place == "卖芝桥东路117号门口"


def test_that_a_click_takes_a_place_and_the_keyboard_goes_on_like_after_enter(form, qtbot):
    typed(form, "117")
    form.show_places("117", FOUND)
    shown = form.place._list
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualItemRect(shown.item(1)).center())
    assert form.draft().place == "卖芝桥西路117号"
    assert form.minor.hasFocus()


def test_that_escape_puts_the_list_away_first_and_folds_only_then(form, qtbot):
    typed(form, "117")
    form.show_places("117", FOUND)
    with qtbot.assertNotEmitted(form.folded):
        qtbot.keyClick(form.place, Qt.Key.Key_Escape)
    assert form.place.proposed() == []
    assert form.draft().place == "117"
    with qtbot.waitSignal(form.folded):
        qtbot.keyClick(form.place, Qt.Key.Key_Escape)


def test_that_an_answer_to_older_words_or_to_a_line_that_was_left_is_dropped(form):
    typed(form, "117")
    form.show_places("11", FOUND)
    assert form.place.proposed() == []
    form.description.setFocus()
    form.show_places("117", FOUND)
    assert form.place.proposed() == []


def test_that_typing_another_place_takes_the_position_along_and_refining_keeps_it(form, qtbot):
    typed(form, "117")
    form.show_places("117", FOUND)
    qtbot.keyClick(form.place, Qt.Key.Key_Return)
    typed(form, "对面")
    assert form.draft().place == "卖芝桥东路117号对面"
    assert form.draft().position == (121.3716, 28.5816)
    form.place.selectAll()
    typed(form, "别处")
    assert form.draft().position is None
    assert form.located.text == ""


def test_that_a_position_of_ones_own_stays_when_the_words_change(form, qtbot):
    typed(form, "117")
    form.show_places("117", FOUND)
    qtbot.keyClick(form.place, Qt.Key.Key_Return)
    form.longitude.setText("121.5")
    form.place.selectAll()
    typed(form, "别处")
    assert form.draft().position == (121.5, 28.5816)


def test_that_a_point_proposes_its_address_and_enter_takes_it(form, qtbot):
    form.show_position((121.3716, 28.5816))
    form.show_address(NEAR)
    assert "银安街117号东北侧约 35 米" in form.place.placeholderText()
    assert form.draft().place == ""
    qtbot.keyClick(form.place, Qt.Key.Key_Return)
    assert form.draft().place == "银安街117号东北侧约 35 米"
    form.start_new()
    assert "银安街" not in form.place.placeholderText()


def test_that_words_are_never_overwritten_by_an_address(form, qtbot):
    typed(form, "桥头")
    form.show_position((121.3716, 28.5816))
    form.show_address(NEAR)
    qtbot.keyClick(form.place, Qt.Key.Key_Return)
    assert form.draft().place == "桥头"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (replace(NEAR, metres=9.0), "银安街117号"),
        (replace(NEAR, bearing=181.0), "银安街117号南侧约 35 米"),
        (replace(NEAR, bearing=359.0), "银安街117号北侧约 35 米"),
        (replace(NEAR, lamp_post="银安街灯杆LQ-0123", lamp_post_metres=4.0), "银安街灯杆LQ-0123"),
        (replace(NEAR, address="", metres=None, bearing=None), "银安街"),
        (replace(NEAR, address="", metres=None, bearing=None, lamp_post="银安街灯杆LQ-0123", lamp_post_metres=4.0),
         "银安街灯杆LQ-0123"),
        (replace(NEAR, address="", metres=None, bearing=None, lamp_post="银安街灯杆LQ-0123", lamp_post_metres=48.0),
         "距银安街灯杆LQ-0123约 50 米"),
        (replace(NEAR, address="", metres=None, bearing=None, road=""), ""),
    ],
)
def test_that_an_address_is_said_as_one_would_write_it(form, told, words):
    assert address_words(told) == words


def test_that_a_proposal_says_what_where_and_why(form):
    assert detail_words(PLATE) == "门牌 · 龙头王社区 · 240 米 · 号码相符"
    assert detail_words(FOUND[2]) == "历史案件 · 龙头王社区 · 240 米 · 4 件"
    assert (
        detail_words(
            replace(PLATE, origin="area", kind="street", name="路桥街道", community="", why="area", metres=2345)
        )
        == "街道 · 2.3 公里"
    )
    assert distance_words(999) == "1000 米"


def test_that_hostile_names_are_shown_as_words(form, qtbot):
    typed(form, "x")
    hostile = [replace(PLATE, name=name) for name in ("<img src=x onerror=alert(1)>", "a\nb\nc" * 50, "店" * 500)]
    form.show_places("x", hostile)
    form.grab()
    shown = form.place._list
    assert shown.width() == form.place.width()
    assert form.rect().contains(shown.geometry())
    qtbot.keyClick(form.place, Qt.Key.Key_Return)
    assert form.draft().place == "<img src=x onerror=alert(1)>"
