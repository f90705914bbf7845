"""Who plays in the tour: a station for each, signed in with the demo's own accounts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """One station: its name in files and tables, the demo account at it, and what it is called."""

    name: str
    login: str
    chinese: str
    english: str


CALL_TAKER = Role("call_taker", "shoulian1", "受理员", "call taker")
DISPATCHER = Role("dispatcher", "paiqian1", "派遣员", "dispatcher")
DEPARTMENT = Role("department", "shizheng1", "市政公用中心", "municipal works")
STRANGER = Role("sanitation", "huanwei1", "市容环卫中心", "sanitation")  # must never see the case
INSPECTOR = Role("inspector", "hecha1", "核查员", "inspector")
CHIEF = Role("chief", "zhiban1", "值班长", "duty chief")
CAST = (CALL_TAKER, DISPATCHER, DEPARTMENT, STRANGER, INSPECTOR, CHIEF)

COMMUNITY = "星光社区"  # of the demo district
DESCRIPTION = "路灯井盖被移开了，井里能看到电线，有人插了根树枝提醒，晚上看不清，刚才差点有骑车的人栽进去。"
PLACE = "示范大道与星光路交叉口东北角，公交站牌旁"
SUBCATEGORY, CONDITION = "路灯井盖", "缺失、移位"
REPORTER, PHONE = "来电人", "13800001234"
RESULT = "到场先围护，井盖复位并加锁，检查井内线缆无破损，复核平整牢固后撤除围挡。"
REMARK = "有人员受伤风险，请优先处理"
LATE_DESCRIPTION = "星光路北段三盏路灯不亮，小区门口很暗，老人晚上出入不方便。"
LATE_PLACE = "星光路北段，星光花园北门"
LATE_SUBCATEGORY = "路灯 ·"
