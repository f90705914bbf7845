"""The server dies, hangs or is cut off while people work: nothing is lost, nothing doubles, the window stays alive."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from qtpy.QtCore import Qt
from sqlalchemy import text
from sqlalchemy.engine import make_url

from app.database.embedded_server import EmbeddedServer
from tests.database.clone import clone_database, make_template
from tests.pulse import Pulse
from tests.ui.relay import Relay
from tests.ui.test_main_path import file_report

HOSTILE = {
    "nul and control": "井盖\x00缺失\x07\x1b[31m",
    "direction marks": "正常\u202e文字\u202c\u200f",
    "markup": "<script>alert('x')</script><b>&amp;</b><img src=x onerror=1>",
    "quotes": "'; drop table gridroom.case_file; -- \" \\ %s {0} $1",
    "emoji and rare": "𠮷野家🚒 Ⅻ ﷽",
    "lines": "一\r\n二\n\n三\t四",
}


@pytest.fixture
def relay(database):
    url = make_url(database.url("taker"))
    made = Relay(url.host, url.port)
    yield made
    made.flow()
    made.end()


def through(relay: Relay, url: str) -> str:
    return make_url(url).set(port=relay.port).render_as_string(hide_password=False)


def descriptions(database) -> list[str]:
    with database.owner.begin() as connection:
        return sorted(connection.execute(text("select description from gridroom.case_file")).scalars())


def test_that_a_cut_line_turns_the_lamp_and_keeps_the_board_and_reports_arrive_later(
        seat, database, relay, qtbot) -> None:
    taker = seat("taker", url=through(relay, database.url("taker")))
    file_report(taker, qtbot, "before")
    qtbot.waitUntil(lambda: taker.board.shown.rowCount() == 1 and not taker.board.reporting)
    with qtbot.waitSignal(taker.work.lost, timeout=10_000):
        relay.swallow()
        relay.cut()
    assert any(":" in words for words in taker.window.messages.words())
    assert taker.board.shown.rowCount() == 1
    with qtbot.waitSignal(taker.work.casework.kept):
        file_report(taker, qtbot, "while away")
    qtbot.waitUntil(lambda: taker.window.foot.queue.isVisible())
    assert descriptions(database) == ["before"]
    with qtbot.waitSignal(taker.work.replay.applied, timeout=20_000):
        relay.flow()
    assert descriptions(database) == ["before", "while away"]
    qtbot.waitUntil(lambda: taker.board.shown.rowCount() == 2)
    assert taker.work.connected
    assert not taker.window.messages.words()


def test_that_other_steps_are_refused_plainly_while_the_line_is_cut(seat, database, relay, qtbot) -> None:
    taker = seat("taker", url=through(relay, database.url("taker")))
    file_report(taker, qtbot, "before", "路灯")
    qtbot.waitUntil(lambda: taker.board.inspector.shown_case() is not None)
    with qtbot.waitSignal(taker.work.lost, timeout=10_000):
        relay.swallow()
        relay.cut()
    inspector = taker.board.inspector
    qtbot.waitUntil(lambda: not inspector.actions._settle.isActive())
    taker.sit_down(qtbot)
    qtbot.keyClick(taker.window, Qt.Key.Key_F8)
    qtbot.waitUntil(inspector.conflict.isVisible)
    assert not taker.work.casework.under_way(inspector.shown_case().case.case_id)


def test_that_a_server_that_hangs_holds_up_neither_the_window_nor_a_report(seat, database, relay, qtbot) -> None:
    taker = seat("taker", url=through(relay, database.url("taker")))
    taker.work.board._steady.setInterval(200)
    taker.work.board._patience.setInterval(1000)
    taker.work.board._steady.start()
    pulse = Pulse()
    with qtbot.waitSignal(taker.work.lost, timeout=20_000):
        relay.swallow()
    with qtbot.waitSignal(taker.work.casework.kept, timeout=10_000):
        file_report(taker, qtbot, "into the silence")
    assert pulse.longest_gap() < 0.5
    with qtbot.waitSignal(taker.work.replay.applied, timeout=20_000):
        relay.flow()
        relay.cut()
    assert descriptions(database) == ["into the silence"]


@pytest.fixture
def own_database():
    """A server of this test alone, as safe as in service, to be killed."""
    home = Path(tempfile.mkdtemp(prefix="gridroom-crash-"))
    server = EmbeddedServer(home)
    server.start()
    clone = clone_database(server, make_template(server))
    yield clone
    server.start()
    clone.drop()
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


def test_that_a_server_killed_while_reports_stream_in_loses_and_doubles_none(seat, own_database, qtbot) -> None:
    taker = seat("taker", url=own_database.url("taker"))
    server, applied = own_database.server, []
    taker.work.replay.applied.connect(lambda entry, _answer: applied.append(entry.request_id))
    taker.sit_down(qtbot)
    for number in range(30):
        taker.window.report()
        form = taker.board.form
        qtbot.waitUntil(lambda form=form: form.send_button.isEnabled(), timeout=10_000)
        form.description.setPlainText(f"report {number:02}")
        form.send()
        if number in (7, 18):
            server.crash()
        if number in (12, 22):
            server.start()
    server.start()
    qtbot.waitUntil(lambda: len(set(applied)) == 30, timeout=60_000)
    assert descriptions(own_database) == [f"report {number:02}" for number in range(30)]
    qtbot.waitUntil(lambda: taker.board.shown.rowCount() == 30, timeout=20_000)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_that_hostile_words_arrive_as_a_person_would_have_typed_them(seat, database, qtbot, words) -> None:
    taker = seat("taker")
    taker.window.report()
    form = taker.board.form
    form.description.setPlainText(words)
    form.place.setText(words.replace("\n", " "))
    form.send()
    qtbot.waitUntil(lambda: taker.board.inspector.shown_case() is not None)
    detail = taker.board.inspector.shown_case()
    assert descriptions(database) == [detail.description]
    assert not any(mark in detail.description for mark in "\x00\x07\x1b\u202e\u202c\u200f")
    kept = [character for character in words if character.isprintable() and character not in "\u202e\u202c\u200f"]
    assert [character for character in detail.description if character.isprintable()] == kept
    taker.window.grab()  # painted without a fault


def test_that_a_hundred_thousand_characters_are_refused_beside_the_field_and_kept(seat, database, qtbot) -> None:
    taker = seat("taker")
    taker.window.report()
    form = taker.board.form
    form.description.setPlainText("长" * 100_000)
    form.send()
    assert form._wrong["description"].isVisible()
    assert len(form.description.toPlainText()) == 100_000
    assert descriptions(database) == []
