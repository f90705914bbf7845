"""Before and after are looked at alike: one enlargement, one place, and what speaks against a picture is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from qtpy.QtCore import QPoint, QPointF, Qt
from qtpy.QtGui import QColor, QPainter, QPixmap
from qtpy.QtWidgets import QLabel

from tests.widgets.sample_cases import NOW, make_attachment, make_case, make_detail
from widgets.attachment_strip import AttachmentStrip
from widgets.picture_doubts import doubt_words, metres_between, place_words
from widgets.picture_view import MOST, PictureView

HERE = (121.3715, 28.5815)


def picture(colour: str, wide: int = 400, high: int = 300) -> QPixmap:
    """Grey with a spot of the colour in the upper left quarter."""
    made = QPixmap(wide, high)
    made.fill(QColor("#888888"))
    painter = QPainter(made)
    painter.fillRect(0, 0, wide // 2, high // 2, QColor(colour))
    painter.end()
    return made


@pytest.fixture
def view(tokens, qtbot):
    shown = PictureView(tokens)
    qtbot.addWidget(shown)
    shown.resize(900, 500)
    shown.show_pictures([("处置前", picture("red")), ("处置后", picture("blue", 800, 600))], ["", "拍摄时间早于派遣"])
    return shown


def test_that_both_pictures_are_enlarged_and_moved_alike(view, qtbot):
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    first, second = (one.view for one in view.pictures)
    assert first == second
    assert first[0] > 2
    assert first[1].x() < 0.5
    second_picture = view.pictures[1]
    qtbot.mousePress(second_picture, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(second_picture, QPoint(60, 100))
    qtbot.mouseRelease(second_picture, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    assert view.pictures[0].view == view.pictures[1].view
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.pictures[0].view == (1.0, QPointF(0.5, 0.5))


def test_that_an_enlarged_place_is_what_is_painted(view):
    for one in view.pictures:
        one.show_view(4.0, QPointF(0.2, 0.2))
    middle = [one.grab().toImage().pixelColor(one.width() // 2, one.height() // 2).name() for one in view.pictures]
    assert middle == ["#ff0000", "#0000ff"]


def test_that_no_hand_leads_off_the_picture(view, qtbot):
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
        qtbot.keyClick(view, Qt.Key.Key_Left)
        qtbot.keyClick(view, Qt.Key.Key_Up)
    zoom, centre = view.pictures[0].view
    assert (zoom, centre.x(), centre.y()) == (MOST, 0.5 / MOST, 0.5 / MOST)


def test_that_space_shows_one_in_the_place_of_the_other(view, qtbot):
    def seen():
        return [one.isVisible() for one in view.pictures]

    assert seen() == [True, True]
    for expected in ([True, False], [False, True], [True, True]):
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert seen() == expected
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_that_a_doubt_is_told_above_its_picture(view):
    assert "拍摄时间早于派遣" in [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


def test_that_a_picture_far_away_or_from_before_is_doubted():
    detail = replace(make_detail(replace(make_case(), position=HERE)), dispatched_at=NOW)
    near = make_attachment(1, "handle_after", position=(HERE[0], HERE[1] + 0.0003), taken_at=NOW + timedelta(hours=1))
    assert (place_words(near, detail), doubt_words(near, detail)) == ("距案发地 33 米", "")
    far = replace(near, position=(HERE[0] + 0.02, HERE[1]), taken_at=NOW - timedelta(minutes=1))
    assert place_words(far, detail) == "距案发地 2.0 公里"
    assert doubt_words(far, detail) == "拍摄地点距案发地超过 100 米 · 拍摄时间早于派遣"
    before = replace(far, kind="handle_before", position=None)
    assert (place_words(before, detail), doubt_words(before, detail)) == ("", "")


def test_that_a_degree_of_latitude_is_as_long_as_it_is():
    assert metres_between((121.0, 28.0), (121.0, 29.0)) == pytest.approx(111_195, abs=50)


def test_that_the_strip_hands_the_case_on_to_the_pictures(tokens, qtbot, tmp_path: Path):
    strip = AttachmentStrip(tokens)
    qtbot.addWidget(strip)
    detail = replace(make_detail(replace(make_case(), position=HERE)), dispatched_at=NOW)
    pair = [make_attachment(1, "handle_before", position=HERE),
            make_attachment(2, "handle_after", position=(HERE[0] + 0.02, HERE[1]))]
    strip.judge_by(detail)
    strip.show_attachments(pair, NOW, True)
    for number, colour in ((1, "red"), (2, "blue")):
        file = tmp_path / "one.png"
        picture(colour).save(str(file))
        strip.show_bytes(number, file.read_bytes())
    strip.show_before_after()
    said = [one.text() for one in strip._view.findChildren(QLabel) if one.isVisible()]
    assert any("距案发地 2.0 公里" in one for one in said)
    assert any("超过 100 米" in one for one in said)
    strip._view.close()
