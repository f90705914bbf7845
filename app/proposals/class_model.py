"""A model that proposes classes for a text: ridge regression on characters and pairs, solved exactly.

It is deterministic, learns some thousand texts in seconds, and each score is a sum over the runs of the text, so that
it can say which words spoke for a class. Its confidence is measured, not invented: every text is judged by a model
that has not seen it (leave-one-out, which this regression gives without learning again), and the scores are stretched
until they fit how often they were right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.proposals.character_runs import Floats, RunWeights, Weighted, parts_of, runs_of
from app.proposals.likeness import likeness

RIDGE = 0.5               # how much a single text may bend the model; measured with docs/decisions/0034
USUAL_SHARPNESS = 4.0     # of the confidence, times ln(classes), while too few texts can be judged: the more classes
                          # share it, the sharper a like confidence has to be
ENOUGH_TO_MEASURE = 100
SHARPNESS = np.geomspace(1.0, 40.0, 38)
WHY_RUNS = 3              # runs of text told as the reason
LEAST_SHARE = 0.2         # of the strongest run's weight, below which a run is not told


@dataclass(frozen=True, slots=True)
class Known:
    """A text whose class is known. ``weight`` 1 is one filed case; ``is_name``: it comes from the class's own name or
    conditions, so it is learned from, but not counted when the model's hits are measured."""

    text: str
    label: str
    weight: float = 1.0
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A class, how likely it is (0 to 1), and the words of the text that spoke most for it."""

    label: str
    confidence: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Of ``texts`` known texts, each judged without itself: shares whose class came first, and among the best three."""

    texts: int
    first: float
    among_three: float


class ClassModel:
    """Classes learned by :meth:`learn`; :meth:`propose` is safe to call from several threads."""

    def __init__(self, labels: Sequence[str], runs: RunWeights, speaks: Floats, base: Floats, sharpness: float,
                 measured: Measured) -> None:
        self.labels = tuple(labels)
        self.runs, self.speaks, self.base = runs, speaks, base
        self.sharpness, self.measured = sharpness, measured

    @classmethod
    def learn(cls, known: Sequence[Known], other_texts: Sequence[str] = ()) -> ClassModel:
        """Learn from texts with their classes. ``other_texts``, whose class nobody knows, tell which runs are common.

        Raises ValueError for fewer than two classes.
        """
        usable = [one for one in known if parts_of(one.text) and one.weight > 0]
        labels = sorted({one.label for one in usable})
        if len(labels) < 2:
            raise ValueError("at least two classes are needed to tell them apart")
        runs = RunWeights.of_texts([*(one.text for one in usable if not one.is_name), *other_texts],
                                   [one.text for one in usable if one.is_name])
        texts = [runs.weigh(one.text) for one in usable]
        numbers = {label: number for number, label in enumerate(labels)}
        truth = np.array([numbers[one.label] for one in usable])
        weight = np.array([one.weight for one in usable], dtype=np.float32)
        target = np.zeros((len(usable), len(labels)), dtype=np.float32)
        target[np.arange(len(usable)), truth] = 1
        base = (weight[:, None] * target).sum(0) / weight.sum()
        alike = likeness(texts, len(runs.runs))
        alike[np.diag_indices(len(usable))] += RIDGE / weight
        inverse = np.linalg.inv(alike)
        shares = inverse @ (target - base)
        unseen = target - shares / np.diag(inverse)[:, None]
        judged = np.array([not one.is_name for one in usable])
        sharpness, measured = _measure(unseen[judged], truth[judged])
        return cls(labels, runs, _speaks(texts, shares, len(runs.runs)), base, sharpness, measured)

    def propose(self, text: str, count: int = 3) -> list[Proposal]:
        """The likeliest classes, best first; empty for a text that holds nothing the model knows."""
        weighed = self.runs.weigh(text)
        if not len(weighed.runs):
            return []
        scores = self.base + weighed.weights @ self.speaks[weighed.runs]
        shares = _confidence(scores[None], self.sharpness)[0]
        best = np.argsort(-scores, kind="stable")[:count]
        return [Proposal(self.labels[at], float(shares[at]), self._why(text, weighed, int(at))) for at in best]

    def _why(self, text: str, weighed: Weighted, label: int) -> tuple[str, ...]:
        """Stretches of the text whose runs speak for this class more than for the classes on average."""
        of_runs = self.speaks[weighed.runs]
        gains = weighed.weights * (of_runs[:, label] - of_runs.mean(1))
        gain = dict(zip(weighed.runs.tolist(), gains.tolist(), strict=True))
        found: dict[str, float] = {}
        for part in parts_of(text):
            at_place = np.zeros(len(part))
            for at, run in enumerate(runs_of(part)):
                number = self.runs.number(run)
                if number is not None:
                    start = at if len(run) == 1 else at - len(part)
                    at_place[start:start + len(run)] += gain[number] / len(run)
            for stretch, total in _stretches(part, at_place):
                found[stretch] = max(total, found.get(stretch, 0.0))
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return tuple(stretch for stretch, total in ranked[:WHY_RUNS] if total >= LEAST_SHARE * ranked[0][1])


def _stretches(part: str, at_place: np.ndarray) -> list[tuple[str, float]]:
    """Unbroken stretches of two to six characters that speak for the class, with how much they do.

    A single character is told with the neighbour that speaks more for the class; codes such as A7 are left out.
    """
    least = 0.25 * at_place.max(initial=0.0)
    found, start = [], None
    for at in range(len(part) + 1):
        speaks = at < len(part) and at_place[at] > least and part[at].isalnum()
        if speaks and start is None:
            start = at
        elif not speaks and start is not None:
            begin, end = _widened(part, at_place, start, at)
            if end - begin >= 2 and not part[begin:end].isascii():
                found.append((part[begin:end], float(at_place[begin:end].sum())))
            start = None
    return found


def _widened(part: str, at_place: np.ndarray, start: int, end: int) -> tuple[int, int]:
    """The best six characters of a longer stretch; one character with its better neighbour."""
    if end - start > 6:
        start = max(range(start, end - 5), key=lambda begin: float(at_place[begin:begin + 6].sum()))
        return start, start + 6
    if end - start == 1:
        near = [at for at in (start - 1, end) if 0 <= at < len(part) and part[at].isalnum()]
        if near:
            other = max(near, key=lambda at: float(at_place[at]))
            return min(start, other), max(start, other) + 1
    return start, end


def _speaks(texts: Sequence[Weighted], shares: Floats, runs: int) -> Floats:
    """For each run and class how strongly the run speaks for the class."""
    speaks = np.zeros((runs, shares.shape[1]), dtype=np.float32)
    for text, share in zip(texts, shares, strict=True):
        speaks[text.runs] += text.weights[:, None] * share
    return speaks


def _confidence(scores: Floats, sharpness: float) -> Floats:
    stretched = sharpness * (scores - scores.max(1, keepdims=True))
    shares = np.exp(stretched)
    return np.asarray(shares / shares.sum(1, keepdims=True), dtype=np.float32)


def _measure(scores: Floats, truth: np.ndarray) -> tuple[float, Measured]:
    """The sharpness under which the confidence fits best what was right, and how often it was right."""
    usual = USUAL_SHARPNESS * float(np.log(scores.shape[1]))
    if not len(truth):
        return usual, Measured(0, 0.0, 0.0)
    order = np.argsort(-scores, axis=1, kind="stable")
    measured = Measured(len(truth), float((order[:, 0] == truth).mean()),
                        float((order[:, :3] == truth[:, None]).any(1).mean()))
    if len(truth) < ENOUGH_TO_MEASURE:
        return usual, measured
    rows = np.arange(len(truth))
    costs = [-np.log(np.maximum(_confidence(scores, float(one))[rows, truth], 1e-9)).mean() for one in SHARPNESS]
    return float(SHARPNESS[int(np.argmin(costs))]), measured
