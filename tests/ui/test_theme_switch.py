"""Day and night while the program runs: every page looks as if it had been started so, and the choice is kept."""

from __future__ import annotations

import re

import numpy
import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QImage
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QAbstractButton, QLabel

from tests.database.desk import report
from ui.theme import change_theme
from widgets.alarm_rate_view import AlarmRateView
from widgets.sound_settings import SoundSettings

TIME = re.compile(r"\d{1,2}:\d{2}|\d+ ?秒|0\.\d")


@pytest.fixture(autouse=True)
def night_again(qapp, tokens):
    yield
    change_theme(qapp, tokens, "night")


def pixels(window) -> numpy.ndarray:
    """What the window looks like; every time reads alike, as the clock goes on."""
    for label in window.findChildren(QLabel):
        if label.isVisible() and TIME.search(label.text()):
            label.setText(re.sub(r"\d", "0", label.text()))
    for button in window.findChildren(QAbstractButton):
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)  # wherever the pointer happens to be
    QTest.qWait(0)
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = numpy.frombuffer(image.constBits(), numpy.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].copy()
    lamps = (window.top.data_lamp, window.top.phone_lamp, window.top.video_lamp)
    sounds = [one.told for one in window.findChildren(SoundSettings)]  # says whether this machine can sound at all
    for lamp in (*lamps, *sounds, *window.findChildren(AlarmRateView)):  # how often and since when, which goes on too
        if not lamp.isVisible():
            continue
        box = lamp.rect().translated(lamp.mapTo(window, lamp.rect().topLeft()))
        seen[box.top():box.bottom() + 1, box.left():box.right() + 1] = 0
    return seen


def pictures(desk, qtbot, keys, *, switched: bool) -> dict[str, numpy.ndarray]:
    """These pages (None: every one but the map), settled, without the keyboard in them; ``switched`` to day and back
    while they are in sight."""
    taken, theme = {}, desk.window.theme
    desk.work._tick.stop()
    for key, page in desk.window.pages.items():
        if key == "map" or (keys is not None and key not in keys):
            continue
        desk.window.show_page(key)
        qtbot.waitUntil(lambda: not desk.jobs.names(), timeout=10_000)
        desk.window.setFocus()
        QTest.qWait(0)
        if switched:
            theme.choose("day")
        taken[key] = pixels(desk.window)
        if switched:
            theme.choose("night")
        assert page.isVisible()
    return taken


@pytest.mark.parametrize(("login", "keys"), [("chief", None), ("administrator", {"rules", "settings"})])
def test_that_a_switched_window_looks_like_one_started_so(database, seat, qtbot, qapp, tokens, login, keys):
    report(database, urgency="urgent")
    report(database)
    first = seat(login)
    first.sit_down(qtbot)
    switched = pictures(first, qtbot, keys, switched=True)
    first.window.theme.choose("day")
    first.leave()
    change_theme(qapp, tokens, "night")
    second = seat(login)  # the choice is remembered, so this one starts by day
    assert tokens.theme == "day"
    second.sit_down(qtbot)
    started = pictures(second, qtbot, keys, switched=False)
    assert started.keys() == switched.keys()
    for key, seen in switched.items():
        assert seen.mean() > 128  # it is day
        assert (seen != started[key]).any(axis=2).sum() == 0, key


def open_map(desk, qtbot):
    desk.sit_down(qtbot)
    page = desk.window.pages["map"]
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        desk.window.show_page("map")
    return page


def map_pixels(page) -> numpy.ndarray:
    """Of the map, but for the time in its legend."""
    image = page.view.picture().convertToFormat(QImage.Format.Format_RGB32)
    seen = numpy.frombuffer(image.constBits(), numpy.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].copy()
    seen[-110:-50, :190] = 0  # the time of the data
    return seen


def wait_painted(page, qtbot) -> None:
    """Every layer is painted in slices, which take as long as the machine is busy: until the last one is shown."""
    told: list[object] = []
    page.view.page.runJavaScript("window.painted = false; Pump.whenIdle(() => { window.painted = true; })")

    def done() -> bool:
        page.view.page.runJavaScript("window.painted", told.append)
        return True in told

    qtbot.waitUntil(done, timeout=20_000)


def test_that_the_map_switches_too(seat, qtbot, qapp, tokens):
    first = seat("dispatcher")
    page = open_map(first, qtbot)
    with qtbot.waitSignal(page.base.streets.painted, timeout=20_000):  # they are told last, when all others have begun
        first.window.theme.choose("day")
    wait_painted(page, qtbot)
    qtbot.waitUntil(lambda: (map_pixels(page)[4, 4] == (0xF5, 0xF3, 0xF1)).all(), timeout=10_000)
    switched = map_pixels(page)
    first.leave()
    change_theme(qapp, tokens, "night")
    page = open_map(seat("dispatcher"), qtbot)
    # The browser rounds the legend's corners now a shade lighter, now a shade darker.
    qtbot.waitUntil(lambda: abs(map_pixels(page).astype(int) - switched).max() <= 16, timeout=10_000)


def test_that_the_bar_and_its_words_switch(seat, qtbot, tokens):
    desk = seat("dispatcher")
    desk.sit_down(qtbot)
    offered = desk.window.commands.suggestions("/日")
    assert offered[0].words == "日间浅色"
    QTest.keyClicks(desk.window.top.command, "/day")
    QTest.keyClick(desk.window.top.command, Qt.Key.Key_Return)
    assert tokens.theme == "day"
    assert desk.window.commands.suggestions("/夜")[0].words == "夜间深色"
