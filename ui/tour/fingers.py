"""What a person's fingers do to widgets: click, type, choose, drop a file, look at the whole window."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from qtpy.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from qtpy.QtGui import QColor, QDragEnterEvent, QDropEvent, QInputMethodEvent, QPainter, QPixmap
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTableView, QWidget

from app.domain.failures import Failure

LOOK_MS = 10  # how often a condition is looked at while one waits for it


class NotThere(Failure):
    """What a hand wanted to touch is not on the screen."""


def wait_until(met: Callable[[], object], seconds: float, what: str) -> None:
    """Let the program run until ``met()`` holds, and still holds when it stands still again.

    Raises :class:`NotThere` naming ``what`` did not come. A loop that is told to quit finishes its round first, and
    what else was due in it may undo what was just met: then it is waited for again, not given up.
    """
    end = time.monotonic() + seconds
    loop, look = QEventLoop(), QTimer()
    look.setInterval(LOOK_MS)

    def check() -> None:
        if met() or time.monotonic() > end:
            loop.quit()

    look.timeout.connect(check)
    look.start()
    while not met():
        if time.monotonic() > end:
            raise NotThere(f"{what} did not come within {seconds:.0f} s")
        loop.exec()
    look.stop()


def click(button: QAbstractButton) -> None:
    """Press a button with the mouse; refuses one that a person could not press."""
    if not button.isVisible() or not button.isEnabled():
        raise NotThere(f"the button “{button.text()}” cannot be pressed")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, button.rect().center())


def type_into(widget: QWidget, text: str) -> None:
    """Replace what stands in a line, a text or an editable list.

    Latin letters and digits come as keys, everything else the way an input method hands it over.
    """
    editor = widget.focusProxy() if not isinstance(widget, QLineEdit | QPlainTextEdit) else widget
    editor = editor or widget
    if isinstance(editor, QComboBox):
        editor = editor.lineEdit()
    if not editor.isVisible() or not editor.isEnabled():
        raise NotThere(f"the field “{editor.accessibleName()}” cannot be typed into")
    editor.setFocus()
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
    run = ""
    for letter in text:
        if letter.isascii() and letter.isprintable():
            _commit(editor, run)
            run = ""
            QTest.keyClicks(editor, letter)
        else:
            run += letter
    _commit(editor, run)


def take_proposal(line: QLineEdit, words: str) -> None:
    """Type ``words`` into a line that proposes, and take the first proposal that holds them with arrow and Enter."""
    type_into(line, words)
    proposals = line.completer()
    popup = proposals.popup()
    wait_until(popup.isVisible, 5, f"a proposal for “{words}”")
    for _ in range(proposals.completionCount()):
        QTest.keyClick(popup, Qt.Key.Key_Down)
        if words in str(popup.currentIndex().data()):
            break
    QTest.keyClick(popup, Qt.Key.Key_Return)
    wait_until(lambda: not popup.isVisible(), 5, "the end of the proposals")


def _commit(editor: QWidget, words: str) -> None:
    if words:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(editor, event)


def choose(box: QComboBox, words: str) -> None:
    """Take the entry of a list that holds ``words``, with the arrow keys."""
    row = next((row for row in range(box.count()) if words in box.itemText(row)), None)
    if row is None or not box.isVisible() or not box.isEnabled():
        raise NotThere(f"“{words}” is not offered in “{box.accessibleName()}”")
    box.setFocus()
    for _ in range(box.count()):
        if box.currentIndex() == row:
            return
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < row else Qt.Key.Key_Up)
    if box.currentIndex() != row:
        raise NotThere(f"“{words}” could not be chosen in “{box.accessibleName()}”")


def click_row(view: QTableView, row: int) -> None:
    """Click on a row of a table, after bringing it into sight as a wheel would."""
    index = view.model().index(row, view.horizontalHeader().logicalIndexAt(4))
    view.scrollTo(index)
    at = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def drop_file(target: QWidget, file: Path) -> None:
    """Drop a file on a widget, as from the file manager."""
    if not target.isVisible() or not target.acceptDrops():
        raise NotThere("no file can be dropped here now")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    at = target.rect().center()
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QApplication.sendEvent(target, QDragEnterEvent(at, Qt.DropAction.CopyAction, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, left, none))


def has_ink(paper: QWidget) -> bool:
    """Whether something is written on a white page; Qt draws pages of a PDF some time after it shows them."""
    image = paper.grab().toImage()
    dark = sum(image.pixelColor(x, y).lightness() < 80 for x in range(40, image.width() - 40, 5)
               for y in range(40, image.height(), 5))
    return dark > 100


def photograph(window: QWidget, file: Path) -> tuple[int, int]:
    """Save what is on the screen: the window, with its dialogs and lists over it. Returns its size in pixels."""
    picture = window.grab()
    painter = QPainter(picture)
    origin = window.mapToGlobal(QPoint(0, 0))
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible() and other.windowType() != Qt.WindowType.ToolTip:
            place = other.mapToGlobal(QPoint(0, 0)) - origin
            _shade(painter, picture, other)
            painter.drawPixmap(place, other.grab())
    painter.end()
    if not picture.save(str(file)):
        raise NotThere(f"the picture {file} could not be written")
    return picture.width(), picture.height()


def _shade(painter: QPainter, picture: QPixmap, other: QWidget) -> None:
    """Behind a dialog or another window ours is darker; behind a list that hangs from a field it is not."""
    if other.windowType() in (Qt.WindowType.Dialog, Qt.WindowType.Window):
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
