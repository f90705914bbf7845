"""The sheet in the window: real database, real PDF, real printing into a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from qtpy.QtCore import Qt
from qtpy.QtPrintSupport import QPrinter
from sqlalchemy import text

from app.background.jobs import Jobs
from app.database.cases import move, report
from app.database.people import who_am_i
from app.domain.case import Action, Answer, Move
from app.domain.changes import Changed
from app.domain.failures import Unreachable
from app.domain.report import ReportDraft
from app.paper.sheet_desk import PrintedSheet, SheetDesk
from app.services.server_clock import ServerClock
from tests.database.clone import Clone
from tests.paper.reading import codes, page_texts, pictures
from tests.paper.sample_sheets import line, sheet
from ui.pages.sheet_page import SheetPage
from ui.printing import Printing, landscape_printer
from ui.theme import make_tokens, style_sheet
from widgets.sheet_preview import SheetPreview

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # offscreen has no window manager to tell


@pytest.fixture
def jobs(qapp) -> Iterator[Jobs]:
    made = Jobs(threads=2)
    yield made
    assert made.shut_down(10) == []


@pytest.fixture
def tokens(qapp):
    return make_tokens("night", qapp.primaryScreen().size(), 1.0)


def dispatched(database: Clone, description: str, department: int = 1) -> Answer:
    with database.engine("taker").begin() as connection:
        case = report(connection, ReportDraft(uuid4(), description))
        case = move(connection, Move(uuid4(), Action.REGISTER, case.case_id, case.version, {"condition_id": 1}))
    with database.engine("dispatcher").begin() as connection:
        values = {"department_id": department}
        return move(connection, Move(uuid4(), Action.DISPATCH, case.case_id, case.version, values))


def make_page(qtbot, jobs: Jobs, database: Clone, tokens, login: str = "dispatcher") -> SheetPage:
    engine = database.engine(login)
    with engine.connect() as connection:
        person = who_am_i(connection)
    page = SheetPage(SheetDesk(engine), jobs, ServerClock(), person, tokens, Printing())
    qtbot.addWidget(page)
    page.setStyleSheet(style_sheet(tokens))
    page.resize(1366, 768)
    page.show()
    return page


def wait_idle(qtbot, page: SheetPage) -> None:
    qtbot.waitUntil(lambda: page._jobs.running == 0 and not page._settle.isActive(), timeout=10_000)


def test_that_an_empty_day_says_so_and_when_it_was_checked(qtbot, jobs, database, tokens) -> None:
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    assert page.shown is None
    assert page.day().isoformat() in page.preview.message.text()
    assert not page.bar.print_button.isEnabled()


def test_that_f8_issues_the_sheet_and_again_it_is_the_same(qtbot, jobs, database, tokens) -> None:
    dispatched(database, "井盖缺失")
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_F8)
    wait_idle(qtbot, page)
    assert page.shown is not None
    once = page.shown.pdf
    assert "井盖缺失" in page_texts(once)[0]
    assert page.preview.page_count == 1
    assert page.changed.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_F8)
    wait_idle(qtbot, page)
    assert page.shown.pdf == once
    assert [entry.prints for entry in page.shown.editions] == [2]


def test_that_a_click_on_the_button_leaves_the_keyboard_in_the_page(qtbot, jobs, database, tokens) -> None:
    for number in range(30):
        dispatched(database, f"第 {number} 件")
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    page.bar.issue_button.setFocus()
    qtbot.mouseClick(page.bar.issue_button, Qt.MouseButton.LeftButton)
    wait_idle(qtbot, page)
    assert page.preview.view.hasFocus()
    qtbot.keyClick(page.preview.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.preview.page == 2)


def test_that_twenty_presses_are_one_print(qtbot, jobs, database, tokens) -> None:
    dispatched(database, "井盖缺失")
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    for _ in range(20):
        qtbot.keyClick(page, Qt.Key.Key_F8)
    wait_idle(qtbot, page)
    with database.owner.connect() as connection:
        assert connection.execute(text("select count(*) from gridroom.sheet_print")).scalar_one() == 1


def test_that_a_case_changed_after_printing_is_listed_and_opens_by_a_click(qtbot, jobs, database, tokens) -> None:
    case = dispatched(database, "井盖缺失")
    dispatched(database, "路面积水", 2)
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    page.issue()
    wait_idle(qtbot, page)
    with database.engine("dispatcher").begin() as connection:
        move(connection, Move(uuid4(), Action.AMEND, case.case_id, case.version,
                              {"changes": {"description": "井盖缺失两处"}, "reason": "补充"}))
    page.hear(Changed("gridroom_case", case.case_id))
    qtbot.waitUntil(page.changed.isVisible, timeout=5000)
    assert page.changed.list.count() == 1
    with qtbot.waitSignal(page.case_asked) as asked:
        where = page.changed.list.visualItemRect(page.changed.list.item(0)).center()
        qtbot.mouseClick(page.changed.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked.args == [case.case_id]
    page.issue()
    wait_idle(qtbot, page)
    assert page.changed.isHidden()
    assert page.bar.editions.isVisible()
    assert page.bar.editions.count() == 2
    page.bar.editions.setCurrentIndex(1)
    page.bar.editions.activated.emit(1)
    wait_idle(qtbot, page)
    assert page.shown.sheet.sequence == 1
    assert page.changed.isVisible()


def test_that_a_case_dispatched_after_the_issue_is_told(qtbot, jobs, database, tokens) -> None:
    dispatched(database, "井盖缺失")
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    page.issue()
    wait_idle(qtbot, page)
    page.hear(Changed("gridroom_case", dispatched(database, "路面积水").case_id))
    qtbot.waitUntil(page.changed.isVisible, timeout=5000)
    assert page.changed.list.isHidden()


def test_that_days_are_walked_by_key_and_only_the_duty_gives_the_button(qtbot, jobs, database, tokens) -> None:
    page = make_page(qtbot, jobs, database, tokens, "taker")
    wait_idle(qtbot, page)
    today = page.day()
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    wait_idle(qtbot, page)
    assert page.day() == today - timedelta(days=1)
    assert page.bar.issue_button.isHidden()
    page.issue()
    assert jobs.running == 0


def test_that_a_refusal_and_a_lost_server_reach_the_failure_display(qtbot, jobs, database, tokens) -> None:
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    page.show_day(page.day() + timedelta(days=2))
    wait_idle(qtbot, page)
    with qtbot.waitSignal(page.failed, timeout=10_000) as refused:
        page.issue()
    assert refused.args[0].code == "GR030"
    wait_idle(qtbot, page)


def test_that_an_issue_without_an_answer_is_asked_again_as_the_same_request(qtbot, jobs, database, tokens) -> None:
    dispatched(database, "井盖缺失")
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    asked: list[UUID] = []
    server = page._desk

    class AnswerLost(SheetDesk):
        """The server does its part, and the connection breaks before the answer arrives."""

        def issue(self, request_id: UUID, day: date) -> PrintedSheet:
            asked.append(request_id)
            server.issue(request_id, day)
            raise Unreachable("the connection broke")

    page._desk = AnswerLost(database.engine("dispatcher"))
    with qtbot.waitSignal(page.failed, timeout=10_000):
        page.issue()
    page._desk = server
    page.issue()
    wait_idle(qtbot, page)
    assert [entry.prints for entry in page.shown.editions] == [1]
    assert len(asked) == 1


def test_that_saving_writes_the_bytes_that_are_shown(qtbot, jobs, database, tokens, tmp_path: Path) -> None:
    dispatched(database, "井盖缺失")
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    page.issue()
    wait_idle(qtbot, page)
    with qtbot.waitSignal(page.told, timeout=10_000):
        page.save_to(str(tmp_path / "单子.pdf"))
    assert (tmp_path / "单子.pdf").read_bytes() == page.shown.pdf
    with qtbot.waitSignal(page.failed, timeout=10_000):
        page.save_to(str(tmp_path / "no such folder" / "x.pdf"))
    wait_idle(qtbot, page)


def test_that_printing_puts_every_page_on_paper_with_codes_that_scan(qtbot, tmp_path: Path) -> None:
    pdf = sheet_bytes(20)
    printing = Printing()
    printer = landscape_printer("sheet")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    seen: list[tuple[int, int]] = []
    printing.progressed.connect(lambda done, total: seen.append((done, total)))
    with qtbot.waitSignal(printing.printed, timeout=30_000):
        printing.start(printer, pdf)
    pages = pictures((tmp_path / "printed.pdf").read_bytes(), 200)
    original = pictures(pdf, 200)
    assert len(pages) == len(original) == len(seen)
    assert [abs(one - other) < 3 for one, other in zip(pages[0].size, original[0].size, strict=True)] == [True, True]
    assert [code for page in pages for code in codes(page)] == [code for page in original for code in codes(page)]
    assert not printing.busy


def test_that_a_range_of_pages_can_be_printed_and_a_job_cancelled(qtbot, tmp_path: Path) -> None:
    printing = Printing()
    printer = landscape_printer("sheet")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "range.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    with qtbot.waitSignal(printing.printed, timeout=30_000) as done:
        printing.start(printer, sheet_bytes(20))
    assert done.args == [1]
    assert len(pictures((tmp_path / "range.pdf").read_bytes(), 50)) == 1
    other = landscape_printer("sheet")
    other.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    other.setOutputFileName(str(tmp_path / "cancelled.pdf"))
    printing.start(other, sheet_bytes(20))
    printing.cancel()
    assert not printing.busy


def test_that_without_a_printer_the_page_offers_saving(qtbot, jobs, database, tokens) -> None:
    dispatched(database, "井盖缺失")
    page = make_page(qtbot, jobs, database, tokens)
    wait_idle(qtbot, page)
    page.issue()
    wait_idle(qtbot, page)
    with qtbot.waitSignal(page.told) as told:
        page._output.printing.no_printer.emit()
    assert "PDF" in told.args[0]


def sheet_bytes(count: int) -> bytes:
    from app.paper.fonts import paper_fonts
    from app.paper.sheet_pdf import sheet_pdf

    return sheet_pdf(sheet([line(number) for number in range(1, count + 1)]), paper_fonts())


def test_that_the_preview_turns_and_zooms_by_key(qtbot, tokens) -> None:
    preview = SheetPreview(tokens)
    qtbot.addWidget(preview)
    preview.resize(900, 700)
    preview.show()
    preview.show_pdf(sheet_bytes(40))
    preview.setFocus()
    qtbot.waitUntil(lambda: preview.view.hasFocus())
    pages = preview.page_count
    assert pages > 3
    for _ in range(pages + 3):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert (preview.page, preview.page_label.text()) == (pages, f"{pages} / {pages}")
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.page == pages - 1
    before = preview.view.zoomFactor()
    qtbot.keyClick(preview, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoomFactor() != before
    with pytest.raises(ValueError, match="not a PDF"):
        preview.show_pdf(b"%PDF-1.4 rubbish")
    preview.clear("nothing")
    assert preview.page_count == 0


def test_that_a_preview_may_go_while_its_pages_are_still_being_drawn(qtbot, tokens) -> None:
    long, short = sheet_bytes(40), sheet_bytes(2)
    for turn in range(20):
        preview = SheetPreview(tokens)
        preview.resize(900, 700)
        preview.show()
        preview.show_pdf(long)
        qtbot.wait(turn % 4)
        preview.show_pdf(short)
        preview.show_pdf(long)
        qtbot.wait(turn % 3)
        assert preview.page_count > 3
        preview.deleteLater()
        del preview
