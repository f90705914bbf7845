"""Finding the class of a case by typing: any part of its name, its category or its code."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QCompleter, QLineEdit, QWidget

from app.domain.catalogue import Subcategory
from widgets.tokens import Tokens

_ENOUGH = 0.5  # share of a name's neighbouring pairs of characters that the words must hold


def likely_class(words: str, subcategories: Iterable[Subcategory]) -> Subcategory | None:
    """The one class whose name the words hold best, or None when none does or two do alike.

    Compared by pairs of neighbouring characters, so that ``井盖`` in the words speaks for ``污水井盖``.
    """
    scores: list[tuple[float, int, Subcategory]] = []
    for one in subcategories:
        pairs = {one.name[at:at + 2] for at in range(len(one.name) - 1)}
        held = sum(pair in words for pair in pairs)
        if pairs and not one.disabled and held / len(pairs) >= _ENOUGH:
            scores.append((held / len(pairs), held, one))
    scores.sort(key=lambda score: score[:2], reverse=True)
    if not scores or (len(scores) > 1 and scores[0][:2] == scores[1][:2]):
        return None
    return scores[0][2]


class ClassSearch(QLineEdit):
    """A line that proposes subcategories while one types; Enter takes the marked or the only proposal.

    Empty, it may show what the description speaks for (``propose``); Enter accepts that, typing overrides it.

    Signals:
        class_chosen(object): the ``minor_id`` that was chosen, None when the line was emptied or no longer names one.
        marked(object): the ``minor_id`` that Enter would take (arrows choose another), None for none.
    """

    class_chosen = Signal(object)
    marked = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._by_label: dict[str, Subcategory] = {}
        self._by_id: dict[int, Subcategory] = {}
        self._chosen: int | None = None
        self._proposed: Subcategory | None = None
        self._offered: tuple[Subcategory, ...] = ()  # by the model, likeliest first
        self._list = QStringListModel(self)
        proposals = QCompleter(self._list, self)
        proposals.setFilterMode(Qt.MatchFlag.MatchContains)
        proposals.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        proposals.setMaxVisibleItems(12)
        proposals.activated[str].connect(self._take)
        self.setCompleter(proposals)
        self._say_hint()
        self.setAccessibleName(self.tr("Class"))
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self._take_only)

    def set_catalogue(self, subcategories: Iterable[Subcategory]) -> None:
        """What may be chosen; disabled classes are left out, a chosen one stays."""
        known = list(subcategories)
        self._by_id = {one.minor_id: one for one in known}
        self._by_label = {_label(one): one for one in known if not one.disabled}
        self._list.setStringList(list(self._by_label))
        if self._chosen is not None and not self.text():
            self.choose(self._chosen)

    def choose(self, minor_id: int | None) -> None:
        """Show this class without telling anybody."""
        self._chosen = minor_id
        one = self._by_id.get(minor_id) if minor_id is not None else None
        with QSignalBlocker(self):
            self.setText(_label(one) if one is not None else "")
            self.setCursorPosition(0)

    def propose(self, words: str) -> None:
        """Show what class these words speak for, as long as none is chosen or typed."""
        if not self._offered:
            self._proposed = likely_class(words, self._by_label.values())
            self._say_hint()

    def offer(self, proposals: Iterable[Subcategory]) -> None:
        """What the model proposes, likeliest first: Enter takes the first, the arrows mark another. What is chosen or
        typed stays."""
        self._offered = tuple(proposals)
        self._mark(self._offered[0] if self._offered else None)

    def take(self, minor_id: int) -> None:
        """Choose this class and tell it, as if it had been typed."""
        one = self._by_id.get(minor_id)
        if one is not None and not one.disabled and self._chosen != minor_id:
            self.setText(_label(one))
            self._take(_label(one))

    def chosen(self) -> Subcategory | None:
        """The class that is chosen, or None."""
        return self._by_id.get(self._chosen) if self._chosen is not None else None

    def proposed(self) -> Subcategory | None:
        """The class that Enter would take while the line is empty, or None."""
        return self._proposed

    def matches(self, typed: str) -> list[Subcategory]:
        """The classes in whose label the typed text occurs."""
        part = typed.strip().casefold()
        return [one for label, one in self._by_label.items() if part in label.casefold()] if part else []

    def _take(self, label: str) -> None:
        one = self._by_label.get(label)
        if one is not None:
            self._chosen = one.minor_id
            self.setCursorPosition(0)
            self.class_chosen.emit(one.minor_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk through the proposals while the line is empty."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key(), 0)
        if step and self._offered and not self.text():
            at = self._offered.index(self._proposed) if self._proposed in self._offered else -step
            self._mark(self._offered[(at + step) % len(self._offered)])
            return
        super().keyPressEvent(event)

    def _mark(self, one: Subcategory | None) -> None:
        self._proposed = one
        self._say_hint()
        self.marked.emit(one.minor_id if one is not None else None)

    def _say_hint(self) -> None:
        if self._proposed is None:
            self.setPlaceholderText(self.tr("Type a part of the name or the code"))
        else:
            self.setPlaceholderText(self.tr("{name}?  Enter takes it").format(name=self._proposed.name))

    def _take_only(self) -> None:
        found = self.matches(self.text())
        if not self.text().strip() and self._proposed is not None:
            found = [self._proposed]
        if self._chosen is None and len(found) == 1:
            self.setText(_label(found[0]))
            self._take(_label(found[0]))

    def _edited(self, text: str) -> None:
        exact = [one for one in self._by_label.values() if one.name == text.strip()]
        chosen = exact[0].minor_id if len(exact) == 1 else None
        if chosen != self._chosen:
            self._chosen = chosen
            self.class_chosen.emit(chosen)


def _label(one: Subcategory) -> str:
    return f"{one.name} · {one.category} · {one.code}"
