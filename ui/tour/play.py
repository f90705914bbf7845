"""``gridroom tour``: one duty on real stations at a real database, with pictures, a timeline and the printed sheet."""

from __future__ import annotations

import platform
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from qtpy.QtCore import QSize
from qtpy.QtGui import QGuiApplication, QImage, QPainter
from qtpy.QtPdf import QPdfDocument

from app import demo
from app.demo.pictures import photograph
from app.settings import Settings
from ui.tour import shift_cases, shift_tools
from ui.tour.album import Album
from ui.tour.cast import CAST, DISPATCHER, Role
from ui.tour.shift import SHIFT_CAST, Shift
from ui.tour.station_process import StationProcess, TourBroken
from ui.tour.story import Story
from ui.tour.timeline import Timeline
from ui.tour.tour_server import TourServer

DUTY, SHIFT = "duty", "shift"
SIZE = (1366, 768)
STREET = 7  # which of the streets that can be drawn
SHEET_WIDTH = 1684  # px of the sheet's picture: A4 landscape at 144 dots per inch


def play_tour(settings: Settings, out: Path, play: str = DUTY) -> int:
    """Play it and leave pictures, ``timeline.json``, ``sheet.pdf`` (of a duty) and ``index.html`` in ``out``.

    ``play`` is ``duty``: one case on six stations, two at once, the server lost, the sheet; or ``shift``: twenty cases
    at one desk by keyboard.
    Uses nothing of the person's own home: server and stations live in a folder below ``out`` that is removed at the
    end. Returns 0 when all of it happened; raises TourBroken (one sentence) otherwise, and leaves no process behind.
    """
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    assert app is not None
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {words}", flush=True)

    timeline = Timeline()
    album = Album(out) if play == DUTY else Album(out, digits=3, chinese="一个班次二十件案件",
                                                  english="a shift of twenty cases")
    roles = CAST if play == DUTY else SHIFT_CAST
    shift: Shift | None = None
    work = out / "work"
    server = TourServer(work / "server")
    try:
        album.clear()
        server.end(remove=True)  # of an earlier tour that was cut off
        shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise TourBroken(f"the folder {out} cannot be used: {error.strerror or error}") from error
    stations: dict[Role, StationProcess] = {}
    done = False
    with _ending_like_ctrl_c():
        try:
            say("a database of its own, with the demo district …")
            server.begin()
            timeline.parts["database"] = round(time.monotonic() - began, 1)
            evidence = _evidence(work / "evidence")
            stations = _open_stations(settings, server, work, album, roles)
            timeline.parts["stations"] = round(time.monotonic() - began - timeline.parts["database"], 1)
            say(f"{len(stations)} workstations are signed in")
            if play == DUTY:
                Story(stations, server, album, timeline, evidence, say).play()
            else:
                shift = Shift(stations, server, album, timeline, evidence, say)
                shift_cases.play(shift)
                shift_tools.play(shift)
                shift.check()
            done = True
        finally:
            codes = {role.name: station.stop() for role, station in stations.items()}
            server.end(remove=done)
            if done:
                shutil.rmtree(work, ignore_errors=True)
    bad = {name: code for name, code in codes.items() if code != 0}
    if bad:
        raise TourBroken(f"a station did not end well: {bad}")
    _leave_pages(out, album, timeline, shift, [role.name for role in roles], began)
    return 0


def _leave_pages(out: Path, album: Album, timeline: Timeline, shift: Shift | None, names: list[str],
                 began: float) -> None:
    """``timeline.json``, ``index.html`` and the table on the screen; ``began`` is of the monotonic clock."""
    if shift is None:
        _photograph_sheet(out / "sheet.pdf",
                          album.next_file("sheet-page-1", "paper", "每日派遣单第一页", "The sheet's first page"))
    else:
        timeline.cases = shift.report_of_keys()
    timeline.seconds = time.monotonic() - began
    timeline.save(out / "timeline.json")
    table = (shift.table() + "\n\n" if shift is not None else "") + timeline.table(names)
    page = album.write_page(timeline, table)
    print(f"\n{table}\n\n{len(album.pictures)} pictures, timeline.json: {page}\n"
          f"{timeline.seconds:.0f} s in all ({platform.system()} {platform.machine()}). 值班演示完成。", flush=True)


def _open_stations(settings: Settings, server: TourServer, work: Path, album: Album,
                   roles: Sequence[Role]) -> dict[Role, StationProcess]:
    stations: dict[Role, StationProcess] = {}
    passwords = {one.login: one.password for one in demo.demo_accounts()}
    try:
        first = roles[0]
        for role in roles:
            home = work / role.name
            # In Chinese always: the demo is, and the story picks words from lists.
            Settings(home=home, database_url=server.address(), workstation=role.name, theme=settings.theme).save()
            stations[role] = StationProcess(role.name, home, work / f"{role.name}.log")
        login_picture = album.next_file("sign-in", first.name, "登录", "Signing in")
        for role, station in stations.items():
            station.tell("sign_in", login=role.login, password=passwords[role.login], width=SIZE[0], height=SIZE[1],
                         picture=str(login_picture) if role is first else "")
        for station in stations.values():
            station.answer(60)
        desk = DISPATCHER if DISPATCHER in roles else first
        board = album.next_file("board", desk.name, f"交接班时的案件列表（{desk.chinese}席）",
                                f"The board as the duty begins ({desk.english}'s desk)")
        stations[desk].ask("picture", file=str(board))
        for station in stations.values():
            station.ask("newest_first")
    except BaseException:
        for station in stations.values():
            station.stop()
        raise
    return stations


def _evidence(folder: Path) -> Path:
    """A street with an open manhole, drawn like the demo's other photographs, and the same street after the work."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    for name, mended in (("before.jpg", False), ("after.jpg", True)):
        (folder / name).write_bytes(photograph("manhole", STREET, now, mended=mended))
    return folder


def _photograph_sheet(pdf: Path, file: Path) -> None:
    """The first page of the sheet as a picture."""
    document = QPdfDocument()
    if document.load(str(pdf)) != QPdfDocument.Error.None_:
        raise TourBroken(f"{pdf} is not a PDF that can be read back")
    size = document.pagePointSize(0)
    drawn = document.render(0, QSize(SHEET_WIDTH, round(SHEET_WIDTH * size.height() / size.width())))
    page = QImage(drawn.size(), QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    if not page.save(str(file)):
        raise TourBroken(f"the picture {file} could not be written")


@contextmanager
def _ending_like_ctrl_c() -> Iterator[None]:
    """A polite request to end (SIGTERM) takes the same way out as Ctrl+C, so that nothing is left behind."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
