"""``gridroom calendar``: says how far the announced days reach, and what comes after."""

from __future__ import annotations

from datetime import date

from app.database.calendar import WARN_DAYS, known_years
from tests.cli.conftest import Gridroom


def test_that_the_command_says_how_far_the_days_are_known(running: Gridroom) -> None:
    called = running("calendar")

    assert called.code == 0, called.complained
    until = known_years()[1]
    assert f"to {until}; 0 days added, 0 corrected." in called.said
    assert ("Monday to Friday" in called.said) == ((until - date.today()).days <= WARN_DAYS)  # noqa: DTZ011 a day matters not
