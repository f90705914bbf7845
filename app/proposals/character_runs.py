"""A text as weights of its characters and pairs of neighbouring characters (TF-IDF), without cutting it into words.

Chinese is written without spaces; pairs of characters carry most of what words do, need no dictionary, and do not go
wrong on names of places. Longer runs were measured and made the proposals worse (docs/decisions/0034).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HEAD = 200          # characters of the text below the first line that are read: what it is about is said first
FIRST_LINE = 60     # a first line up to this long is read as a subject and weighs as much as the rest
TOO_COMMON = 0.3    # a run that stands in more of the texts says nothing …
FEW = 30            # … unless there are so few texts that a class may own it

FIRST_SENTENCE = re.compile(r".{12,80}?[。!?;]")  # as normalised: full-width signs have become these

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighted:
    """One text: numbers of the runs that it holds, ascending, and their weights; length 1 unless it holds none."""

    runs: NDArray[np.int32]
    weights: Floats


def parts_of(text: str) -> tuple[str, ...]:
    """The first line, or in one long line the first sentence, and the head of the rest; without spaces."""
    plain = unicodedata.normalize("NFKC", text).lower()
    lines = ["".join(line.split()) for line in plain.split("\n")]
    lines = [line for line in lines if line]
    if len(lines) > 1 and len(lines[0]) <= FIRST_LINE:
        return lines[0], "".join(lines[1:])[:HEAD]
    joined = "".join(lines)
    said = FIRST_SENTENCE.match(joined)
    end = said.end() if said is not None else FIRST_LINE
    return tuple(part for part in (joined[:end], joined[end:end + HEAD]) if part)


def runs_of(part: str) -> list[str]:
    """Every character and every pair of neighbours, in order."""
    return [*part, *(part[at:at + 2] for at in range(len(part) - 1))]


class RunWeights:
    """Which runs count, and how much: the rarer among the texts, the more."""

    def __init__(self, runs: Sequence[str], rarity: Floats) -> None:
        self.runs = list(runs)
        self.rarity = rarity
        self._numbers = {run: number for number, run in enumerate(self.runs)}

    @classmethod
    def of_texts(cls, texts: Iterable[str], always: Iterable[str] = ()) -> RunWeights:
        """Weights from how many of ``texts`` hold a run. One that stands in a single text is left out, unless it
        stands in one of ``always`` (which are counted as well)."""
        kept = {run for text in always for part in parts_of(text) for run in runs_of(part)}
        counts: Counter[str] = Counter()
        total = 0
        for text in [*texts, *always]:
            total += 1
            counts.update({run for part in parts_of(text) for run in runs_of(part)})
        found = sorted(run for run, count in counts.items()
                       if (count > 1 or run in kept) and count <= max(FEW, TOO_COMMON * total))
        held = np.array([counts[run] for run in found], dtype=np.float32)
        return cls(found, np.log((1 + total) / (1 + held)) + np.float32(1))

    def weigh(self, text: str) -> Weighted:
        """The text's runs and weights; the first line and the rest count alike."""
        together: dict[int, float] = {}
        for part in parts_of(text):
            counts = Counter(number for run in runs_of(part) if (number := self._numbers.get(run)) is not None)
            if not counts:
                continue
            numbers = np.fromiter(counts, dtype=np.int32)
            times = np.fromiter(counts.values(), dtype=np.float32)
            weights = (1 + np.log(times)) * self.rarity[numbers]
            weights /= np.linalg.norm(weights)
            for number, weight in zip(numbers.tolist(), weights.tolist(), strict=True):
                together[number] = together.get(number, 0.0) + weight
        numbers = np.array(sorted(together), dtype=np.int32)
        weights = np.array([together[number] for number in numbers.tolist()], dtype=np.float32)
        length = float(np.linalg.norm(weights))
        return Weighted(numbers, weights / np.float32(length) if length else weights)

    def number(self, run: str) -> int | None:
        """The number of a run, None when it does not count."""
        return self._numbers.get(run)
