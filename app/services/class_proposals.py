"""What class a report speaks for while it is typed: learned at sign-in, asked at every pause in typing."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import catalogue, class_examples
from app.database.failures_from_sql import translated
from app.domain.case import Case, Stage
from app.domain.catalogue import ProposedClass, Subcategory, urgent_words_in
from app.domain.failures import Failure

if TYPE_CHECKING:
    from app.proposals.class_model import ClassModel

log = logging.getLogger("gridroom.proposals")
RELEARN_AFTER = 50  # newly registered cases


@dataclass(frozen=True, slots=True)
class _Learned:
    model: ClassModel | None         # None: the catalogue has fewer than two classes
    minors: dict[str, Subcategory]
    urgent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    classes: tuple[ProposedClass, ...]
    urgent: str


class ClassProposals(QObject):
    """Learns in the background; asked before it has learned, it answers as soon as it has. Only the newest text counts.

    Signals:
        proposed(object, str): up to three ProposedClass, best first, and the words that speak for an urgent case or ''.
        learned(): there is a (new) model.
    """

    proposed = Signal(object, str)
    learned = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._catalogue: tuple[Subcategory, ...] = ()
        self._known: _Learned | None = None
        self._learning: Job | None = None
        self._asked: Job | None = None
        self._text = ""
        self._registered: set[int] = set()

    @property
    def is_learning(self) -> bool:
        """Whether a model is being learned now."""
        return self._learning is not None

    def set_catalogue(self, subcategories: Iterable[Subcategory]) -> None:
        """Learn these classes, unless they are the ones that were learned."""
        read = tuple(subcategories)
        if read != self._catalogue or (self._known is None and self._learning is None):
            self._catalogue = read
            self._learn()

    @Slot(object)
    def hear_case(self, case: Case) -> None:
        """A case of the board: enough newly registered ones and the model is learned again."""
        if self._known is None or case.stage is not Stage.TO_DISPATCH:
            return
        self._registered.add(case.case_id)
        if len(self._registered) >= RELEARN_AFTER and self._learning is None:
            self._learn()

    @Slot(str)
    def propose(self, text: str) -> None:
        """Ask what ``text`` speaks for; answered by ``proposed``, and anew whenever a new model is there."""
        self._text = text
        if self._asked is not None:
            self._asked.cancel()
        if self._known is not None:
            work = partial(_proposals, self._known, text)
            self._asked = self._jobs.run(work, self._answer, self._broke, name="propose classes")

    def _learn(self) -> None:
        if self._learning is not None:
            self._learning.cancel()
        self._learning = self._jobs.run(self._fetch_and_learn, self._take, self._failed, name="learn classes")

    def _fetch_and_learn(self) -> _Learned:
        from app.proposals.district import learn_district  # numpy is loaded here, off the GUI thread

        subcategories = self._catalogue
        with translated(), self._engine.begin() as connection:
            filed = class_examples.class_examples(connection)
            words = catalogue.setting(connection, "urgent_words")
        try:
            model = learn_district(subcategories, filed)
        except ValueError:
            model = None
        urgent = tuple(str(word) for word in words) if isinstance(words, list) else ()
        return _Learned(model, {str(minor.minor_id): minor for minor in subcategories}, urgent)

    @Slot(object)
    def _take(self, learned: _Learned) -> None:
        self._known, self._learning = learned, None
        self._registered.clear()
        if learned.model is not None:
            measured = learned.model.measured
            log.info("classes learned from %d cases; judged without itself, the right one first %.3f, among three %.3f",
                     measured.texts, measured.first, measured.among_three)
        self.learned.emit()
        if self._text:
            self.propose(self._text)

    @Slot(object)
    def _answer(self, answer: _Answer) -> None:
        self._asked = None
        self.proposed.emit(answer.classes, answer.urgent)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._learning = None
        if not isinstance(error, Failure):
            raise error
        # Without a server nothing is learned; the next reading of the catalogue tries again.

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._asked = None
        raise error


def _proposals(known: _Learned, text: str) -> _Answer:
    found = known.model.propose(text) if known.model is not None else []
    classes = tuple(ProposedClass(known.minors[one.label], one.confidence, one.why) for one in found)
    return _Answer(classes, urgent_words_in(text, known.urgent))
