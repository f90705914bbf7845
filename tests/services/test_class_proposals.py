"""Proposals while a report is typed: learned in the background, the newest text alone is answered."""

from __future__ import annotations

from sqlalchemy import text

from app.background.jobs import Jobs
from app.database import catalogue
from app.domain.case import Action
from app.services.class_proposals import RELEARN_AFTER, ClassProposals
from tests.database.clone import Clone
from tests.services.conftest import move, report
from tests.widgets.sample_cases import make_case


def subcategories(database: Clone):
    with database.engine("taker").begin() as connection:
        return catalogue.subcategories(connection)


def learning(database: Clone, jobs: Jobs, qtbot) -> ClassProposals:
    made = ClassProposals(database.engine("taker"), jobs)
    with qtbot.waitSignal(made.learned, timeout=20_000):
        made.set_catalogue(subcategories(database))
    return made


def test_that_a_room_without_cases_proposes_from_its_catalogue_with_reason_and_urgency(database, jobs, qtbot) -> None:
    proposals = learning(database, jobs, qtbot)
    with qtbot.waitSignal(proposals.proposed, timeout=10_000) as told:
        proposals.propose("门口的上水井盖缺失，有人差点摔倒")
    classes, urgent = told.args
    assert classes[0].minor.name == "上水井盖"
    assert any("井盖" in words for words in classes[0].why)
    assert urgent == "井盖 缺失"


def test_that_what_was_asked_before_anything_was_learned_is_answered(database, jobs, qtbot) -> None:
    proposals = ClassProposals(database.engine("taker"), jobs)
    proposals.propose("路灯不亮")
    with qtbot.waitSignal(proposals.proposed, timeout=20_000) as told:
        proposals.set_catalogue(subcategories(database))
    assert told.args[0][0].minor.name == "路灯"
    assert told.args[1] == ""


def test_that_only_the_newest_text_is_answered(database, jobs, qtbot) -> None:
    proposals = learning(database, jobs, qtbot)
    answers = []
    proposals.proposed.connect(lambda classes, _urgent: answers.append(classes))
    for words in ("路灯", "摆摊占道", "上水井盖"):
        proposals.propose(words)
    qtbot.waitUntil(lambda: not jobs.running, timeout=10_000)
    assert [classes[0].minor.name for classes in answers] == ["上水井盖"]


def test_that_filed_cases_teach_and_enough_new_ones_are_learned(database, jobs, qtbot) -> None:
    proposals = learning(database, jobs, qtbot)
    with database.engine("taker").connect() as connection:
        engine = connection.engine
    for words in ("小贩叫卖", "水果摊挡路", "夜宵推车摆在路中间"):
        move(engine, Action.REGISTER, report(engine, words), condition_id=5)
    with qtbot.waitSignal(proposals.learned, timeout=20_000):
        for number in range(RELEARN_AFTER):
            proposals.hear_case(make_case(1000 + number, state="registered"))
    with qtbot.waitSignal(proposals.proposed, timeout=10_000) as told:
        proposals.propose("水果推车叫卖")
    assert told.args[0][0].minor.name == "占道经营"
    assert not proposals.is_learning


def test_that_a_gone_server_leaves_the_form_without_proposals_and_is_asked_again(database, jobs, qtbot) -> None:
    known = subcategories(database)
    with database.owner.begin() as connection:
        connection.execute(text("alter role taker nologin"))
    engine = database.engine("taker")
    engine.dispose()
    proposals = ClassProposals(engine, jobs)
    try:
        proposals.set_catalogue(known)
        qtbot.waitUntil(lambda: not proposals.is_learning, timeout=20_000)
    finally:
        with database.owner.begin() as connection:
            connection.execute(text("alter role taker login"))
    with qtbot.waitSignal(proposals.learned, timeout=20_000):
        proposals.set_catalogue(known)


def test_that_urgent_words_are_a_city_s_own_and_nonsense_is_refused(database, jobs, qtbot) -> None:
    with database.engine("administrator").begin() as connection:
        catalogue.change_setting(connection, "urgent_words", ["孩子 掉"])
    proposals = learning(database, jobs, qtbot)
    with qtbot.waitSignal(proposals.proposed, timeout=10_000) as told:
        proposals.propose("孩子掉进沟里，井盖缺失")
    assert told.args[1] == "孩子 掉"
