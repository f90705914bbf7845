"""What the command bar can do: it proposes while one types, carries out what is chosen, and says what is possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Slot

from app.domain.case import Stage
from app.domain.command import Suggestion, SuggestionKind, matching
from ui.answer_commands import AnswerCommands
from ui.case_commands import case_commands, impossible_words
from ui.scan_watch import looks_like_number, scanned_number
from ui.workstation import Workstation
from widgets.command_line import CommandLine
from widgets.rail import RailPage
from widgets.stage_list import BOARD_STAGES
from widgets.words import stage_word, state_word

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_MOST_CASES, _MOST_NAMES = 5, 6


class CommandDesk(QObject):
    """Joins the command line with the window. Signals: none; it acts."""

    def __init__(self, workstation: Workstation, line: CommandLine, window: MainWindow, pages: Iterable[RailPage],
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._line, self._window = workstation, line, window
        self._pages = tuple(pages)
        self._answers = AnswerCommands(workstation, window, self)
        line.words_typed.connect(self._propose)
        line.chosen.connect(self._carry_out)
        line.entered.connect(self._enter)

    @Slot(str)
    def _propose(self, typed: str) -> None:
        self._line.show_suggestions(self.suggestions(typed))

    @Slot(object)
    def _carry_out(self, one: Suggestion) -> None:
        self._line.give_back()
        one.run()

    @Slot(str)
    def _enter(self, typed: str) -> None:
        """Enter before the list is there: a scanner types faster than anybody reads."""
        number = scanned_number(typed)
        if number is not None:
            self._line.clear()
            self._window.open_number(number)
            return
        found = [one for one in self.suggestions(typed) if one.kind is not SuggestionKind.NOTE]
        if typed.strip() and found:
            self._line.clear()
            self._carry_out(found[0])

    def suggestions(self, typed: str) -> list[Suggestion]:
        """What the words may mean, the likeliest first."""
        words = typed.strip().lstrip("/").strip()
        scanned = scanned_number(words)
        if scanned is not None:
            return [self._open_case(scanned, self.tr("scanned"))]
        if looks_like_number(words):
            return [*self._numbered(words), *self._search(words)]
        answers = self._answers.suggestions(words)
        if answers:
            return [*answers, *self._find(words)]
        head, _space, rest = words.partition(" ")
        inspector = self._window.open_inspector()
        narrowed = self._narrowed(head, rest.strip())
        if narrowed is not None:
            return narrowed
        actions = list(case_commands(inspector, head, rest.strip()))
        offered = [*self._commands(), *self._stages()]
        if not words:  # the next step, then what is always there, then everything else that the case allows
            return [*actions[:1], *offered, *actions[1:]]
        found = [*actions, *matching(words, offered)] if rest else matching(words, [*actions, *offered])
        names = [*self._views(words), *self._areas(words), *self._departments(words)]
        why_not = impossible_words(inspector, head) if not actions else ""
        told = [_note(why_not)] if why_not else []
        return [*told, *found, *names, *self._find(words)]

    # What there is ------------------------------------------------------------------------------------------

    def _commands(self) -> Iterator[Suggestion]:
        window, board = self._window, self._window.board
        kind = SuggestionKind.COMMAND
        if board.may_report:
            yield Suggestion(kind, self.tr("Take down a report"), window.report, key="F4",
                             aliases=("new", "xba", self.tr("new case")))
            yield Suggestion(kind, self.tr("Paste as a report"), board.paste_report, key="Ctrl+Shift+V",
                             aliases=("paste",))
        for number, page in enumerate(self._pages, start=1):
            yield Suggestion(kind, page.name, partial(window.show_page, page.key), detail=page.word,
                             key=f"Alt+{number}", aliases=(page.key, page.word))
        yield Suggestion(kind, self.tr("Saved views"), board.open_shelf, key="Alt+V", aliases=("views",))
        yield Suggestion(kind, self.tr("Show everything"), self._everything, aliases=("all", "clear"),
                         detail=self.tr("nothing narrows the board any more"))
        for theme, words, short in (("night", self.tr("Dark colours for the night"), self.tr("night")),
                                    ("day", self.tr("Light colours for the day"), self.tr("day"))):
            if theme != window.theme.theme:
                yield Suggestion(kind, words, partial(window.theme.choose, theme), detail=short,
                                 aliases=(theme, short))
        if self._work.casework.undo is not None:
            yield Suggestion(kind, self.tr("Take the last dispatch back"), window.foot.undo_asked.emit, key="Ctrl+Z",
                             detail=self._work.casework.undo.case_number[-5:], aliases=("undo",))
        yield Suggestion(kind, self.tr("Sign out"), window.sign_out_asked.emit, key="Ctrl+Shift+Q",
                         aliases=("quit", "exit"))

    def _stages(self) -> Iterator[Suggestion]:
        for stage in BOARD_STAGES:
            yield Suggestion(SuggestionKind.COMMAND, stage_word(stage), partial(self._show_stage, stage),
                             detail=self.tr("on the board"), aliases=(stage.value,))

    def _views(self, words: str) -> list[Suggestion]:
        return matching(words, (Suggestion(SuggestionKind.VIEW, view.name, partial(self._show_view, view),
                                           detail=self.tr("saved view")) for view in self._work.views.views)
                        )[:_MOST_NAMES]

    def _areas(self, words: str) -> list[Suggestion]:
        book = self._work.book
        known = {area.path: area for area in (*book.streets, *book.communities)}
        return matching(words, (Suggestion(
            SuggestionKind.AREA, area.name, partial(self._narrow, "area", area.path),
            detail=" · ".join(filter(None, (self.tr("area"), known[up].name if (up := area.path.rpartition(".")[0])
                                            in known else "")))) for area in known.values()))[:_MOST_NAMES]

    def _departments(self, words: str) -> list[Suggestion]:
        return matching(words, (Suggestion(
            SuggestionKind.DEPARTMENT, one.name, partial(self._narrow, "department", one.department_id),
            detail=self.tr("its cases")) for one in self._work.book.departments if one.active))[:_MOST_NAMES]

    def _numbered(self, words: str) -> Iterator[Suggestion]:
        """Cases of the board whose number ends so, then the number itself, whatever it is."""
        ending = [case for case in self._work.board.cases() if case.case_number.endswith(words)]
        for case in sorted(ending, key=lambda case: -case.case_id)[:_MOST_CASES]:
            yield self._open_case(case.case_number, " · ".join(filter(None, (
                state_word(case.state), case.subcategory, case.place))))
        if not any(case.case_number == words for case in ending) and len(ending) != 1:
            yield self._open_case(words, self.tr("open the case with this number or ending"))

    def _open_case(self, number: str, detail: str) -> Suggestion:
        return Suggestion(SuggestionKind.CASE, number, partial(self._window.open_number, number), detail=detail)

    def _find(self, words: str) -> list[Suggestion]:
        on_board = Suggestion(SuggestionKind.SEARCH, words, partial(self._words_on_board, words),
                              detail=self.tr("find on the board"))
        return [on_board, *self._search(words)]

    def _search(self, words: str) -> list[Suggestion]:
        return [Suggestion(SuggestionKind.SEARCH, words, partial(self._window.search, words),
                           detail=self.tr("search all years"))] if len(words) > 1 else []

    def _narrowed(self, head: str, rest: str) -> list[Suggestion] | None:
        """``区域 …``, ``部门 …``, ``视图 …``, ``检索 …``: one kind alone; None when the first word is none of these."""
        kinds = {self.tr("area"): self._areas, self.tr("department"): self._departments,
                 self.tr("view"): self._views, self.tr("search"): self._search}
        listed = next((kind for word, kind in kinds.items() if head.casefold() == word.casefold()), None)
        if listed is None or (not rest and listed == self._search):
            return None
        return listed(rest) or [_note(self.tr("no {kind} is called “{words}”").replace("{kind}", head)
                                      .replace("{words}", rest))]

    # Carrying out -------------------------------------------------------------------------------------------

    def _everything(self) -> None:
        self._window.show_page("board")
        self._window.board.stages.choose(None)
        self._window.board.filter.set_stage(None)
        self._window.board.filter.show_everything()

    def _show_stage(self, stage: Stage) -> None:
        self._window.show_page("board")
        self._window.board.stages.choose(stage)
        self._window.board.filter.set_stage(stage)
        self._window.board.leave_command()

    def _show_view(self, view: object) -> None:
        self._window.show_page("board")
        self._window.board.view_desk.show_view(view)
        self._window.board.leave_command()

    def _narrow(self, box: str, value: object) -> None:
        self._window.show_page("board")
        chosen = getattr(self._window.board.filter, box)
        chosen.setCurrentIndex(max(0, chosen.findData(value)))
        self._window.board.leave_command()

    def _words_on_board(self, words: str) -> None:
        self._window.show_page("board")
        self._window.board.find_words(words)
        self._window.board.leave_command()


def _note(words: str) -> Suggestion:
    return Suggestion(SuggestionKind.NOTE, words, lambda: None)
