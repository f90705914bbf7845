"""Who has a case and in which part, the whistles, and its way up: each with who, when and what came of it."""

from __future__ import annotations

from datetime import datetime

from app.domain.case import CaseState
from app.domain.case_detail import CaseDetail
from app.domain.dispatching import CaseUnit, Escalation, UnitAnswer, UnitPart
from widgets.dispatch_words import escalation_level_word, unit_answer_word, unit_end_word, unit_part_word
from widgets.time_words import moment_words
from widgets.told_list import ToldList


class UnitList(ToldList):
    """A returned case says first why it came back; then the units that take part, the way up, and those that it left.

    Signals: none.
    """

    def show_case(self, detail: CaseDetail, now: datetime) -> None:
        """Show the units and the way up at the server time ``now``; hidden when there is nothing to say."""
        self._clear()
        told = [unit for unit in detail.units if unit.ended_at is None]
        left = [unit for unit in detail.units if unit.ended_at is not None]
        if detail.case.state is CaseState.RETURNED and left:
            back = max(left, key=lambda unit: unit.ended_at or unit.told_at)
            self._head("behind", self.tr("Returned by {department}: {why}").format(
                department=back.department, why=back.ended_why))
            left.remove(back)
            self._lines([self.tr("Dispatch it again or send it back to registering.")])
        # One unit alone says no more than the head of the case does.
        if len(told) > 1 or any(unit.part is not UnitPart.MAIN for unit in told):
            for unit in told:
                self._head(self._sign(unit, now), f"{unit_part_word(unit.part)} · {unit.department}")
                self._lines(self._unit_lines(unit, now))
        for step in detail.escalations:
            self._head(self._step_sign(step, now),
                      f"{escalation_level_word(step.from_level)} → {escalation_level_word(step.to_level)}")
            self._lines(self._step_lines(step, now))
        for unit in left:
            self._head("idle", f"{unit_part_word(unit.part)} · {unit.department} · "
                              f"{unit_end_word(unit.ended_how) if unit.ended_how else ''}")
            self._lines(self._left_lines(unit, now))
        self._told()

    @staticmethod
    def _sign(unit: CaseUnit, now: datetime) -> str:
        if unit.part is UnitPart.WHISTLED and unit.answer is None:
            return "overdue" if unit.due_at is not None and unit.due_at <= now else "order"
        return "near" if unit.part is UnitPart.ASSIST and unit.done_at is None else "idle"

    @staticmethod
    def _step_sign(step: Escalation, now: datetime) -> str:
        if step.received_at is None:
            return "overdue" if step.receive_by <= now else "near"
        return "idle"

    def _unit_lines(self, unit: CaseUnit, now: datetime) -> list[str]:
        by = self.tr("the room for the street") if unit.typed_in else unit.told_by
        lines = [self.tr("Told {at} by {by}").format(at=moment_words(unit.told_at, now), by=by)]
        if unit.part is not UnitPart.MAIN and unit.demand:
            lines.append(unit.demand)
        if unit.answered_at is not None and unit.answer is not None:
            lines.append(self._said(unit_answer_word(unit.answer), unit.answered_at, unit.answered_by,
                                    unit.answer_words, now))
            if unit.answer is UnitAnswer.ARRIVED and unit.due_at is not None and unit.answered_at > unit.due_at:
                lines.append(self.tr("Later than asked: {at}").format(at=moment_words(unit.due_at, now)))
        elif unit.due_at is not None:
            lines.append(self.tr("To be there by {at}").format(at=moment_words(unit.due_at, now)))
        if unit.done_at is not None:
            lines.append(self._said(self.tr("done"), unit.done_at, unit.done_by, unit.done_words, now))
        elif unit.part is UnitPart.ASSIST:
            lines.append(self.tr("not done yet"))
        return lines

    def _left_lines(self, unit: CaseUnit, now: datetime) -> list[str]:
        if unit.ended_at is None:
            return []
        return [self._said(moment_words(unit.told_at, now) + " →", unit.ended_at, unit.ended_by, unit.ended_why, now)]

    def _step_lines(self, step: Escalation, now: datetime) -> list[str]:
        lines = [self._said(self.tr("sent"), step.sent_at, step.sent_by, step.reason, now)]
        if step.agreed_by:
            lines.append(self.tr("Agreed by {who}").format(who=step.agreed_by))
        if step.received_at is None:
            lines.append(self.tr("To be received by {at}").format(at=moment_words(step.receive_by, now)))
        else:
            number = f" {step.receipt_number}" if step.receipt_number else ""
            lines.append(self._said(self.tr("received") + number, step.received_at, step.receiver, "", now))
        if step.returned_at is not None:
            lines.append(self._said(self.tr("answered"), step.returned_at, step.returned_by, step.answer, now))
        return lines

    @staticmethod
    def _said(what: str, at: datetime, by: str, words: str, now: datetime) -> str:
        head = " ".join(part for part in (what, moment_words(at, now), by) if part)
        return f"{head}: {words}" if words else head
