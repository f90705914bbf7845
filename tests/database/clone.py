"""A prepared database and its copies: the schema and a tiny district once, 15 ms for each test's own."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
from sqlalchemy import Engine, create_engine, text

from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from app.database.gateways import create_gateway, set_gateway_list
from app.database.people import create_person
from app.domain.people import Duty

PASSWORD = "for-tests-only"
_serial = itertools.count(1)

# The people of the room. Departments: D1 municipal works, D2 sanitation.
PEOPLE: dict[str, tuple[str, tuple[Duty, ...], str | None]] = {
    "taker": ("受理员一号", (Duty.CALL_TAKER,), None),
    "dispatcher": ("派遣员一号", (Duty.DISPATCHER,), None),
    "chief": ("值班长", (Duty.DUTY_CHIEF,), None),
    "works": ("市政公用联络员", (Duty.DEPARTMENT,), "D1"),
    "sanitation": ("环卫联络员", (Duty.DEPARTMENT,), "D2"),
    "inspector": ("核查员一号", (Duty.INSPECTOR,), None),
    "worker": ("网格员一号", (Duty.GRID_WORKER,), None),
    "assessor": ("考核员", (Duty.ASSESSOR,), None),
    "wall": ("大屏", (Duty.WALL,), None),
    "administrator": ("管理员", (Duty.ADMINISTRATOR,), None),
    "auditor": ("安全审计员", (Duty.SECURITY_AUDITOR,), None),
}

_TINY_DISTRICT = Path(__file__).with_name("tiny_district.sql")


@dataclass
class Clone:
    """One test's database. ``owner`` is the superuser's engine, past every rule."""

    server: EmbeddedServer
    name: str
    owner: Engine
    _engines: list[Engine] = field(default_factory=list)

    def url(self, login: str) -> str:
        """Address with the password of this person."""
        return self.server.person_url(login, PASSWORD, self.name)

    def engine(self, login: str) -> Engine:
        """An engine of this person, closed with the test."""
        engine = make_engine(self.url(login), f"test {login}")
        self._engines.append(engine)
        return engine

    def login(self, login: str, name: str, duties: Iterable[Duty], department: str | None = None,
              area_code: str | None = None) -> str:
        """Make a person beyond those of PEOPLE; returns the login."""
        with self.owner.begin() as connection:
            area_id = connection.execute(text("select area_id from gridroom.area where code = :code"),
                                         {"code": area_code}).scalar() if area_code else None
            create_person(connection, login, PASSWORD, name, duties, department, area_id)
        return login

    def gateway(self, login: str, codes: Iterable[str], name: str = "平安通") -> str:
        """Make the login of a hand-held back end that speaks for these workers and vehicles; returns it."""
        with self.owner.begin() as connection:
            create_gateway(connection, login, PASSWORD, name)
        with self.engine("administrator").begin() as connection:
            set_gateway_list(connection, login, codes)
        return login

    def drop(self) -> None:
        """Close everything and remove the database, even when a test left a connection behind."""
        for engine in [*self._engines, self.owner]:
            engine.dispose()
        _maintain(self.server, f'drop database "{self.name}" with (force)')


def make_template(server: EmbeddedServer) -> str:
    """The schema, the people and the tiny district, in a database to be cloned."""
    name = f"template_{os.getpid()}"
    server.ready_database(name)
    engine = create_engine(server.owner_url(name))
    with engine.begin() as connection:
        with connection.connection.cursor() as cursor:
            cursor.execute(_TINY_DISTRICT.read_text("utf-8"))
        connection.exec_driver_sql("""update gridroom.setting set value = '"999901"' where key = 'district_code'""")
        for login, (title, duties, department) in PEOPLE.items():
            create_person(connection, login, PASSWORD, title, duties, department)
    engine.dispose()
    return name


def clone_database(server: EmbeddedServer, template: str) -> Clone:
    """A fresh copy; grants on the database itself are not part of a copy and are given again."""
    name = f"clone_{os.getpid()}_{next(_serial)}"
    _maintain(server, f'create database "{name}" template "{template}"', f'revoke all on database "{name}" from public',
              f'grant connect on database "{name}" to gridroom_person, gridroom_gateway')
    return Clone(server, name, create_engine(server.owner_url(name)))


def _maintain(server: EmbeddedServer, *statements: str) -> None:
    url = server.owner_url("postgres").replace("postgresql+psycopg2", "postgresql")
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()
