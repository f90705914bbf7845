"""The papers of a case in the real window: by key from the inspector, with real PDF, real server, real printing."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from qtpy.QtCore import QSize, Qt
from qtpy.QtGui import QPageLayout
from sqlalchemy import text

from app.domain.case import Action
from app.domain.failures import Unreachable
from app.domain.paper import PaperKind
from app.paper.paper_desk import PaperDesk, PrintedPaper
from tests.database.desk import act, dispatched
from tests.database.test_papers import ORDER
from tests.paper.reading import all_text
from ui.picture import save_picture
from ui.printing import landscape_printer
from ui.theme import apply_theme


def opened(seat, qtbot, login, case):
    """A seat of this person with the papers of the case before it."""
    sitting = seat(login)
    sitting.sit_down(qtbot)
    sitting.window.open_case(case.case_id)
    inspector = sitting.board.inspector
    qtbot.waitUntil(lambda: inspector.shown_case() is not None, timeout=10_000)
    qtbot.keyClick(sitting.board.table.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sitting.board.desk.papers.window is not None)
    window = sitting.board.desk.papers.window
    qtbot.waitUntil(lambda: window.papers.count() > 0, timeout=10_000)
    return sitting, window


def words_of(window):
    return [window.papers.item(row).text() for row in range(window.papers.count())]


def count(database, table):
    with database.owner.connect() as connection:
        return connection.execute(text(f"select count(*) from gridroom.{table}")).scalar_one()


def test_that_the_papers_come_by_key_and_a_slip_is_issued_by_key(seat, database, qtbot):
    case = dispatched(database)
    _, window = opened(seat, qtbot, "dispatcher", case)
    assert [line.split("\n")[0] for line in words_of(window)] == ["事件流转单", "派遣单"]
    assert all("还没有出过" in line for line in words_of(window))
    assert window.papers.chosen().kind is PaperKind.FLOW
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.papers, Qt.Key.Key_Down)
    qtbot.keyClick(window.papers, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: window.shown is not None, timeout=10_000)
    assert window.shown.paper.paper_number == f"PD-{case.case_number}"
    assert "派遣单" in all_text(window.shown.pdf)
    qtbot.waitUntil(lambda: "第 1 版" in words_of(window)[1], timeout=10_000)
    act(database, "chief", Action.AMEND, case, changes={"place": "路口"}, reason="补充")
    qtbot.waitUntil(lambda: "▲" in words_of(window)[1], timeout=10_000)
    assert window.shown.paper.sequence == 1  # nothing moves under the hand
    qtbot.keyClick(window.papers, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: window.shown is not None and window.shown.paper.sequence == 2, timeout=10_000)
    qtbot.waitUntil(lambda: "▲" not in words_of(window)[1], timeout=10_000)
    qtbot.keyClick(window.papers, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_that_after_an_order_its_paper_is_one_key_away(seat, database, qtbot):
    case = dispatched(database)
    chief = seat("chief")
    chief.sit_down(qtbot)
    chief.window.open_case(case.case_id)
    inspector = chief.board.inspector
    qtbot.waitUntil(lambda: inspector.shown_case() is not None, timeout=10_000)
    assert inspector.head.papers_button.text() == "单据  Ctrl+P"
    inspector.move_asked.emit(Action.SUPERVISE, ORDER)
    qtbot.waitUntil(lambda: inspector.head.papers_button.text() == "督办单  Ctrl+P", timeout=10_000)
    qtbot.keyClick(chief.board.table.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: chief.board.desk.papers.window is not None)
    window = chief.board.desk.papers.window
    qtbot.waitUntil(lambda: window.shown is not None, timeout=10_000)
    assert window.shown.paper.kind is PaperKind.ORDER
    assert window.shown.paper.sequence == 1
    assert count(database, "paper_print") == 0  # to look is not to print


def test_that_printing_and_saving_issue_first_and_say_so_without_a_printer(seat, database, qtbot, tmp_path: Path):
    case = dispatched(database)
    _, window = opened(seat, qtbot, "works", case)
    window.print_paper()
    qtbot.waitUntil(lambda: "没有打印机" in window.state.text(), timeout=10_000)
    assert count(database, "paper_print") == 1
    window.save_to(str(tmp_path / "单.pdf"))
    qtbot.waitUntil(lambda: (tmp_path / "单.pdf").is_file(), timeout=10_000)
    assert (tmp_path / "单.pdf").read_bytes() == window.shown.pdf
    window.save_to(str(tmp_path / "no such folder" / "x.pdf"))
    qtbot.waitUntil(lambda: "x.pdf" in window.state.text(), timeout=10_000)


def test_that_an_issue_without_an_answer_is_asked_again_as_the_same_request(seat, database, qtbot):
    case = dispatched(database)
    _, window = opened(seat, qtbot, "dispatcher", case)
    asked: list[UUID] = []
    server = window._desk

    class AnswerLost(PaperDesk):
        """The server does its part, and the connection breaks before the answer arrives."""

        def issue(self, request_id: UUID, case_id: int, kind: PaperKind, subject: str = "") -> PrintedPaper:
            asked.append(request_id)
            server.issue(request_id, case_id, kind, subject)
            raise Unreachable("the connection broke")

    window._desk = AnswerLost(database.engine("dispatcher"))
    window.issue()
    window.issue()  # pressed twice: one wish
    qtbot.waitUntil(lambda: not window._issuing, timeout=10_000)
    window._desk = server
    window.issue()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=10_000)
    assert len(asked) == 1
    assert count(database, "paper_print") == 1


def test_that_who_may_not_issue_may_look_and_a_wall_sees_none(seat, database, qtbot):
    case = act(database, "chief", Action.SUPERVISE, dispatched(database), **ORDER)
    _, window = opened(seat, qtbot, "assessor", case)
    window.papers.mark(PaperKind.ORDER)
    qtbot.waitUntil(lambda: window.shown is not None, timeout=10_000)
    assert not any(button.isEnabled() for button in window.buttons)
    window.issue()
    assert count(database, "paper_print") == 0


def test_that_a_form_is_printed_upright(qapp):
    for portrait, turned in ((True, QPageLayout.Orientation.Portrait), (False, QPageLayout.Orientation.Landscape)):
        printer = landscape_printer("slip", portrait=portrait)
        assert printer.pageLayout().orientation() is turned
        assert printer.fullPage()


def test_that_the_window_is_drawn_by_night_and_day(seat, database, qtbot, qapp, tmp_path):
    case = act(database, "chief", Action.SUPERVISE, dispatched(database), **ORDER)
    for theme in ("night", "day"):
        apply_theme(qapp, theme, QSize(1366, 768))
        _, window = opened(seat, qtbot, "chief", case)
        window.papers.mark(PaperKind.ORDER)
        qtbot.waitUntil(lambda window=window: window.shown is not None, timeout=10_000)
        save_picture(window, QSize(1040, 700), tmp_path / f"{theme}.png")
        assert (tmp_path / f"{theme}.png").stat().st_size > 10_000
