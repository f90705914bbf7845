"""A chat message is pasted at a real workstation: Enter confirms one proposal after the other and sends."""

from __future__ import annotations

from qtpy.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from qtpy.QtGui import QColor, QDropEvent, QImage, QKeyEvent
from qtpy.QtWidgets import QApplication

from app.database import places
from app.database.places import PlaceDraft
from app.domain.case import CaseState
from app.domain.place import PlaceKind
from tests.ui.test_main_path import write

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
MESSAGE = "某某(网格员) 00:01 甲路12号 小贩摆摊占道经营，来电 138 0000 1234 [图片]"
ENTER = Qt.Key.Key_Return


def picture(color: str = "red") -> QImage:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def mime(words: str = "", image: QImage | None = None, urls: tuple[str, ...] = ()) -> QMimeData:
    made = QMimeData()
    if words:
        made.setText(words)
    if image is not None:
        made.setImageData(image)
    if urls:
        made.setUrls([QUrl.fromLocalFile(one) for one in urls])
    return made


def know_the_road(database) -> None:
    with database.engine("administrator").begin() as connection:
        places.put_places(connection, "list", [
            PlaceDraft("1", PlaceKind.DOOR_PLATE, "甲路12号", (121.3735, 28.5822), street="甲路")])


def test_that_a_pasted_message_becomes_a_case_with_picture_and_time_by_enter_alone(seat, database, qtbot) -> None:
    know_the_road(database)
    taker = seat("taker")
    taker.sit_down(qtbot)
    form = taker.board.form
    QApplication.clipboard().setMimeData(mime(MESSAGE, picture()))
    qtbot.keyClick(taker.window, Qt.Key.Key_V, CTRL_SHIFT)
    qtbot.waitUntil(lambda: taker.board.reporting and form.place.hasFocus())
    assert form.description.toPlainText() == "甲路12号 小贩摆摊占道经营，来电 138 0000 1234"
    assert (form.reporter_name.text(), form.reporter_phone.text()) == ("某某（网格员）", "13800001234")
    assert form.source.currentData() == "patrol"
    assert "网格员" in form.source_why.text
    qtbot.waitUntil(lambda: bool(form.place.proposed()) and bool(form.proposed.rows[0].words), timeout=15_000)
    qtbot.waitUntil(lambda: form.files.count() == 1)
    qtbot.keyClick(form.place, ENTER)                 # the place
    qtbot.waitUntil(form.minor.hasFocus)
    qtbot.keyClick(form.minor, ENTER)                 # the class
    qtbot.waitUntil(form.source.hasFocus)
    qtbot.keyClick(form.source, ENTER)
    qtbot.waitUntil(form.reporter_phone.hasFocus)
    qtbot.keyClick(form.reporter_phone, ENTER)
    qtbot.waitUntil(form.original.hasFocus)
    qtbot.keyClick(form.original, ENTER)
    qtbot.waitUntil(form.send_button.hasFocus)
    qtbot.keyClick(form.send_button, ENTER)
    shown = taker.board.inspector.shown_case
    qtbot.waitUntil(lambda: shown() is not None and len(shown().attachments) == 1, timeout=15_000)
    detail = shown()
    assert (detail.case.state, detail.case.place, detail.case.source) == (CaseState.REPORTED, "甲路12号", "patrol")
    assert detail.case.position is not None
    assert (detail.original_at.hour, detail.original_at.minute) == (0, 1)
    assert (detail.attachments[0].kind, detail.attachments[0].media_type) == ("near", "image/png")
    assert detail.case.subcategory == "占道经营"
    qtbot.waitUntil(lambda: form.files.count() == 0)
    assert taker.work.journal.draft_files() == []


def test_that_a_held_enter_confirms_nothing_twice(seat, qtbot) -> None:
    taker = seat("taker")
    taker.sit_down(qtbot)
    taker.board.take_report(mime(MESSAGE))
    form = taker.board.form
    qtbot.waitUntil(form.place.hasFocus)
    held = QKeyEvent(QEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", True)
    for _ in range(30):
        QApplication.sendEvent(QApplication.focusWidget(), held)
        QApplication.processEvents()
    assert form.place.hasFocus()
    assert taker.work.board.cases() == []


def test_that_what_was_typed_is_never_overwritten_by_a_paste(seat, qtbot) -> None:
    taker = seat("taker")
    taker.sit_down(qtbot)
    taker.window.report()
    form = taker.board.form
    write(form.description, "已经写下的话。")
    taker.board.take_report(mime(MESSAGE))
    assert form.description.toPlainText() == "已经写下的话。" + MESSAGE
    assert form.place.text() == ""
    form.start_new()
    taker.board.take_report(mime(MESSAGE))
    assert "网格员" not in form.description.toPlainText()
    form.description.undo()
    assert form.description.toPlainText() == MESSAGE  # as it was pasted


def test_that_files_are_dropped_on_the_board_and_refused_in_words(seat, qtbot, tmp_path) -> None:
    taker = seat("taker")
    taker.sit_down(qtbot)
    good, empty, large = tmp_path / "现场.png", tmp_path / "空.jpg", tmp_path / "大.jpg"
    picture("blue").save(str(good))
    empty.touch()
    with large.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    dropped = mime(urls=(str(good), str(empty), str(large), str(tmp_path), str(tmp_path / "没有.jpg")))
    taker.board.dropEvent(QDropEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    form = taker.board.form
    qtbot.waitUntil(lambda: taker.board.reporting and form.files.count() == 1)
    qtbot.waitUntil(lambda: "没有.jpg" in form.files.wrong.text())
    assert "大.jpg" in form.files.wrong.text()
    taker.work.files.add(taker.work.files.files[0])
    assert form.files.count() == 1  # the same picture twice is one
    tile = next(iter(form.files._tiles.values()))
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Delete)
    assert form.files.count() == 0
    assert taker.work.files.files == []


def test_that_a_begun_report_comes_back_with_its_pictures_after_the_program_ended(seat, qtbot) -> None:
    taker = seat("taker")
    taker.board.take_report(mime(MESSAGE, picture("green")))
    form = taker.board.form
    qtbot.waitUntil(lambda: form.files.count() == 1)
    qtbot.waitUntil(lambda: taker.work.journal.draft() is not None and bool(taker.work.journal.draft_files()))
    taker.leave()
    again = seat("taker")
    qtbot.waitUntil(lambda: again.board.form.files.count() == 1)
    assert again.board.form.description.toPlainText().startswith("甲路12号")
    assert again.board.form.draft().original_at is not None


def test_that_a_grid_worker_begins_with_what_they_saw_on_patrol(seat, qtbot) -> None:
    for login, source in (("worker", "patrol"), ("taker", "hotline")):
        form = seat(login).board.form
        assert form.draft().source == source
        form.report_done("")
        assert form.draft().source == source
