"""The sample gateway of docs/examples, as a process of its own at a real server, told on its standard input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.database import field_tasks, positions
from app.database.case_detail import read_case
from app.domain.case import Action
from tests.database.clone import Clone
from tests.database.desk import act, report
from tests.database.field_room import furnish

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "field_gateway.py"


def told(database: Clone, *messages: Any) -> list[dict[str, Any]]:
    """What the gateway answers to these messages, a line each."""
    lines = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in messages)
    address = database.url("pat").replace("+psycopg2", "")
    done = subprocess.run([sys.executable, "-P", str(EXAMPLE)], input=lines, stdout=subprocess.PIPE, check=True,
                          env=os.environ | {"GRIDROOM_GATEWAY_URL": address}, timeout=60,
                          encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def moment(minutes: float) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()


def test_that_the_sample_gateway_does_a_workers_whole_shift(database: Clone, tmp_path: Path) -> None:
    furnish(database)
    answer = act(database, "taker", Action.ASK_CONFIRMATION, report(database), worker="worker")
    picture = tmp_path / "1.jpg"
    picture.write_bytes(b"\xff\xd8 a picture")
    fix = {"worker": "worker", "longitude": 121.3715, "latitude": 28.5815, "accuracy": 8, "battery": 80}
    with database.engine("taker").connect() as connection:
        task = field_tasks.tasks_of_case(connection, answer.case_id)[0]
    say = {"do": "report", "id": "PAT-7", "worker": "worker", "description": "路灯不亮", "longitude": 121.3715,
           "latitude": 28.5815, "subcategory": "component/01/37", "pictures": [str(picture)]}
    reply = {"do": "answer", "id": "PAT-8", "worker": "worker", "code": task.code, "result": "exists",
             "words": "井盖缺失"}
    answers = told(
        database,
        {"do": "on_duty", "worker": "worker", "on_duty": True, "at": moment(-1)},
        {"do": "positions", "positions": [fix | {"at": moment(-1)}, fix | {"at": moment(60)}]},
        {"do": "tasks", "worker": "worker"}, reply, reply, say,
        {"do": "tasks", "worker": "nobody"}, "no message at all", {"do": "fly"}, "")
    on_duty, sent, tasks, first, second, reported, refused, nonsense, unknown = answers
    assert on_duty == {"ok": True}
    assert (sent["ok"]["taken"], [one["index"] for one in sent["ok"]["refused"]]) == (1, [1])
    assert [one["code"] for one in tasks["ok"]] == [task.code]
    assert (first["ok"]["repeated"], second["ok"]["repeated"]) == (False, True)
    assert (refused["refused"], "wrong" in nonsense, "wrong" in unknown) == ("GR005", True, True)
    with database.engine("chief").connect() as connection:
        detail = read_case(connection, reported["ok"]["case_id"])
        assert [one.code for one in positions.live_positions(connection)] == ["worker"]
    assert detail is not None
    assert ([one.by_login for one in detail.steps], detail.attachments[0].file_name) == (["worker", "worker"], "1.jpg")
    again = told(database, say)  # after a restart of the gateway
    assert (again[0]["ok"]["repeated"], again[0]["ok"]["case_id"]) == (True, reported["ok"]["case_id"])


def test_that_the_sample_gateway_goes_on_after_its_connection_was_cut(database: Clone) -> None:
    furnish(database)
    sys.path.insert(0, str(EXAMPLE.parent))
    try:
        from field_gateway import Gateway  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    gateway = Gateway(database.url("pat").replace("+psycopg2", ""), patience=20)
    try:
        assert gateway.tasks("worker") == []
        with database.owner.connect() as connection:
            assert connection.execute(text("select pg_terminate_backend(pid) from pg_stat_activity "
                                           "where usename = 'pat' and datname = current_database()")).scalar() is True
        fixes = ({"worker": "worker", "longitude": 121.3715, "latitude": 28.5815,
                  "at": moment(-number / 60)} for number in range(1201))
        assert gateway.positions(fixes) == {"taken": 1201, "repeated": 0, "refused": []}
    finally:
        gateway.close()
