"""What the tests of the background share."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def garbage_on_this_thread() -> Iterator[None]:
    """As in the program (app/background/garbage.py): a worker must not destroy what belongs to this thread."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
