"""Which fields an action asks for: one for every value it needs, and the optional ones that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain.aftercare import HandlingKind
from app.domain.appeal import OrderAppeal
from app.domain.case import Action, CaseState, Stage
from app.domain.case_detail import AllowedAction, CaseDetail
from app.domain.catalogue import Subcategory
from app.domain.confirmation import Confirmation
from app.domain.dispatching import RETURN_CAUSES, Level, UnitAnswer, levels_above
from app.domain.field_task import TaskKind
from app.domain.people import Department
from app.domain.supervision import Card, OrderKind, SupervisionOrder
from widgets.aftercare_words import aftercare_choices, service_word
from widgets.amend_field import AmendField
from widgets.condition_fields import ClosingField, ConditionField
from widgets.department_field import DepartmentField
from widgets.departments_field import DepartmentsField
from widgets.dispatch_words import escalation_level_word, proposal_words, return_cause_word, unit_answer_word
from widgets.main_case_field import MainCaseField
from widgets.request_words import card_word, confirmation_word, order_appeal_word, order_kind_word, task_kind_word
from widgets.tokens import Tokens
from widgets.value_fields import ChoiceField, TextField, UntilField, ValueField
from widgets.worker_field import WorkerField

_WITH_REMARK = (Action.REGISTER, Action.DISPATCH, Action.ACCEPT, Action.VERIFY, Action.CLOSE, Action.RESUME,
                Action.APPROVE_REQUEST, Action.GRANT_EXTENSION, Action.GRANT_DEFERRAL, Action.WITHDRAW_REQUEST,
                Action.ASK_CONFIRMATION, Action.APPROVE_APPEAL, Action.GRANT_APPEAL,
                Action.ACCEPT_PART, Action.ANSWER_WHISTLE, Action.SEND_TASK, Action.AUDIT_PASS, Action.SET_HANDLING)
_WITH_ASSISTING = (Action.DISPATCH, Action.REASSIGN, Action.SETTLE_DISPUTE, Action.CHANGE_ASSISTING)
# Values that may be left out, by the action that takes them.
_OPTIONAL = {Action.REGISTER: ("handling_kind",), Action.HAND_OVER: ("channel", "reference", "reply"),
             Action.CONFIRM_HAND_OVER: ("reference",),
             Action.CALL_BACK: ("responded", "solved", "satisfied", "call_words")}
_ANSWERED_FOR = (Stage.TO_HANDLE, Stage.TO_VERIFY, Stage.TO_CLOSE)  # a department has the case and can reply


@dataclass(frozen=True, slots=True)
class ActionFields:
    """What the fields are made from: the case, the room's time and what may be chosen."""

    tokens: Tokens
    detail: CaseDetail
    now: datetime
    departments: tuple[Department, ...]
    catalogue: tuple[Subcategory, ...]

    def make(self, asked: AllowedAction) -> list[ValueField]:
        """The fields of this action, filled with what the case itself proposes."""
        made = [self._field(asked.action, need) for need in asked.needs]
        made += self._optional(asked.action)
        if asked.action is Action.SELF_HANDLE and self.detail.confirmers:  # the desk types in whose work it was
            made.append(self._field(asked.action, "settled_by"))
        if asked.action in _WITH_REMARK:
            made.append(TextField(self.tokens, "remark", optional=True))
        elif asked.action in (Action.TAKE_BACK, Action.MERGE):
            made.append(TextField(self.tokens, "reason", optional=True))
        elif asked.action is Action.SUPERVISE and self.detail.case.stage in _ANSWERED_FOR \
                and self.detail.case.department_id is not None:
            made.append(UntilField(self.tokens, self.now, "reply_by", optional=True))
        made += [self._field(asked.action, need, optional=True) for need in _OPTIONAL.get(asked.action, ())]
        for field in made:
            field.prepare(self.detail)
        self._keep_apart(asked.action, made)
        return made

    def _keep_apart(self, action: Action, made: list[ValueField]) -> None:
        """The main department never assists itself, neither proposed nor chosen."""
        beside = [one for one in made if isinstance(one, DepartmentsField) and one.need == "assisting"]
        main = next((one for one in made if isinstance(one, DepartmentField)), None)
        for one in beside:
            if main is not None:
                one.follow(main)
            elif action is Action.CHANGE_ASSISTING:
                one.leave_out(self.detail.case.department_id)

    def _optional(self, action: Action) -> list[ValueField]:
        """What goes with the moves of dispatching and need not be said."""
        if action in _WITH_ASSISTING:
            assisting = DepartmentsField(self.tokens, "assisting", self.departments, optional=True)
            assisting.start_with(one.department_id for one in self.detail.units if one.assists)
            best = next(iter(self.detail.proposals), None)
            if best is not None and not best.sent_it_back and action is not Action.CHANGE_ASSISTING:
                assisting.propose(best.assisting)
            return [assisting]
        if action is Action.DISPUTE:
            concerned = DepartmentsField(self.tokens, "departments", self.departments, optional=True)
            concerned.start_with(dict.fromkeys(one.department_id for one in self.detail.units if one.sent_it_back))
            return [concerned]
        if action is Action.RETURN:
            return [ChoiceField(self.tokens, "cause", [(return_cause_word(one), one) for one in RETURN_CAUSES],
                                optional=True)]
        if action is Action.ESCALATE:
            return [TextField(self.tokens, "agreed_by", optional=True),
                    UntilField(self.tokens, self.now, "receive_by", optional=True, ahead=timedelta(hours=2))]
        if action is Action.RECEIVE_ESCALATION:
            return [TextField(self.tokens, "receipt_number", optional=self.detail.case.level != Level.CITY)]
        return []

    def _field(self, action: Action, need: str, *, optional: bool = False) -> ValueField:
        if need == "department":
            return self._department(action)
        if need == "departments":
            return DepartmentsField(self.tokens, need, self.departments)
        if need == "appear_by":
            return UntilField(self.tokens, self.now, need, ahead=timedelta(hours=2))
        if need == "condition":
            return ConditionField(self.tokens, self.catalogue)
        if need == "closing_condition":
            return ClosingField(self.tokens)
        if need == "until":
            return UntilField(self.tokens, self.now)
        if need == "worker":
            return WorkerField(self.tokens, self.detail, self.now, confirms=action is Action.ASK_CONFIRMATION)
        if need == "into_case":
            return MainCaseField(self.tokens, self.detail.similar)
        if need == "changes":
            return AmendField(self.tokens, self.catalogue)
        choices = self._choices(action, need)
        if choices is None:
            return TextField(self.tokens, need, optional=optional)
        return ChoiceField(self.tokens, need, choices, optional=optional)

    def _department(self, action: Action) -> ValueField:
        """The main department; what the database proposes first, else what the catalogue's words name."""
        field = DepartmentField(self.tokens, self.departments)
        has_it = self.detail.case.department_id
        back_from = has_it if self.detail.case.state is CaseState.RETURNED else None
        offered = [one for one in self.detail.proposals
                   if action is not Action.REASSIGN or one.department_id != has_it]
        if field.propose_these([(one.department_id, proposal_words(one)) for one in offered],
                               {back_from, *(one.department_id for one in offered if one.sent_it_back)}):
            return field
        field.propose(self._responsible_units(), back_from)
        return field

    def _choices(self, action: Action, need: str) -> list[tuple[str, Any]] | None:
        """Words and values to choose from; None when the value is typed."""
        if need == "order_kind":
            return [(order_kind_word(kind), kind.value) for kind in OrderKind]
        if need == "card":
            return [(card_word(card), card.value) for card in Card]
        if need == "task_kind":
            may_verify = any(one.action is Action.VERIFY for one in self.detail.allowed)
            return [(task_kind_word(kind), kind.value) for kind in (TaskKind.VERIFY, TaskKind.URGENT)
                    if kind is TaskKind.URGENT or may_verify]
        if need == "settled_by":
            return [(one.name, one.login) for one in self.detail.confirmers]
        if need == "hand_over_no":
            return [(f"{service_word(one.service)} · {one.told}", one.hand_over_no)
                    for one in self.detail.hand_overs if one.confirmed_at is None]
        if need == "confirmation":
            return [(confirmation_word(one), one.value) for one in Confirmation]
        if need == "upheld":
            return [(order_appeal_word(OrderAppeal.UPHELD), True), (order_appeal_word(OrderAppeal.DISMISSED), False)]
        if need == "to_level":
            return [(escalation_level_word(one), one.value) for one in levels_above(self.detail.case.level)]
        if need == "whistle_answer":
            return [(unit_answer_word(one), one.value) for one in (UnitAnswer.ARRIVED, UnitAnswer.REFUSED)]
        if need == "order_id":
            return [(f"{order.order_number} · {card_word(order.card)}", order.order_id)
                    for order in orders_for(action, self.detail)]
        return aftercare_choices(need)

    def _responsible_units(self) -> str:
        """Whom the catalogue makes responsible under the case's filing condition."""
        conditions = (one for minor in self.catalogue for one in minor.conditions)
        return next((one.responsible_units for one in conditions if one.condition_id == self.detail.condition_id), "")


def orders_for(action: Action, detail: CaseDetail) -> list[SupervisionOrder]:
    """The orders that an action on orders can be about: those that wait for a reply, or all that are open."""
    if action is Action.REPLY_TO_ORDER:
        return [order for order in detail.orders if order.waits_for_reply]
    if action is Action.APPEAL_ORDER:
        return [order for order in detail.orders if order.resolved_at is None and order.appeal_outcome is None]
    if action is Action.DECIDE_ORDER_APPEAL:
        return [order for order in detail.orders if order.appeal_outcome is OrderAppeal.PENDING]
    return [order for order in detail.orders if order.resolved_at is None]


def is_possible(action: Action, detail: CaseDetail) -> bool:
    """Whether the action has something to act on: nobody is offered to lift an order that does not exist."""
    if action in (Action.REPLY_TO_ORDER, Action.RESOLVE_ORDER, Action.APPEAL_ORDER, Action.DECIDE_ORDER_APPEAL):
        return bool(orders_for(action, detail))
    if action is Action.TRACK:
        return detail.case.handling_kind is HandlingKind.EMERGENCY
    if action is Action.TELL_REPORTER:
        return detail.case.handling_kind is HandlingKind.COORDINATE
    return True
