"""The register of components: what is nearest is nearest by metres, and a code finds its component."""

from __future__ import annotations

import math
import random

import psycopg2
import pytest

from app.database.places import ComponentDraft, Put, component_of, components_near, put_components
from app.domain.failures import Refusal
from tests.database.clone import PEOPLE, Clone
from tests.database.test_places import at, metres
from tests.database.test_row_security import by_hand


def put(database: Clone, *drafts: ComponentDraft) -> Put:
    with database.engine("administrator").begin() as connection:
        return put_components(connection, drafts)


@pytest.mark.parametrize("latitude", [0.0, 28.58, 60.0])
def test_that_the_nearest_are_those_that_counting_all_finds(database: Clone, latitude: float) -> None:
    dice = random.Random(7)
    made = [
        ComponentDraft(
            f"{n:016}", dice.choice(("0101", "0137")), (121 + dice.uniform(0, 0.02), latitude + dice.uniform(0, 0.02))
        )
        for n in range(1500)
    ]
    put(database, *made)
    with database.engine("taker").connect() as connection:
        for _ in range(40):
            point = (121 + dice.uniform(-0.005, 0.025), latitude + dice.uniform(-0.005, 0.025))
            for wanted in (None, "0137"):
                told = components_near(connection, *point, 10, wanted)
                among = [one for one in made if wanted in (None, one.class_code)]
                expected = sorted(among, key=lambda one: metres(one.position, point))[:10]
                expected = [one for one in expected if wanted is None or metres(one.position, point) < 2000]
                assert [one.code for one in told] == [one.code for one in expected]
                assert all(math.isclose(one.metres or 0, metres(one.position, point), abs_tol=0.001) for one in told)


def test_that_a_code_finds_its_component_with_class_and_department(database: Clone) -> None:
    assert put(database, ComponentDraft("9999010101000001", "0101", at(1, 1), "上水井盖", "自来水公司", "D1")) == Put(1)
    assert put(database, ComponentDraft("9999010101000001", "0101", at(1, 1), "上水井盖", "自来水公司", "D1")) == Put(
        0, 0, 1
    )
    assert put(
        database, ComponentDraft("9999010101000001", "0101", at(1, 1), "上水井盖", "自来水公司", "D1", "damaged")
    ) == Put(0, 1)
    with database.engine("works").connect() as connection:
        one = component_of(connection, " 9999010101000001 ")
        assert one is not None
        assert (one.class_name, one.department, one.state, one.position) == (
            "上水井盖",
            "市政公用中心",
            "damaged",
            at(1, 1),
        )
        assert component_of(connection, "1") is None


def test_that_a_wrong_component_is_refused(database: Clone) -> None:
    good = ComponentDraft("1", "0101", at(1, 1))
    for wrong in (
        ComponentDraft("1", "0101", at(1, 1)),
        ComponentDraft("2", "", at(1, 1)),
        ComponentDraft("2", "0101", (200.0, 1.0)),
        ComponentDraft("2", "0101", at(1, 1), state="eaten"),
        ComponentDraft("2", "0101", at(1, 1), owner="x" * 201),
    ):
        with pytest.raises(Refusal) as refused:
            put(database, good, wrong)
        assert refused.value.code == "GR004"
    with pytest.raises(psycopg2.Error) as by_hand_refused:
        by_hand(
            database,
            "administrator",
            """select * from api.put_components(
            '[{"code": "1", "class_code": "0101", "longitude": 1, "latitude": 1, "changed_on": "yesterdays"}]')""",
        )
    assert by_hand_refused.value.pgcode == "GR004"


@pytest.mark.parametrize("login", sorted(PEOPLE))
def test_that_everybody_who_works_here_may_ask_the_register(database: Clone, login: str) -> None:
    put(database, ComponentDraft("1", "0101", at(1, 1)))
    assert len(by_hand(database, login, "select * from api.components_near(121.37, 28.58)")) == 1
