"""Which cases are chosen together for one move, the same in the table and in the columns."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QObject, Signal

from app.domain.batch import MOST_CASES


class CaseChoice(QObject):
    """Several cases chosen at a time; while fewer than two are, the current case alone counts.

    Signals:
        changed(): other cases are chosen now.
        limited(int): so many were asked for and only ``MOST_CASES`` of them were taken.
    """

    changed = Signal()
    limited = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[int, None] = {}
        self._anchor: int | None = None

    def __contains__(self, case_id: object) -> bool:
        return case_id in self._chosen

    def __len__(self) -> int:
        return len(self._chosen)

    @property
    def many(self) -> bool:
        """Whether more than one is chosen."""
        return len(self._chosen) > 1

    @property
    def anchor(self) -> int | None:
        """The case from which Shift stretches."""
        return self._anchor

    def ids(self) -> list[int]:
        """The chosen ones in the order in which they were chosen."""
        return list(self._chosen)

    def pick(self, case_id: int | None) -> None:
        """One case, by a plain click or arrow: nothing is chosen together any more."""
        self._anchor = case_id
        self._take({})

    def toggle(self, case_id: int, current: int | None) -> None:
        """Ctrl: one more or one less; what was current before is part of it."""
        chosen = dict(self._chosen)
        if not chosen and current is not None:
            chosen[current] = None
        if case_id in chosen:
            del chosen[case_id]
        else:
            chosen[case_id] = None
        self._anchor = case_id
        self._take(chosen)

    def stretch(self, case_ids: Iterable[int]) -> None:
        """Shift: exactly these, from the anchor on."""
        self._take(dict.fromkeys(case_ids))

    def everything(self, case_ids: Iterable[int]) -> None:
        """Ctrl+A: all that the filter lets through."""
        self._take(dict.fromkeys(case_ids))

    def drop(self, case_ids: Iterable[int]) -> None:
        """These are not on the board any more."""
        gone = self._chosen.keys() & set(case_ids)
        if gone:
            self._take({case_id: None for case_id in self._chosen if case_id not in gone})

    def _take(self, chosen: dict[int, None]) -> None:
        asked = len(chosen)
        if asked > MOST_CASES:
            chosen = dict.fromkeys(list(chosen)[:MOST_CASES])
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit()
        if asked > MOST_CASES:
            self.limited.emit(asked)
