"""The list of a case's papers: told by word, kept where it was marked, drawn whole."""

from __future__ import annotations

from datetime import timedelta

from qtpy.QtCore import QSize

from app.domain.paper import CasePaper, PaperKind
from tests.widgets.sample_cases import NOW
from ui.language import install_translation
from ui.theme import apply_theme
from widgets.paper_list import PaperList, kind_words

FRESH = CasePaper(PaperKind.DISPATCH, "", "PD-2026-1121-00417", "", None, None, None, None, None, 0, None, "", None,
                  True)
STALE = CasePaper(PaperKind.FLOW, "", "LZ-2026-1121-00417", "", 1, 2, "x", NOW - timedelta(days=1), "值班长", 2, NOW,
                  "派遣员一号", False, True)
ORDERS = [CasePaper(PaperKind.ORDER, f"DB{number}", f"DB{number}", "red", number, 1, "x", NOW, "值班长", 0, None, "",
                    True, True) for number in (3, 2)]


def shown(qtbot, qapp, theme="night", size=(1366, 768)):
    install_translation(qapp, "zh_CN")
    tokens = apply_theme(qapp, theme, QSize(*size))
    papers = PaperList(tokens)
    qtbot.addWidget(papers)
    papers.resize(tokens.px(280), tokens.px(500))
    papers.show()
    papers.show_papers([STALE, FRESH, *ORDERS], NOW)
    return papers


def test_that_each_paper_says_what_it_is_and_how_it_stands(qtbot, qapp) -> None:
    papers = shown(qtbot, qapp)
    words = [papers.item(row).text() for row in range(papers.count())]
    assert words[0].startswith("事件流转单\n▲ 与现状不符")
    assert "第 2 版 · 昨天" in words[0]
    assert "打印 2 次" in words[0]
    assert words[1].endswith("还没有出过")
    assert words[2].startswith("督办单 · 红牌\nDB3")
    assert words[2].endswith("还没有打印过")
    assert [kind_words(PaperKind.REQUEST, what) for what in ("extension", "deferral", "suspension", "")] == [
        "延期申请表", "缓办申请表", "挂账申请表", "申请表"]


def test_that_the_mark_stays_on_its_paper_when_others_come_and_nobody_is_told(qtbot, qapp) -> None:
    papers = shown(qtbot, qapp)
    told = []
    papers.paper_chosen.connect(told.append)
    papers.mark(PaperKind.ORDER)
    assert told == [ORDERS[0]]
    papers.mark(PaperKind.ORDER, "DB2")
    papers.show_papers([FRESH, *ORDERS, STALE], NOW)
    assert papers.chosen() == ORDERS[1]
    assert told == ORDERS
    papers.show_papers([], NOW)
    assert papers.chosen() is None


def test_that_every_line_is_drawn_by_night_and_day_at_both_sizes(qtbot, qapp) -> None:
    for theme, size in (("night", (1366, 768)), ("day", (3840, 2160))):
        papers = shown(qtbot, qapp, theme, size)
        picture = papers.grab().toImage()
        row = papers.visualItemRect(papers.item(0))
        lines = papers.item(0).text().count("\n") + 1
        drawn = [any(picture.pixelColor(x, y) != picture.pixelColor(row.right() - 2, row.top() + 2)
                     for x in range(row.left() + 8, row.left() + row.width() // 2, 2))
                 for y in range(row.top() + 1, row.bottom())]
        blocks = sum(1 for before, now in zip([False, *drawn], drawn, strict=False) if now and not before)
        assert blocks >= lines
