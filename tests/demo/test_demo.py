"""The demo district: every stage and light is there, made with ordinary rights, and its history holds."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from sqlalchemy import Engine, create_engine, text

from app.database import cases, positions
from app.database.aftercare import call_backs_due
from app.database.alarms import read_leader
from app.database.areas import areas, locate
from app.database.calendar import room_today
from app.database.cameras import cameras
from app.database.embedded_server import EmbeddedServer
from app.database.field_tasks import open_tasks
from app.database.history import broken_links
from app.database.places import components_near, find_place, place_at
from app.database.room_settings import roster_week
from app.database.server_time import read_server_time
from app.demo import demo_accounts, ensure_demo, make_demo, reset_demo
from app.demo.branches import branches
from app.demo.field import WORKERS
from app.demo.make import DemoRefused
from app.demo.pictures import SCENES, photograph
from app.demo.stories import read_stories
from app.domain.area import AreaLevel
from app.domain.case import CaseState, DeadlineLight, Stage
from app.domain.people import Duty
from app.domain.place import CameraState
from app.domain.position import UnitKind
from app.domain.roster import gaps
from app.domain.supervision import Card
from app.resource_files import resource_path

MADE = len(read_stories()) + len(branches())


@pytest.fixture(scope="module")
def demo() -> Iterator[EmbeddedServer]:
    """A server of its own with the demo made once; the tests of this module only read, the last one starts over."""
    home = Path(tempfile.mkdtemp(prefix="gridroom-demo-"))
    server = EmbeddedServer(home, values={"fsync": "off", "full_page_writes": "off"})
    server.ready_database()
    assert ensure_demo(server) is True
    yield server
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def owner(demo: EmbeddedServer) -> Iterator[Engine]:
    engine = create_engine(demo.owner_url())
    yield engine
    engine.dispose()


@pytest.fixture
def chief(demo: EmbeddedServer) -> Iterator[Engine]:
    """The duty chief's own login, by password."""
    account = next(one for one in demo_accounts() if Duty.DUTY_CHIEF in one.duties)
    engine = create_engine(demo.person_url(account.login, account.password))
    yield engine
    engine.dispose()


def test_that_every_stage_has_cases_and_every_light_burns(chief: Engine) -> None:
    with chief.connect() as connection:
        board = cases.read_board(connection)
        now = read_server_time(connection).at
    stages = Counter(case.stage for case in board)
    assert all(stages[stage] >= 4 for stage in Stage if stage is not Stage.ENDED)
    lights = {(case.stage, case.light(now)) for case in board}
    for stage in (Stage.TO_REGISTER, Stage.TO_DISPATCH, Stage.TO_HANDLE, Stage.TO_VERIFY):
        assert {(stage, DeadlineLight.NONE), (stage, DeadlineLight.NEAR), (stage, DeadlineLight.OVERDUE)} <= lights
    assert (Stage.TO_HANDLE, DeadlineLight.PAUSED) in lights


def test_that_each_story_stands_where_it_is_told_to_stand(owner: Engine) -> None:
    told = Counter({"answered": "closed"}.get(story.stage, story.stage) for story in read_stories())
    told += Counter(one.state for one in branches())
    with owner.connect() as connection:
        rows = connection.execute(text("select state, count(*) as n from gridroom.case_file group by state"))
        assert Counter({row.state: row.n for row in rows}) == told
    assert set(told) == {state.value for state in CaseState}


def test_that_every_branch_stands_where_it_is_told_to_stand(owner: Engine) -> None:
    with owner.connect() as connection:
        rows = connection.execute(text("select description, state from gridroom.case_file"))
        states = {row.description: row.state for row in rows}
    assert {one.number: states[one.story.description] for one in branches()} == {
        one.number: one.state for one in branches()}


def test_that_every_mark_of_the_board_is_there(chief: Engine) -> None:
    with chief.connect() as connection:
        board = cases.read_board(connection)
        calls = call_backs_due(connection)
        duties = connection.execute(text("select count(*) from api.duty_list")).scalar_one()
        tasks = open_tasks(connection)
    marks = {
        "remind": any(case.remind_count for case in board), "red": any(case.card is Card.RED for case in board),
        "yellow": any(case.card is Card.YELLOW for case in board), "reply": any(case.reply_due for case in board),
        "appeal": any(case.order_appeal for case in board), "whistle": any(case.whistle_due for case in board),
        "extension": any(case.time_request for case in board), "approved": any(case.time_approved for case in board),
        "confirmed": any(case.confirmation for case in board), "parts": any(case.open_parts for case in board),
        "level": any(case.level for case in board), "emergency": any(case.handling_kind for case in board),
        "receipt": any(case.receipt_due for case in board),
        "hand_over": any("120" in case.hand_overs for case in board),
        "reopened": any(case.reopen_count for case in board), "twice": any(call.reopen_count == 2 for call in calls),
        "part_to_call": any(case.state is CaseState.ACCEPTED and case.place == "柳浪路 15 号" for case in board),
        "tasks": len(tasks) >= 2, "duties": duties > 100,
    }
    assert [mark for mark, there in marks.items() if not there] == []


def test_that_people_and_vehicles_are_out_with_tracks_up_to_now(chief: Engine) -> None:
    with chief.begin() as connection:
        now = read_server_time(connection).at
        dots = positions.live_positions(connection)
        assert Counter(dot.kind for dot in dots) == {UnitKind.WORKER: WORKERS - 1, UnitKind.VEHICLE: 2}
        assert Counter(dot.stale for dot in dots)[True] == 1
        positions.track(connection, "wangge2", now - timedelta(hours=3, minutes=1), now, "查看演示")
    with chief.begin() as connection:
        walked = positions.track(connection, "wangge2", now - timedelta(hours=3, minutes=1), now, "查看演示")
        assert len(walked) > 150
        assert sum(bool(fix.cell_code) for fix in walked) > 100
        yesterday = (now.astimezone(ZoneInfo("Asia/Shanghai")) - timedelta(days=1)).date()
        days = {one.code: one for one in positions.patrol_coverage(connection, yesterday)}
        assert any(one.rule_met for one in days.values())
        assert not all(one.rule_met for one in days.values())
        assert len(positions.nearest_on_duty(connection, *dots[0].position, n=3)) == 3  # type: ignore[misc]


def test_that_the_history_holds_although_its_times_were_moved(chief: Engine, owner: Engine) -> None:
    with chief.connect() as connection:
        assert broken_links(connection) == []
    with owner.connect() as connection:
        said = connection.execute(text("select value -> 'times_moved' from gridroom.setting where key = 'demo'"))
        assert said.scalar_one() is True


def test_that_an_edit_of_a_demo_step_is_found(owner: Engine) -> None:
    with owner.connect() as connection, connection.begin() as transaction:
        connection.execute(text("set local session_replication_role = replica"))
        connection.execute(text("update gridroom.case_step set at = at + interval '1 hour' where step_id = 5"))
        assert len(broken_links(connection)) == 1
        transaction.rollback()


def test_that_times_follow_one_another_and_none_lies_ahead(owner: Engine) -> None:
    with owner.connect() as connection:
        steps = connection.execute(text("select case_id, at from gridroom.case_step order by case_id, seq")).all()
        wrong = connection.execute(text(
            "select case_number from gridroom.case_file c where not coalesce(reported_at <= registered_at, true)"
            " or not coalesce(registered_at < dispatched_at, true) or not coalesce(dispatched_at < opened_at, true)"
            " or not coalesce(opened_at < accepted_at, true) or not coalesce(accepted_at < handled_at, true)"
            " or not coalesce(handled_at < verified_at, true) or not coalesce(verified_at < closed_at, true)"
            " or reported_at is distinct from (select min(at) from gridroom.case_step s where s.case_id = c.case_id)"
        )).all()
        now = read_server_time(connection).at
    assert wrong == []
    for (case, at), (next_case, next_at) in pairwise(steps):
        assert case != next_case or next_at - at >= timedelta(seconds=20)
    assert max(at for _, at in steps) < now


def test_that_every_due_time_is_what_the_ledger_says(owner: Engine) -> None:
    with owner.begin() as connection:
        clocks = connection.execute(text(
            "select c.due_at, gridroom.clock_due(c.clock_id) as ledger, c.was_overdue, c.stopped_at"
            " from gridroom.case_clock c"
        )).all()
        shown = connection.execute(text(
            "select count(*) from gridroom.case_file f join gridroom.case_clock c using (clock_id)"
            " where f.deadline_at is distinct from c.due_at or c.stopped_at is not null")).scalar_one()
        assert connection.execute(text("select gridroom.recompute_deadlines()")).scalar_one() == 0
    assert all(clock.due_at == clock.ledger for clock in clocks)
    assert all(clock.was_overdue == (clock.stopped_at >= clock.due_at) for clock in clocks if clock.stopped_at)
    assert shown == 0


def test_that_numbers_count_by_day_without_gaps(owner: Engine) -> None:
    with owner.connect() as connection:
        rows = connection.execute(text(
            "select case_number, to_char(reported_at at time zone 'Asia/Shanghai', 'YYYY-MMDD') as day"
            " from gridroom.case_file order by reported_at, case_id")).all()
        pattern = connection.execute(text("select value ->> 'pattern' from gridroom.setting where key = 'case_number'"))
        assert "{DD}" in pattern.scalar_one()
    count: Counter[str] = Counter()
    for row in rows:
        count[row.day] += 1
        assert row.case_number == f"{row.day}-{count[row.day]:05}"


def test_that_each_person_did_only_what_their_duty_allows(owner: Engine) -> None:
    with owner.connect() as connection:
        wrong = connection.execute(text(
            "select distinct s.action, s.by_login from gridroom.case_step s join gridroom.transition t"
            " on t.action = s.action and t.from_state in (s.from_state, '*')"
            " where not (s.action = 'merge' and s.to_state <> 'merged')"
            " and not exists (select from unnest(t.duties) d where pg_has_role(s.by_login, d, 'member'))")).all()
        people = connection.execute(text("select count(distinct by_login) from gridroom.case_step")).scalar_one()
    assert wrong == []
    assert people >= 10


def test_that_the_district_has_banks_an_island_and_cells(owner: Engine) -> None:
    with owner.connect() as connection:
        drawn = (AreaLevel.DISTRICT, AreaLevel.STREET, AreaLevel.COMMUNITY)
        assert [len(areas(connection, level)) for level in drawn] == [1, 4, 16]
        assert 2_500 <= len(areas(connection, AreaLevel.GRID_CELL)) <= 3_500
        assert locate(connection, 123.381, 28.5603).community == "船坞社区"  # the island
        assert locate(connection, 123.3755, 28.5589).cell_code == ""          # the river
        lost = connection.execute(text("select count(*) from gridroom.case_file where cell_id is null and place <> ''"))
        assert lost.scalar_one() == 0


def test_that_a_street_sees_its_own_cases_only(demo: EmbeddedServer) -> None:
    account = next(one for one in demo_accounts() if one.street_code)
    engine = create_engine(demo.person_url(account.login, account.password))
    with engine.connect() as connection:
        streets = {case.street for case in cases.read_board(connection)}
    engine.dispose()
    assert streets == {"河滨街道"}


def test_that_somebody_leads_the_shift_that_runs(chief: Engine) -> None:
    with chief.connect() as connection:
        assert read_leader(connection) in {one.name for one in demo_accounts()}
        today = room_today(connection)
        assert gaps(roster_week(connection, today), roster_week(connection, today).watches, today) == []


def test_that_every_account_signs_in_with_the_printed_password(demo: EmbeddedServer) -> None:
    for account in demo_accounts():
        engine = create_engine(demo.person_url(account.login, account.password))
        with engine.connect() as connection:
            me = connection.execute(text("select name, coalesce(department, '') as department, duties from api.me"))
            row = me.one()
        engine.dispose()
        assert (row.name, row.department) == (account.name, account.department)
        assert set(row.duties) == set(account.duties)


def test_that_the_photographs_are_pictures_taken_before_they_were_filed(owner: Engine) -> None:
    with owner.connect() as connection:
        rows = connection.execute(text("select kind, bytes, taken_at, added_at from gridroom.attachment")).all()
    assert {row.kind for row in rows} == {"near", "handle_before", "handle_after"}
    for row in rows[:5]:
        assert Image.open(io.BytesIO(bytes(row.bytes))).size == (640, 480)
    assert all(row.taken_at <= row.added_at for row in rows)


def test_that_phones_are_fictitious_and_nobody_is_named(owner: Engine) -> None:
    with owner.connect() as connection:
        rows = connection.execute(text("select distinct reporter_name, reporter_phone from gridroom.case_file")).all()
    assert {row.reporter_name for row in rows} == {"", "来电人"}
    assert all(row.reporter_phone == "" or row.reporter_phone.startswith("138000000") for row in rows)


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_that_a_mended_scene_looks_different_and_the_same_scene_alike(scene: str) -> None:
    noon = datetime(2026, 11, 21, 12, 5)  # noqa: DTZ001 only the digits are drawn
    seed = Random(scene).randrange(100)
    assert photograph(scene, seed, noon) == photograph(scene, seed, noon)
    assert photograph(scene, seed, noon) != photograph(scene, seed, noon, mended=True)


def test_that_the_demo_is_not_made_twice_nor_over_somebodys_records(demo: EmbeddedServer, owner: Engine) -> None:
    assert ensure_demo(demo) is False
    with pytest.raises(DemoRefused):
        make_demo(demo)
    with owner.begin() as connection:
        connection.execute(text("delete from gridroom.setting where key = 'demo'"))
    with pytest.raises(DemoRefused):
        reset_demo(demo)
    with owner.begin() as connection:
        assert connection.execute(text("select count(*) from gridroom.case_file")).scalar_one() == MADE
        connection.execute(text("insert into gridroom.setting (key, value) values ('demo', '{}')"))


def test_that_a_reset_starts_over_and_tells_its_steps(demo: EmbeddedServer) -> None:
    told: list[str] = []
    reset_demo(demo, lambda done, total, words: told.append(words))
    assert list(dict.fromkeys(told)) == ["people", "cutting", "storing", "cases", "times"]
    engine = create_engine(demo.owner_url())
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from gridroom.case_file")).scalar_one() == MADE
        assert broken_links(connection) == []
    engine.dispose()


def test_that_the_drawn_district_names_no_real_place() -> None:
    words = resource_path("demo", "district.geojson").read_text(encoding="utf-8")
    assert "990099" in words
    assert not any(name in words for name in ("路桥", "椒江", "黄岩", "台州"))


def test_that_the_demo_has_an_address_book_components_and_cameras(demo: EmbeddedServer, chief: Engine) -> None:
    with chief.connect() as connection:
        plate = find_place(connection, "海棠路 12")[0]
        assert (plate.name, plate.community, plate.why) == ("海棠路12号", "海棠社区", "number")
        post = find_place(connection, "路灯杆 SF-0103")[0]
        assert post.why == "post"
        told = place_at(connection, *post.position)
        assert told.lamp_post == post.name
        lamp = components_near(connection, *post.position, 1)[0]
        assert (lamp.class_name, lamp.metres) == ("路灯", pytest.approx(0, abs=0.01))
        assert find_place(connection, "云帆花园")[0].community == "云帆社区"
        shown = cameras(connection)
        assert {camera.state for camera in shown} == set(CameraState)
        assert len(shown) >= 12
        assert "demo-only" not in "".join(camera.masked_address for camera in shown)
        streets = connection.execute(text("select count(*) from api.street_line")).scalar_one()
        assert streets >= 30
