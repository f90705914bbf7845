"""The twenty cases of the shift, one after the other, as the desk works through them."""

from __future__ import annotations

from ui.tour.shift import CHIEF, CLEANING, DESK, INSPECTOR, WORKS, Shift

LAMP, COVER, STALL, RUBBISH, TREE, POSTERS = (
    "路灯", "路灯井盖", "占道经营", "积存垃圾渣土", "行道树", "非法小广告")
DONE = "已到场处置完毕，见照片。"


def play(shift: Shift) -> None:
    """All of them. Raises TourBroken at the first thing that does not come about."""
    for case in (pasted_and_closed, part_of_it, merged_later, answered, rejected, confirmed_in_the_field,
                 settled_on_the_spot, returned_and_redispatched, disputed, escalated, handed_over, extended, deferred,
                 suspended, red_card, appealed, reworked, closed_by_force, reopened_again, whistled):
        case(shift)


def to_works(shift: Shift, condition: str = "") -> None:
    """Registered and dispatched by what is proposed."""
    shift.do(DESK, "register", condition=condition)
    shift.do(DESK, "dispatch", department="")


def accepted(shift: Shift, condition: str = "") -> None:
    """And accepted by municipal works."""
    to_works(shift, condition)
    shift.do(WORKS, "accept")


def pasted_and_closed(shift: Shift) -> None:
    """The main line, from a chat message to a satisfied caller."""
    shift.begin("群消息粘贴上报，一路办结并回访", "pasted, handled, closed, called back")
    shift.paste("张三(网格员) 08:12 桂花北路8号 路灯井盖缺失，晚上看不清，行人险些踩空，电话 138 0000 0001", COVER)
    shift.do(DESK, "register", "选立案条件，F8 立案", "Registered", form=True, condition="")
    shift.do(DESK, "dispatch", "权责清单推荐主办单位，回车采用，F8 派遣", "Dispatched as proposed", form=True,
             department="")
    shift.do(WORKS, "accept", "部门签收", "Accepted")
    shift.attach(WORKS, "before.jpg", "处置前")
    shift.attach(WORKS, "after.jpg", "处置后")
    shift.do(WORKS, "handle", "部门反馈结果", "Handled", form=True, result=DONE)
    shift.ask(INSPECTOR, "open_number", case_number=shift.case.case_number)
    shift.ask(INSPECTOR, "compare", open=True)
    shift.picture("compare", INSPECTOR, "处置前后照片并排核查", "Before and after, side by side")
    shift.ask(INSPECTOR, "compare", open=False)
    shift.do(INSPECTOR, "verify", "核查通过", "Verified")
    shift.do(DESK, "close", "结案条件已带出，F8 结案", "Closed", form=True)
    shift.do(DESK, "call_back", "回访：响应、解决、满意", "Called back", form=True, reached="", responded="", solved="",
             satisfied="")
    shift.end("closed")


def part_of_it(shift: Shift) -> None:
    """A second caller about what stands already: one key makes the report part of it."""
    shift.begin("重复来电，登记时即提示并案", "found to be a duplicate while it is taken down")
    main = shift.report("云帆路10号门口路灯不亮，晚上很黑", "云帆路10", LAMP, "13800000011")
    again = "云帆路10号路灯坏了没有亮，请尽快来修"
    shift.report(again, "云帆路10", LAMP, "13800000012", show=True, similar="Ctrl+D", about=main)
    shift.picture("part", DESK, "Ctrl+D 并入原案件，两位来电人各自保留", "Ctrl+D made it part of the other")
    shift.case.case_number = shift.server.number_of(again)
    shift.know(shift.case.case_number)
    shift.end("merged")


def merged_later(shift: Shift) -> None:
    """Two cases that turn out to be one, and an error that is taken back."""
    shift.begin("先后立成两件，事后并案、拆出、再并案", "merged afterwards, taken out, merged again")
    main = shift.report("水杉路8号门前垃圾成堆", "水杉路8", RUBBISH)
    second = shift.report("水杉路12号旁边堆了很多建筑垃圾没人清", "水杉路12", RUBBISH, "13800000013")
    shift.do(DESK, "merge", "输入主案件编号，F8 并案", "Merged into the main case", form=True, into_case=main)
    shift.do(DESK, "unmerge", "并错了可以拆出", "Taken out again", form=True, reason="经核对不是同一处")
    shift.do(DESK, "merge", into_case=main)
    shift.case.case_number = second
    shift.end("merged")


def answered(shift: Shift) -> None:
    """An inquiry."""
    shift.begin("咨询，直接答复办结", "answered at once")
    shift.report("请问非机动车停放点在哪里", "", "非机动车乱停放", "13800000014")
    shift.do(DESK, "answer", "直接答复，F8 办结", "Answered directly", form=True,
             reply="已告知最近停放点位于科创一路公交站旁。")
    shift.end("closed")


def rejected(shift: Shift) -> None:
    """Not this district's."""
    shift.begin("不予立案", "rejected")
    shift.report("邻居家里装修声音大", "杏园路6", "施工扰民", "13800000015")
    shift.do(DESK, "reject", "F9 不予立案，写明原因", "Rejected with a reason", form=True,
             reason="室内装修在规定时段内，不符合立案条件。")
    shift.end("rejected")


def confirmed_in_the_field(shift: Shift) -> None:
    """Somebody looks first; the answer comes back with its code."""
    shift.begin("委托核实，回码关闭任务后立案派遣", "confirmed in the field, answer typed back with its code")
    shift.report("河滨路10号附近路灯井盖好像没了", "河滨路10", COVER, "13800000016")
    shift.do(DESK, "ask_confirmation", "选就近在岗网格员，F8 委托核实", "The nearest worker is asked", form=True,
             worker="")
    number = shift.case.case_number
    code = shift.ask(DESK, "task_code", case_number=number)["code"]
    told = shift.shown_form(DESK, "answer_task", "回码", f"粘回带任务码 {code} 的答复，回车",
                            "The worker's answer with its code",
                            words=f"{code} 存在 井盖缺失，已放警示桩")
    shift.came("confirm", DESK, told["at"])
    to_works(shift)
    shift.end("dispatched")


def settled_on_the_spot(shift: Shift) -> None:
    """What a worker settled is audited."""
    shift.begin("网格员自行处置，坐席审核", "settled on the spot, audited",
                shift.server.number_of("巡查发现人行道上散落建筑垃圾两袋"))
    shift.do(DESK, "audit_pass", "审核通过即结案", "The audit passes it", form=True,
             closing_condition="清理干净")
    shift.end("closed")


def returned_and_redispatched(shift: Shift) -> None:
    """Main and assisting units as proposed; the main one says that it is not its own."""
    shift.begin("主办加协办派遣，退回后改派", "dispatched to main and assisting units, returned, dispatched again")
    shift.report("星光路10号门前小广告贴满墙面", "星光路10", POSTERS, "13800000018")
    shift.do(DESK, "register", condition="")
    shift.do(DESK, "dispatch", "推荐主办与协办，回车逐项采用", "Main and assisting units as proposed", form=True,
             department="市政公用中心", assisting="市容环卫中心")
    shift.do(WORKS, "return", "部门退回，写明理由", "The department returns it with a reason", form=True,
             reason="墙面小广告非本单位职责")
    shift.do(DESK, "dispatch", "退回后再派，说明为何推荐", "Dispatched again", form=True, department="市容环卫中心")
    shift.do(CLEANING, "accept")
    shift.end("accepted")


def disputed(shift: Shift) -> None:
    """Nobody owns it; the duty chief decides."""
    shift.begin("权属争议，值班长裁定", "disputed, settled by the duty chief")
    shift.report("柳浪路20号树枝压住围墙", "柳浪路20", TREE, "13800000019")
    shift.do(DESK, "register", condition="")
    shift.do(DESK, "dispatch", department="市政公用中心")
    shift.do(WORKS, "return", reason="树在小区红线内")
    shift.do(DESK, "dispute", "标记责任争议", "Marked as disputed", form=True, reason="红线归属两家说法不一")
    shift.do(CHIEF, "settle_dispute", "值班长裁定责任单位", "The duty chief decides", form=True,
             department="市政公用中心",
             reason="树根在市政用地")
    shift.do(WORKS, "accept")
    shift.end("accepted")


def escalated(shift: Shift) -> None:
    """Up to the city with a receipt, and back with its answer."""
    shift.begin("逐级上报市级，签收并答复", "handed up with receipt and answer")
    shift.report("渔灯街20号跨区路灯井盖缺失，两边都不管", "渔灯街20", COVER, "13800000020")
    shift.do(DESK, "register", condition="")
    shift.do(DESK, "escalate", "上报市级，限时签收", "Handed up to the city", form=True, to_level="市",
             reason="跨区设施，需市级协调")
    shift.do(DESK, "receive_escalation", "登记对方签收", "The receipt is noted", form=True, receiver="市级平台值班员",
             receipt_number="S-20981")
    shift.do(DESK, "return_from_level", "市级答复，回到派遣", "The answer of the city", form=True,
             reply="由本区先行处置，费用市级承担")
    shift.end("registered")


def handed_over(shift: Shift) -> None:
    """A fire is not a case for departments first."""
    shift.begin("应急转入 119，对方回执", "handed over to 119, confirmed")
    shift.report("广场西路20号路灯井口冒烟起火", "广场西路20", COVER, "13800000021")
    shift.do(DESK, "hand_over", "转 119：告知谁、何时、内容", "Handed over to 119", form=True, service="119",
             told="119 接警台", told_words="广场西路20号路灯井口起火，请速到场")
    shift.do(DESK, "confirm_hand_over", "对方回执", "Their receipt", form=True, reply="消防车已到场，明火扑灭")
    shift.do(DESK, "register", condition="")
    shift.end("registered")


def extended(shift: Shift) -> None:
    """Two people agree before a limit moves."""
    shift.begin("延期：部门申请，坐席初审，值班长终审", "an extension with two approvals")
    shift.report("科创一路10号路灯不亮", "科创一路10", LAMP, "13800000022")
    accepted(shift)
    shift.do(WORKS, "ask_extension", "部门申请延期", "The department asks", form=True, reason="电缆需开挖，材料明日到")
    shift.do(DESK, "approve_request", "坐席初审", "First approval", form=True)
    shift.do(CHIEF, "grant_extension", "值班长终审，期限顺延", "Granted: the deadline moves", form=True)
    shift.end("accepted")


def deferred(shift: Shift) -> None:
    """Put off with both approvals, and taken up again."""
    shift.begin("缓办，到期前恢复", "deferred, taken up again")
    shift.report("海棠路20号路灯杆油漆剥落", "海棠路20", LAMP, "13800000023")
    accepted(shift)
    shift.do(WORKS, "ask_deferral", reason="待整条路改造时一并处理")
    shift.do(DESK, "approve_request")
    shift.do(CHIEF, "grant_deferral", "同意缓办，计时暂停", "Deferred: the clock waits", form=True)
    shift.do(DESK, "resume", "恢复处置", "Taken up again", form=True)
    shift.end("accepted")


def suspended(shift: Shift) -> None:
    """On the books until a day."""
    shift.begin("挂账到指定日期", "suspended until a day")
    shift.report("船坞路10号路灯箱门坏", "船坞路10", LAMP, "13800000024")
    accepted(shift)
    shift.do(DESK, "suspend", "挂账：到期自动恢复", "Suspended until a day", form=True, reason="等待产权移交")
    shift.end("suspended")


def red_card(shift: Shift) -> None:
    """A leader's order with a red card, its reply and its end."""
    shift.begin("红牌督办，部门答复，销牌", "a red card, replied to and lifted")
    shift.report("石板街10号垃圾多日未清", "石板街10", RUBBISH, "13800000025")
    shift.do(DESK, "register", condition="")
    shift.do(DESK, "dispatch", department="市容环卫中心")
    shift.do(CLEANING, "accept")
    shift.do(CHIEF, "supervise", "值班长发红牌", "A red card", form=True, order_kind="领导", card="红牌",
             reason="领导批示", demand="今日清运并书面答复", reply_by="yes")
    shift.picture("red-card", DESK, "坐席列表上的红牌", "The card on the desk's board")
    shift.do(CLEANING, "reply_to_order", "部门书面答复", "The department replies", form=True, reply="已清运，附台账")
    shift.do(CHIEF, "resolve_order", "核实后销牌", "The card is lifted", form=True, resolution="已核实完成")
    shift.end("accepted")


def appealed(shift: Shift) -> None:
    """Overtime that is not to count."""
    shift.begin("超时申诉：初审、终审，事实保留", "an appeal against overtime",
                shift.server.number_of("望潮路 26 号楼前垃圾三天没有收"))
    shift.do(WORKS, "appeal_time", "部门申诉不计超时", "The department appeals", form=True, reason="台风期间道路中断")
    shift.do(DESK, "approve_appeal", "坐席初审", "First look", form=True)
    shift.do(CHIEF, "grant_appeal", "终审通过，超时事实仍保留", "Granted; the fact stays", form=True)
    shift.end("closed")


def reworked(shift: Shift) -> None:
    """Not good enough the first time."""
    shift.begin("核查不通过返工，再核查办结", "sent to rework, then closed")
    shift.report("滨江桥路6号路灯不亮", "滨江桥路6", LAMP)
    accepted(shift)
    shift.do(WORKS, "handle", result=DONE)
    shift.do(INSPECTOR, "rework", "核查不通过，写明原因", "Sent to rework", form=True, reason="仍有一盏不亮")
    shift.do(WORKS, "handle", result="已更换灯头，全部点亮")
    shift.do(INSPECTOR, "verify")
    shift.do(DESK, "close", "返工后结案", "Closed after rework")
    shift.end("closed")


def closed_by_force(shift: Shift) -> None:
    """The duty chief's alone."""
    shift.begin("值班长强制结案", "closed by force")
    shift.report("科创二路20号工地围挡内路灯不亮", "科创二路20", LAMP)
    accepted(shift)
    shift.do(CHIEF, "force_close", "强制结案须写明理由", "By force, with a reason", form=True,
             reason="工地封闭施工，已移交建设单位")
    shift.end("closed")


def reopened_again(shift: Shift) -> None:
    """The third reopening brings a supervision order by itself."""
    shift.begin("回访不满意，第三次发回重办，自动督办", "reopened a third time: supervised",
                shift.server.number_of("星光路 61 号院内路灯常年不亮"))
    shift.do(DESK, "call_back", "回访不满意", "The caller is not satisfied", form=True, reached="", responded="",
             solved="否", satisfied="否", call_words="还是不亮，已是第三次")
    shift.do(DESK, "reopen", "发回重办", "Reopened", form=True, reason="回访不满意：还是不亮")
    shift.picture("supervised", DESK, "第三次重办，系统随同一提交发督办单", "The order came with the same commit")
    shift.end("in_rework")


def whistled(shift: Shift) -> None:
    """Several departments are called to one place."""
    shift.begin("吹哨：多部门到场会商", "departments called to one place")
    shift.report("钟楼巷10号店外经营占道反复", "钟楼巷10", STALL, "13800000026")
    shift.do(DESK, "register", condition="")
    shift.do(DESK, "whistle", "吹哨：点名部门、到场时限", "Departments are called", form=True,
             departments="市政公用中心",
             demand="请派人到钟楼巷现场会商")
    shift.do(WORKS, "answer_whistle", "部门报到", "They answer", form=True, whistle_answer="到")
    shift.end("registered")
