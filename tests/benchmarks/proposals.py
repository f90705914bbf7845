"""Classes proposed for a text, and learned again: 190 classes, 3,000 texts, as a room has them after some months."""

from __future__ import annotations

import random
import time

import psutil

from app.database.embedded_server import EmbeddedServer
from app.proposals.class_model import ClassModel, Known
from tests.benchmarks.table import Row, Say, below, percentile

CLASSES = 190
TEXTS = 3_000
ASKED = 400
MIB = 2**20


def run(_server: EmbeddedServer, say: Say) -> list[Row]:
    """Two rows: one proposal, and learning everything anew. No database takes part."""
    chance = random.Random(11)
    letters = [chr(0x4E00 + number) for number in range(3_000)]
    usual = chance.sample(letters, 400)
    own = ["".join(chance.choices(letters, k=12)) for _ in range(CLASSES)]

    def made(label: int) -> str:
        words = [own[label][at:at + 3] for at in chance.choices(range(10), k=8)]
        return "".join(word + "".join(chance.choices(usual, k=9)) for word in words)

    known = [Known(made(number % CLASSES), str(number % CLASSES)) for number in range(TEXTS)]
    process = psutil.Process()
    before = process.memory_info().rss
    began = time.monotonic()
    model = ClassModel.learn(known)
    learned = time.monotonic() - began
    grown = (process.memory_info().rss - before) / MIB
    took, right = [], 0
    for number in range(ASKED):
        text = made(number % CLASSES)
        began = time.perf_counter()
        proposals = model.propose(text)
        took.append(time.perf_counter() - began)
        right += proposals[0].label == str(number % CLASSES)
    say(f"learned in {learned:.1f} s, right first in {right / ASKED:.0%} of made-up texts")
    return [
        below("proposals: three classes for a text", percentile(took, 0.95) * 1000, "ms", 100,
              f"p95 of {ASKED} texts of 96 characters, {CLASSES} classes, with the reason"),
        below("proposals: learn 3,000 texts", learned, "s", None,
              f"on a worker, at sign-in; the process grew by {grown:.0f} MiB"),
    ]
