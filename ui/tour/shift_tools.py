"""The desk's own tools, at the end of the shift."""

from __future__ import annotations

import time

from ui.tour.shift import DESK, Shift
from ui.tour.shift_cases import LAMP


def play(shift: Shift) -> None:
    """Many at once with undo, search, a saved view, the columns. Raises TourBroken at what does not come about."""
    shift.begin("批量派遣五件，一次撤回；查找、视图、分栏", "five at once, taken back; search, views, columns")
    places = ("石板横街", "染坊北弄", "钟楼后街", "桂花南路", "渔灯街")
    made = []
    for place in places:
        made.append(shift.report(f"{place}4号路灯不亮，请派人修理", f"{place}4", LAMP))
        shift.do(DESK, "register", number=made[-1], condition="")
    shift.shown_form(DESK, "choose_rows", "batch", "Shift+↓ 选中五件", "Five are chosen", numbers=made)
    began = time.time()
    told = shift.ask(DESK, "batch", needs=["市政公用中心"])
    for number in made:
        shift.came("dispatch", DESK, began, number)
    shift.picture("batch-done", DESK, f"一次派出五件：{told['told']}", "Five dispatched at once")
    shift.keys(DESK, "Ctrl+Z")
    for number in made:
        shift.came("take_back", DESK, began, number)
    shift.picture("batch-undone", DESK, "Ctrl+Z 一并撤回", "Ctrl+Z took all five back")
    shift.case.case_number = made[-1]
    shift.end("registered")
    shift.keys(DESK, "/")
    shift.write(DESK, "路灯")
    shift.keys(DESK, "Return")
    shift.picture("search", DESK, "/ 查找“路灯”", "/ and a word narrow the board")
    shift.keys(DESK, "Alt+V")
    shift.picture("views", DESK, "Alt+V 存成视图", "Alt+V keeps it as a view")
    shift.keys(DESK, "Esc", "Ctrl+2")
    shift.picture("columns", DESK, "Ctrl+2 按阶段分栏", "Ctrl+2: columns by stage")
    shift.keys(DESK, "Ctrl+1")
