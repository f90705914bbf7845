"""Who works in the demo district: departments, accounts, what each may do. Titles only, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.people import Duty

PASSWORD = "gridroom-demo"  # printed on the login window: a demo guards nothing

DEPARTMENTS: dict[str, str] = {
    "SZ01": "市政公用中心",
    "HW01": "市容环卫中心",
    "YL01": "园林绿化中心",
    "ZF01": "综合行政执法队",
    "GS01": "供水公司",
    "PS01": "排水公司",
    "GD01": "供电公司",
    "TX01": "通信管线中心",
    "SL01": "水利河道所",
    "JD01": "河滨街道办事处",
    "JD02": "新城街道办事处",
    "JD03": "老街街道办事处",
    "JD04": "港湾街道办事处",
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo: everybody's password is printed, so it is for looking around only."""

    login: str
    name: str                        # a title
    duties: frozenset[Duty]
    department_code: str | None = None
    street_code: str | None = None   # sees the cases of this street only
    password: str = PASSWORD

    @property
    def department(self) -> str:
        """Name of the department, '' for people of the centre."""
        return DEPARTMENTS.get(self.department_code or "", "")


def _of(login: str, name: str, duty: Duty, department: str | None = None, street: str | None = None) -> DemoAccount:
    return DemoAccount(login, name, frozenset({duty}), department, street)


_ACCOUNTS = (
    _of("shoulian1", "受理员一号", Duty.CALL_TAKER),
    _of("shoulian2", "受理员二号", Duty.CALL_TAKER),
    _of("paiqian1", "派遣员一号", Duty.DISPATCHER),
    _of("paiqian2", "派遣员二号", Duty.DISPATCHER),
    DemoAccount("zuoxi1", "综合坐席一号", frozenset({Duty.CALL_TAKER, Duty.DISPATCHER})),
    _of("zhiban1", "值班长一号", Duty.DUTY_CHIEF),
    _of("shizheng1", "市政公用联络员", Duty.DEPARTMENT, "SZ01"),
    _of("huanwei1", "市容环卫联络员", Duty.DEPARTMENT, "HW01"),
    _of("yuanlin1", "园林绿化联络员", Duty.DEPARTMENT, "YL01"),
    _of("zhifa1", "行政执法联络员", Duty.DEPARTMENT, "ZF01"),
    _of("gongshui1", "供水联络员", Duty.DEPARTMENT, "GS01"),
    _of("paishui1", "排水联络员", Duty.DEPARTMENT, "PS01"),
    _of("gongdian1", "供电联络员", Duty.DEPARTMENT, "GD01"),
    _of("tongxin1", "通信管线联络员", Duty.DEPARTMENT, "TX01"),
    _of("shuili1", "水利河道联络员", Duty.DEPARTMENT, "SL01"),
    _of("jiedao1", "河滨街道联络员", Duty.DEPARTMENT, "JD01"),
    _of("hecha1", "核查员一号", Duty.INSPECTOR),
    _of("wangge1", "河滨网格员一号", Duty.GRID_WORKER, street="990099001"),
    _of("kaohe1", "考核员一号", Duty.ASSESSOR),
    _of("admin1", "系统管理员", Duty.ADMINISTRATOR),
    _of("shenji1", "安全审计员", Duty.SECURITY_AUDITOR),
    _of("wall1", "大屏", Duty.WALL),
)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Every account of the demo, in the order in which the login window offers them."""
    return _ACCOUNTS


def login_of_department(name: str) -> str:
    """The login that works for the department of this name. Raises KeyError where nobody does."""
    for account in _ACCOUNTS:
        if account.department == name:
            return account.login
    raise KeyError(name)
