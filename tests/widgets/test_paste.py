"""What the clipboard brings, and the way of Enter through a form."""

from __future__ import annotations

from random import Random
from uuid import uuid4

import pytest
from qtpy.QtCore import QByteArray, QEvent, QMimeData, Qt, QUrl
from qtpy.QtGui import QImage, QKeyEvent
from qtpy.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.report import FileRefused, ReportFile
from tests.ui.test_intake import mime, picture
from widgets.confirm_walk import ConfirmWalk
from widgets.paste import brings_anything, paths_of, picture_of, words_of
from widgets.report_files_strip import ReportFilesStrip


def raw(form: str, data: bytes) -> QMimeData:
    made = QMimeData()
    made.setData(form, QByteArray(data))
    return made


def test_that_a_picture_of_the_clipboard_becomes_a_file() -> None:
    file = picture_of(mime(image=picture()), "图片")
    assert (file.file_name, file.media_type) == ("图片.png", "image/png")
    assert QImage.fromData(file.data).width() == 60


def test_that_a_large_photograph_is_kept_as_jpeg() -> None:
    noise = QImage(Random(1).randbytes(1000 * 1000 * 4), 1000, 1000, QImage.Format.Format_RGB32)
    file = picture_of(mime(image=noise), "图片")
    assert file.media_type == "image/jpeg"
    assert file.file_name.endswith(".jpg")


@pytest.mark.parametrize("broken", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50])
def test_that_broken_pictures_are_none(broken: bytes) -> None:
    assert picture_of(raw("image/png", broken), "x") is None
    assert picture_of(raw("image/jpeg", broken), "x") is None


def test_that_links_to_elsewhere_are_never_followed(tmp_path) -> None:
    made = QMimeData()
    made.setUrls([QUrl("https://192.0.2.1/x.png"), QUrl.fromLocalFile(str(tmp_path))])
    assert paths_of(made) == [str(tmp_path)]
    assert words_of(mime("说明", urls=(str(tmp_path),))) == ""
    assert not brings_anything(QMimeData())


@pytest.fixture
def way(qtbot):
    page = QWidget()
    box = QVBoxLayout(page)
    line, tick, other, last = QLineEdit("地点"), QCheckBox(), QLineEdit("电话"), QPushButton()
    walk = ConfirmWalk(last, page)
    for widget in (line, tick, other, last):
        box.addWidget(widget)
    walk.add(line, lambda: True, lambda: bool(line.text()))
    walk.add(tick, lambda: not tick.isChecked(), lambda: tick.setChecked(True) or True)
    walk.add(other, lambda: True, lambda: True)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    walk.begin()
    yield walk, line, tick, other, last
    page.close()


def test_that_enter_goes_from_field_to_field_and_ends_on_the_button(way, qtbot) -> None:
    _walk, line, tick, other, last = way
    pressed = []
    last.clicked.connect(lambda: pressed.append(1))
    for widget in (line, tick, other):
        qtbot.waitUntil(widget.hasFocus)
        qtbot.keyClick(widget, Qt.Key.Key_Return)
    qtbot.waitUntil(last.hasFocus)
    assert tick.isChecked()
    assert not pressed
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert pressed == [1]


def test_that_what_is_not_accepted_or_held_down_goes_nowhere(way, qtbot) -> None:
    _walk, line, _tick, _other, _last = way
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert line.hasFocus()
    line.setText("地点")
    for _ in range(20):
        QApplication.sendEvent(line, QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True))
        QApplication.processEvents()
    assert line.hasFocus()


def test_that_hostile_file_names_are_words_and_broken_pictures_have_a_face(tokens, qtbot) -> None:
    strip = ReportFilesStrip(tokens)
    qtbot.addWidget(strip)
    for name, data in (("<b>x</b>.png", b"no picture"), ("{limit}{name}.jpg", b""), ("长" * 200 + ".png", b"\x89PNG")):
        strip.add(ReportFile(uuid4(), name, "image/png", data))
        strip.say_refused(FileRefused(name, "too_large", 31_000_000, 20_971_520))
    strip.resize(360, 200)
    strip.show()
    strip.grab()
    assert strip.count() == 3
    assert strip.wrong.textFormat() == Qt.TextFormat.PlainText
    assert "<b>x</b>.png" in strip.wrong.text()
