"""A daily dispatch sheet of 200 lines: the database's part and the PDF, against fetching the same cases."""

from __future__ import annotations

import time
from uuid import uuid4

from sqlalchemy import text

from app.database import cases, sheets
from app.database.embedded_server import EmbeddedServer
from app.domain.case import Action, Move
from app.domain.report import ReportDraft
from app.paper.fonts import paper_fonts
from app.paper.sheet_pdf import sheet_pdf
from tests.benchmarks.room import fresh_room
from tests.benchmarks.table import Row, Say, against, below, percentile

LINES = 200
LONG = "，现场已放置临时警示标志，早晚高峰造成拥堵，老人小孩经过容易摔倒，希望相关部门现场核实后尽快处理并答复"


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Two rows: issued in the database, drawn as PDF."""
    with fresh_room(server) as room, room.engine("taker").connect() as taker, \
            room.engine("dispatcher").connect() as dispatcher:
        for number in range(LINES):
            with taker.begin():
                answer = cases.report(taker, ReportDraft(
                    uuid4(), f"卖芝桥东路{number}号井盖缺失" + LONG * (1 + number % 4), place=f"卖芝桥东路{number}号",
                    position=(121.3715, 28.5815), reporter_phone="13800000001"))
                answer = cases.move(taker, Move(uuid4(), Action.REGISTER, answer.case_id, answer.version,
                                                {"condition_id": 1 + number % 6}))
            with dispatcher.begin():
                cases.move(dispatcher, Move(uuid4(), Action.DISPATCH, answer.case_id, answer.version,
                                            {"department_id": 1 + number % 2}))
        fonts = paper_fonts()
        issued, fetched, drawn = [], [], []
        with dispatcher.begin():
            day = sheets.room_day(dispatcher)
        for _ in range(5):
            began = time.monotonic()
            with dispatcher.begin():
                dispatcher.execute(text("select * from api.case_board b join api.case_detail d using (case_id)")).all()
            fetched.append(time.monotonic() - began)
            began = time.monotonic()
            with dispatcher.begin():
                sheet = sheets.issue_sheet(dispatcher, uuid4(), day)
            issued.append(time.monotonic() - began)
            began = time.monotonic()
            size = len(sheet_pdf(sheet, fonts))
            drawn.append(time.monotonic() - began)
        lines = sum(len(section.lines) for section in sheet.sections)
        if lines != LINES:
            raise AssertionError(f"the sheet has {lines} lines")
    say(f"{lines} lines, {size / 1024:.0f} KiB of PDF")
    return [against(f"sheet of {LINES} lines issued", percentile(issued, 0.5) * 1000, "ms",
                    percentile(fetched, 0.5) * 1000, None, "floor: reading the same cases from the views"),
            below(f"sheet of {LINES} lines as PDF", percentile(drawn, 0.5) * 1000, "ms", None,
                  "QR codes, long descriptions over pages")]
