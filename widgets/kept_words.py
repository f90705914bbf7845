"""Words that were typed for moves and not sent, kept per case while other cases are shown."""

from __future__ import annotations

from app.domain.case import Action


class KeptWords:
    """For each case the words by action and need, and the action that was opened by hand."""

    def __init__(self) -> None:
        self._words: dict[int, dict[Action, dict[str, str]]] = {}
        self._opened: dict[int, Action] = {}

    def keep(self, case_id: int, action: Action, words: dict[str, str]) -> None:
        """These words stand in the fields of the action now; none take away what stood there before."""
        of_case = self._words.setdefault(case_id, {})
        if words:
            of_case[action] = words
        else:
            of_case.pop(action, None)
        if not of_case:
            self._words.pop(case_id)

    def words_of(self, case_id: int, action: Action) -> dict[str, str]:
        """What is kept for this action of this case, by need."""
        return dict(self._words.get(case_id, {}).get(action, {}))

    def cases(self) -> frozenset[int]:
        """The cases for which something is kept."""
        return frozenset(self._words)

    def forget(self, case_id: int, action: Action) -> None:
        """The words of this action were sent and answered."""
        self.keep(case_id, action, {})
        if self._opened.get(case_id) is action:
            self._opened.pop(case_id)

    def open(self, case_id: int, action: Action) -> None:
        """This action was opened by hand and stays open until ``close``."""
        self._opened[case_id] = action

    def close(self, case_id: int) -> None:
        """No action of this case is opened by hand any more; its words are kept."""
        self._opened.pop(case_id, None)

    def opened(self, case_id: int) -> Action | None:
        """The action of this case that was opened by hand."""
        return self._opened.get(case_id)
