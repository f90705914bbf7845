"""Who works here: a person, their duties (PostgreSQL group roles) and their department."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Duty(StrEnum):
    """Group roles; a person is a member of one or more."""

    CALL_TAKER = "gridroom_call_taker"            # 受理员
    DISPATCHER = "gridroom_dispatcher"            # 派遣员
    DUTY_CHIEF = "gridroom_duty_chief"            # 值班长
    DEPARTMENT = "gridroom_department"            # 专业部门
    INSPECTOR = "gridroom_inspector"              # 核查员
    GRID_WORKER = "gridroom_grid_worker"          # 网格员
    ASSESSOR = "gridroom_assessor"                # 考核员
    WALL = "gridroom_wall"                        # 大屏
    ADMINISTRATOR = "gridroom_administrator"      # 管理员
    SECURITY_AUDITOR = "gridroom_security_auditor"  # 安全审计员


DISCLOSERS = frozenset({Duty.CALL_TAKER, Duty.DISPATCHER, Duty.DUTY_CHIEF, Duty.INSPECTOR})


@dataclass(frozen=True, slots=True)
class Department:
    """A responsible department (专业部门) that cases are dispatched to."""

    department_id: int
    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in at this workstation."""

    login: str
    name: str
    duties: frozenset[Duty]
    department_id: int | None
    department: str
    area_id: int | None
    area: str

    def may_disclose(self, department_id: int | None, *, keep_secret: bool) -> bool:
        """Whether this person may ask for the reporter in clear of a case that is with that department; the rule is
        the database's (api.disclose_reporter), this only keeps from offering what it would refuse."""
        if self.duties & DISCLOSERS:
            return True
        own = Duty.DEPARTMENT in self.duties and department_id is not None and department_id == self.department_id
        return own and not keep_secret
