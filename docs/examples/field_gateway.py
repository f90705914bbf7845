"""A gateway between a hand-held back end and Gridroom: the sample that docs/field-gateway.md explains.

Needs Python 3.11 and psycopg2, nothing of Gridroom. One ``Gateway`` is one connection and is used by one thread.
Each line of standard input is one message of the back end as JSON, each line of output the answer:

    {"do": "on_duty", "worker": "wangge1", "on_duty": true, "at": "2026-11-21T08:00:00+08:00"}
    {"do": "positions", "positions": [{"worker": "wangge1", "longitude": 121.3715, "latitude": 28.5815,
                                       "at": "2026-11-21T08:05:00+08:00", "accuracy": 8}]}
    {"do": "tasks", "worker": "wangge1"}
    {"do": "answer", "id": "8c1f…", "worker": "wangge1", "code": "A7K3", "result": "exists", "words": "井盖缺失"}
    {"do": "report", "id": "77aa…", "worker": "wangge1", "description": "路灯不亮", "longitude": 121.3715,
     "latitude": 28.5815, "pictures": ["/var/pictures/1.jpg"]}

    GRIDROOM_GATEWAY_URL=postgresql://pat@SERVER:5432/gridroom?sslmode=verify-full python field_gateway.py < messages

The password comes from PGPASSWORD or a password file, never from the command line.
"""

from __future__ import annotations

import json
import mimetypes
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg2

BATCH = 500           # positions at once; the server takes at most 1,000
PATIENCE = 60.0       # seconds to go on trying while the server is away
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
REQUESTS = uuid.UUID("5d6f0f5e-0f2c-4b0e-9d58-0c6a3f2f6a11")  # ids of one's own books become request ids under this


class Refused(Exception):  # noqa: N818  (it is what happened)
    """The server said no; asking again in the same words will be refused again."""

    def __init__(self, code: str, message: str, detail: dict[str, Any]) -> None:
        super().__init__(message)
        self.code, self.message, self.detail = code, message, detail


class Gateway:
    """One connection as the gateway's login; connects again by itself and repeats what was cut off.

    Repeating is safe: positions and duties are known by their times, everything else by its request id.
    """

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._url, self._patience = url, patience
        self._connection: Any = None

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def on_duty(self, worker: str, on_duty: bool, at: datetime) -> bool:
        """Tell that a worker begins or ends their duty; whether they are on duty after it."""
        return bool(self._ask("select api.field_on_duty(%s, %s, %s)", worker, on_duty, at)[0][0])

    def positions(self, fixes: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """Send positions in batches; how many were new and known, and those refused with their index and reason."""
        taken, repeated, refused, sent = 0, 0, [], 0
        for batch in _batches(fixes):
            answer = self._ask("select taken, repeated, refused from api.field_positions(%s)", json.dumps(batch))[0]
            taken, repeated = taken + answer[0], repeated + answer[1]
            refused += [one | {"index": one["index"] + sent} for one in answer[2]]
            sent += len(batch)
        return {"taken": taken, "repeated": repeated, "refused": refused}

    def tasks(self, worker: str) -> list[dict[str, Any]]:
        """The open tasks of a worker, the next due first."""
        rows = self._ask("select code, kind, case_id, words, asked_at, due_at, longitude, latitude "
                         "from api.field_tasks(%s)", worker)
        names = ("code", "kind", "case_id", "words", "asked_at", "due_at", "longitude", "latitude")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def answer_task(self, own_id: str, worker: str, code: str, result: str, words: str = "") -> dict[str, Any]:
        """Answer a task. ``own_id`` is the answer's id in the back end's books: the same one is answered once."""
        return self._case("select (a).* from api.field_answer_task(%s, %s, %s, %s, %s) a",
                          _request("answer", own_id), worker, code, result, words)

    def report(self, own_id: str, worker: str, description: str, longitude: float | None = None,
               latitude: float | None = None, **more: Any) -> dict[str, Any]:
        """Report something. ``more``: place, subcategory ('component/01/01'), urgency, original_at."""
        return self._case(
            "select (a).* from api.field_report(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) a",
            _request("report", own_id), worker, description, longitude, latitude, more.get("place", ""),
            more.get("subcategory", ""), more.get("urgency", "normal"), own_id, more.get("original_at"))

    def attach(self, own_id: str, worker: str, case_id: int, data: bytes, file_name: str,
               kind: str = "near") -> dict[str, Any]:
        """Add a picture to a case that the worker reported or has a task on."""
        media_type = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
        return self._case("select (a).* from api.field_attach(%s, %s, %s, %s, %s, %s, %s) a",
                          _request("attach", own_id), worker, case_id, kind, file_name, media_type,
                          psycopg2.Binary(data))

    def _case(self, statement: str, *values: Any) -> dict[str, Any]:
        names = ("case_id", "case_number", "version", "state", "step", "at", "deadline_at", "repeated")
        return dict(zip(names, self._ask(statement, *values)[0], strict=True))

    def _ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """One statement, one transaction; again while the server is away. Raises Refused, or psycopg2.Error."""
        give_up, pause = time.monotonic() + self._patience, FIRST_PAUSE
        while True:
            try:
                if self._connection is None:
                    self._connection = psycopg2.connect(self._url, connect_timeout=5, application_name="field gateway")
                with self._connection, self._connection.cursor() as cursor:
                    cursor.execute(statement, values)
                    return list(cursor.fetchall())
            except psycopg2.Error as error:
                code = error.pgcode or ""
                if code.startswith("GR"):
                    detail = json.loads(error.diag.message_detail or "{}")
                    raise Refused(code, error.diag.message_primary or "", detail) from error
                away = isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError)
                if not away or time.monotonic() + pause > give_up:
                    raise
            self.close()
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _request(act: str, own_id: str) -> str:
    """The same id of one's own books is always the same request id, also after a restart of the gateway."""
    return str(uuid.uuid5(REQUESTS, f"{act}/{own_id}"))


def _batches(fixes: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for fix in fixes:
        batch.append(fix)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def carry_out(gateway: Gateway, message: dict[str, Any]) -> Any:
    """One message of the back end. Raises KeyError or ValueError when it is none."""
    acts: dict[str, Callable[[], Any]] = {
        "on_duty": lambda: gateway.on_duty(message["worker"], message["on_duty"],
                                           datetime.fromisoformat(message["at"])),
        "positions": lambda: gateway.positions(message["positions"]),
        "tasks": lambda: gateway.tasks(message["worker"]),
        "answer": lambda: gateway.answer_task(message["id"], message["worker"], message["code"], message["result"],
                                              message.get("words", "")),
        "report": lambda: _report(gateway, message),
    }
    return acts[message["do"]]()


def _report(gateway: Gateway, message: dict[str, Any]) -> dict[str, Any]:
    given = {name: message[name] for name in ("place", "subcategory", "urgency", "original_at") if name in message}
    answer = gateway.report(message["id"], message["worker"], message["description"], message.get("longitude"),
                            message.get("latitude"), **given)
    for number, name in enumerate(message.get("pictures", [])):
        gateway.attach(f"{message['id']}/{number}", message["worker"], answer["case_id"], Path(name).read_bytes(),
                       Path(name).name)
    return answer


def main() -> int:
    """Messages in, answers out, a line each; a message that is refused or none at all spoils no other."""
    url = os.environ.get("GRIDROOM_GATEWAY_URL")
    if not url:
        print("GRIDROOM_GATEWAY_URL names the server, for example postgresql://pat@SERVER/gridroom", file=sys.stderr)
        return 2
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")
    with closing(Gateway(url)) as gateway:
        for line in sys.stdin:
            try:
                answer: dict[str, Any] = {"ok": carry_out(gateway, json.loads(line))}
            except Refused as no:
                answer = {"refused": no.code, "message": no.message, "detail": no.detail}
            except (ValueError, KeyError, TypeError, OSError) as error:
                answer = {"wrong": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer, ensure_ascii=False, default=str), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
