"""How alike each pair of texts is: the products of their weights, as one square matrix."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.proposals.character_runs import Floats, Weighted

OFTEN = 64             # a run in more texts than this is multiplied as a full column, a rarer one pair by pair
COLUMNS = 1_024        # full columns at a time
PAIRS = 4_000_000      # pairs at a time


def likeness(texts: Sequence[Weighted], runs: int) -> Floats:
    """The matrix of products, one row and column a text; ``runs`` is how many runs there are.

    Written for some thousand short texts: their weights are nearly all zero, and a full product would take minutes.
    """
    count = len(texts)
    rows = np.repeat(np.arange(count, dtype=np.int32), [len(text.runs) for text in texts])
    columns = np.concatenate([text.runs for text in texts]) if texts else np.empty(0, np.int32)
    values = np.concatenate([text.weights for text in texts]) if texts else np.empty(0, np.float32)
    order = np.argsort(columns, kind="stable")
    rows, columns, values = rows[order], columns[order], values[order]
    held = np.bincount(columns, minlength=runs)
    starts = np.concatenate(([0], np.cumsum(held)))
    alike = np.zeros((count, count), dtype=np.float32)
    _add_frequent(alike, rows, values, starts, np.flatnonzero(held > OFTEN))
    for times in range(1, OFTEN + 1):
        chosen = np.flatnonzero(held == times)
        at_once = max(1, PAIRS // (times * times))
        for begin in range(0, len(chosen), at_once):
            at = starts[chosen[begin:begin + at_once], None] + np.arange(times)
            _add_pairs(alike, rows[at], values[at])
    return alike


def _add_frequent(alike: Floats, rows: NDArray[np.int32], values: Floats, starts: NDArray[np.int64],
                  runs: NDArray[np.int64]) -> None:
    for begin in range(0, len(runs), COLUMNS):
        block = np.zeros((len(alike), min(COLUMNS, len(runs) - begin)), dtype=np.float32)
        for column, run in enumerate(runs[begin:begin + COLUMNS].tolist()):
            span = slice(starts[run], starts[run + 1])
            block[rows[span], column] = values[span]
        alike += block @ block.T


def _add_pairs(alike: Floats, rows: NDArray[np.int32], values: Floats) -> None:
    cells = rows[:, :, None].astype(np.int64) * len(alike) + rows[:, None, :]
    products = values[:, :, None] * values[:, None, :]
    np.add.at(alike.reshape(-1), cells.reshape(-1), products.reshape(-1))
