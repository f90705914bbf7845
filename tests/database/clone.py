"""A prepared database and its copies: the schema and a tiny district once, 15 ms for each test's own."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

import psycopg2
from sqlalchemy import Engine, create_engine, text

from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
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

# Nine cells of 0.001 degrees from (121.370, 28.580) eastward and northward: codes …001 (south-west) to …009.
_DISTRICT = """
insert into gridroom.area (level, code, name, parent_id, path, valid_from) values
    ('district', '999901', '测试区', null, '', '2020-01-01');
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'street', '999901001', '一号街道', area_id, '', '2020-01-01' from gridroom.area where level = 'district';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'community', '999901001001', '一号社区', area_id, '', '2020-01-01' from gridroom.area where level = 'street';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'duty_grid', 'Z01', '责任网格01', area_id, '', '2020-01-01' from gridroom.area where level = 'community';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'grid_cell', '999901001001' || lpad((r * 3 + c + 1)::text, 3, '0'), '单元网格' || (r * 3 + c + 1), g.area_id, '', '2020-01-01'
    from gridroom.area g, generate_series(0, 2) r, generate_series(0, 2) c where g.level = 'duty_grid' order by r, c;
with recursive tree as (
    select area_id, area_id::text as path from gridroom.area where parent_id is null
    union all select a.area_id, t.path || '.' || a.area_id from gridroom.area a join tree t on a.parent_id = t.area_id)
update gridroom.area a set path = tree.path::ltree from tree where tree.area_id = a.area_id;
insert into gridroom.area_ring (area_id, level, polygon_no, ring_no, ring)
    select area_id, level, 0, 0, polygon(box(point(121.370 + c * 0.001, 28.580 + r * 0.001), point(121.371 + c * 0.001, 28.581 + r * 0.001)))
    from gridroom.area, lateral (select (right(code, 3)::int - 1) / 3 as r, (right(code, 3)::int - 1) % 3 as c) place where level = 'grid_cell';
insert into gridroom.area_ring (area_id, level, polygon_no, ring_no, ring)
    select area_id, level, 0, 0, polygon(box(point(121.370, 28.580), point(121.373, 28.583))) from gridroom.area where level <> 'grid_cell';
insert into gridroom.area_outline (area_id, outline, centre, area_m2)
    select area_id, json_build_object('type', 'Polygon', 'coordinates', json_build_array(json_build_array(
        json_build_array(low[0], low[1]), json_build_array(high[0], low[1]), json_build_array(high[0], high[1]),
        json_build_array(low[0], high[1]), json_build_array(low[0], low[1])))), center(box(ring)), 10000
    from gridroom.area_ring, lateral (select (box(ring))[1] as low, (box(ring))[0] as high) corners;
"""

_CATALOGUE = """
insert into gridroom.catalogue_major (kind, code, name) values ('component', '01', '公用设施'), ('event', '04', '街面秩序');
insert into gridroom.catalogue_minor (kind, major_code, code, name) values
    ('component', '01', '01', '上水井盖'), ('component', '01', '37', '路灯'), ('event', '04', '06', '占道经营');
insert into gridroom.filing_condition (minor_id, seq, condition, limit_kind, limit_value, closing_condition, responsible_units) values
    (1, 1, '缺失、移位', 'urgent_hour', 2, '恢复', '市政公用'), (1, 2, '破损', 'work_hour', 4, '更换', '市政公用'),
    (1, 3, '周边下沉', 'work_day', 5, '恢复路面', '市政公用'), (2, 1, '单盏不亮', 'work_day', 2, '修复', '市政公用'),
    (3, 1, '占用道路经营', 'urgent_hour', 2, '制止', '行政执法'), (3, 2, '长期占道', 'natural_day', 2, '取缔', '行政执法');
insert into gridroom.department (code, name) values ('D1', '市政公用中心'), ('D2', '市容环卫中心');
"""


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
            cursor.execute(_CATALOGUE + _DISTRICT)
        connection.exec_driver_sql("""update gridroom.setting set value = '"999901"' where key = 'district_code'""")
        for login, (title, duties, department) in PEOPLE.items():
            create_person(connection, login, PASSWORD, title, duties, department)
    engine.dispose()
    return name


def clone_database(server: EmbeddedServer, template: str) -> Clone:
    """A fresh copy; grants on the database itself are not part of a copy and are given again."""
    name = f"clone_{os.getpid()}_{next(_serial)}"
    _maintain(server, f'create database "{name}" template "{template}"', f'revoke all on database "{name}" from public',
              f'grant connect on database "{name}" to gridroom_person')
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
