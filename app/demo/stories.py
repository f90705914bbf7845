"""The demo's cases as stories: what happened, who did it and when, told so that the board shows every stage and light.

resources/demo/cases.csv says what was reported and how far it has come; here that becomes a row of moves with moments.
Moments are counted back from now, in counted time where a limit counts office hours, so a case that is to be near its
deadline is near it at any hour of any day.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.domain.case import Action
from app.domain.catalogue import FilingCondition, LimitKind
from app.resource_files import resource_path

# begun(ends, kind, value, share): from when `share` of a limit has been counted at `ends`; after(…): its counterpart.
Counted = Callable[[datetime, LimitKind, float, float], datetime]

SHARE = {"ok": 0.3, "near": 0.86, "over": 1.35}  # of the running limit that is used up, by the light it is to show
STAGE_MINUTES = {"register": 15.0, "verify": 30.0}  # as setting stage_limits has them
MINUTE = timedelta(minutes=1)
SHORTEST_GAP = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Story:
    """One line of cases.csv. ``stage`` is the state in which the case stands now ('answered' is closed by a reply)."""

    number: int
    stage: str
    light: str                       # 'ok', 'near', 'over', '' where no clock runs
    hours_ago: float                 # since it was reported, for cases that ended or wait for closing
    department: str
    subcategory: str                 # kind/major/minor code, '' while unknown
    seq: int                         # of the filing condition, 0 before registration
    source: str
    urgency: str
    community: str
    place: str
    description: str
    phone: str
    words: str                       # result, reason or reply
    again: str                       # why it came back for rework
    picture: str


@dataclass(frozen=True, slots=True)
class Beat:
    """One move of a story: what is done, when, and with which words; ``picture``: kind of photograph to attach.

    ``login`` says who does it; '' : whoever's work it is.
    """

    action: Action
    at: datetime
    values: dict[str, Any] = field(default_factory=dict)
    picture: str = ""
    login: str = ""


def read_stories() -> list[Story]:
    """All stories of resources/demo/cases.csv."""
    with resource_path("demo", "cases.csv").open(encoding="utf-8", newline="") as file:
        return [
            Story(
                number, row["stage"], row["light"], float(row["hours_ago"] or 0), row["department"], row["class"],
                int(row["condition"] or 0), row["source"], row["urgency"], row["community"], row["place"],
                row["description"], row["phone"], row["words"], row["again"], row["picture"],
            )
            for number, row in enumerate(csv.DictReader(file), 1)
        ]


class Telling:
    """Turns a story into beats at moments before ``now``."""

    def __init__(self, now: datetime, begun: Counted, after: Counted) -> None:
        self._now, self._begun, self._after = now, begun, after

    def beats(self, story: Story, condition: FilingCondition | None) -> list[Beat]:
        """The moves of ``story`` in order, at least 20 seconds apart and all in the past."""
        if story.stage in ("reported", "rejected", "answered"):
            beats = self._at_the_desk(story)
        elif condition is None:
            raise ValueError(f"story {story.number} is registered and names no filing condition")
        elif story.stage in ("registered", "voided"):
            beats = self._registered(story)
        else:
            beats = self._dispatched(story, condition)
        return self._apart(beats)

    def _before(self, minutes: float) -> datetime:
        return self._now - minutes * MINUTE

    def _stage_age(self, story: Story, stage: str) -> float:
        """Minutes since a stage began, so that its clock shows the story's light."""
        return STAGE_MINUTES[stage] * self._share(story)

    def _share(self, story: Story) -> float:
        """How much of the running limit is used up; not the same for every story of a light."""
        return SHARE[story.light or "ok"] + 0.01 * (story.number % 9)

    def _at_the_desk(self, story: Story) -> list[Beat]:
        if story.stage == "reported":
            return self._report(story, self._before(self._stage_age(story, "register")))
        began = self._now - timedelta(hours=story.hours_ago)
        ending = Action.REJECT if story.stage == "rejected" else Action.ANSWER
        words = {"reason" if ending is Action.REJECT else "reply": story.words}
        return [*self._report(story, began), Beat(ending, began + 6 * MINUTE, words)]

    def _report(self, story: Story, at: datetime) -> list[Beat]:
        beats = [Beat(Action.REPORT, at)]
        if story.picture:
            beats.append(Beat(Action.ATTACH, at + 0.7 * MINUTE, picture="near"))
        return beats

    def _registered(self, story: Story) -> list[Beat]:
        if story.stage == "voided":
            began = self._now - timedelta(hours=story.hours_ago)
            return [*self._report(story, began), Beat(Action.REGISTER, began + 7 * MINUTE),
                    Beat(Action.VOID, began + 55 * MINUTE, {"reason": story.words})]
        registered = self._before(self._stage_age(story, "register"))
        return [*self._report(story, registered - 6 * MINUTE), Beat(Action.REGISTER, registered)]

    def _dispatched(self, story: Story, condition: FilingCondition) -> list[Beat]:
        """From the dispatch on; everything before follows from when that has to have been."""
        limit = (condition.limit_kind, condition.limit_value)
        tail: list[Beat] = []
        if story.stage in ("dispatched", "accepted", "returned"):
            dispatched = self._begun(self._now, *limit, self._share(story))
            if story.stage != "dispatched":
                tail = self._taken(story, dispatched)
        elif story.stage == "suspended":
            paused = self._before(60 * 22 + 7 * story.number)
            dispatched = self._begun(paused, *limit, self._share(story))
            until = self._now + timedelta(days=75 + story.number)
            tail = [self._accept(dispatched, paused),
                    Beat(Action.SUSPEND, paused, {"until": until, "reason": story.words})]
        elif story.stage == "in_rework":
            back = self._begun(self._now, *limit, self._share(story) - 0.2)
            handled = back - 24 * MINUTE
            dispatched = self._begun(handled, *limit, 0.2)
            tail = [*self._work(story, dispatched, handled), Beat(Action.REWORK, back, {"reason": story.again})]
        elif story.stage == "handled":
            handled = self._before(self._stage_age(story, "verify"))
            worked = 1.1 if story.light == "over" else 0.55
            dispatched = self._begun(handled, *limit, worked + 0.01 * (story.number % 9))
            tail = self._work(story, dispatched, handled)
        else:
            dispatched, tail = self._mended(story, limit)
        registered = dispatched - (4 + story.number % 5) * MINUTE
        return [*self._report(story, registered - (5 + story.number % 4) * MINUTE), Beat(Action.REGISTER, registered),
                Beat(Action.DISPATCH, dispatched), *tail]

    def _taken(self, story: Story, dispatched: datetime) -> list[Beat]:
        accept = self._accept(dispatched, self._now)
        if story.stage == "accepted":
            return [accept]
        return [Beat(Action.RETURN, accept.at + (self._now - accept.at) * 0.4, {"reason": story.words})]

    def _accept(self, dispatched: datetime, until: datetime) -> Beat:
        """Taken on a quarter of an hour after the dispatch, or sooner where there is not that much time."""
        return Beat(Action.ACCEPT, dispatched + min(15 * MINUTE, (until - dispatched) * 0.3))

    def _work(self, story: Story, dispatched: datetime, handled: datetime) -> list[Beat]:
        beats = [self._accept(dispatched, handled)]
        if story.picture:
            arrived = beats[0].at + (handled - beats[0].at) * 0.4
            beats += [Beat(Action.ATTACH, arrived, picture="handle_before"),
                      Beat(Action.ATTACH, handled - 0.5 * MINUTE, picture="handle_after")]
        return [*beats, Beat(Action.HANDLE, handled, {"result": story.words})]

    def _mended(self, story: Story, limit: tuple[LimitKind, float]) -> tuple[datetime, list[Beat]]:
        dispatched = self._now - timedelta(hours=story.hours_ago) + 15 * MINUTE
        handled = min(self._after(dispatched, *limit, 0.5), dispatched + (self._now - dispatched) * 0.6)
        verified = handled + min(21 * MINUTE, (self._now - handled) * 0.4)
        beats = [*self._work(story, dispatched, handled), Beat(Action.VERIFY, verified)]
        if story.stage == "closed":
            beats.append(Beat(Action.CLOSE, verified + min(12 * MINUTE, (self._now - verified) * 0.4)))
        return dispatched, beats

    def _apart(self, beats: list[Beat]) -> list[Beat]:
        """Push beats apart from the last one backwards, so that no two fall together and none into the future."""
        latest = self._now - SHORTEST_GAP
        kept: list[Beat] = []
        for beat in reversed(beats):
            at = min(beat.at, latest)
            kept.append(Beat(beat.action, at, beat.values, beat.picture, beat.login))
            latest = at - SHORTEST_GAP
        return kept[::-1]
