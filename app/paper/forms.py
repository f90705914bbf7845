"""What stands where on each form of one case (fields: docs/trade.md §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.paper import Paper, PaperKind
from app.paper import form_words as words
from app.paper.form_blocks import LABEL_WIDTH, WIDTH, Block, FormSetter, Picture, Pictures, Row
from app.paper.form_words import SEAL, SIGN, UNKNOWN, Content
from app.paper.pen import MM

STEP_WIDTHS = tuple(value * MM for value in (29, 22, 37, 58, 20, 14))
STEP_HEADS = ("时间", "环节", "办理人 → 接收", "意见", "用时", "超时")
UNIT_WIDTHS = tuple(value * MM for value in (14, 44, 62, 30, 30))
UNIT_HEADS = ("分工", "单位", "要求 / 完成情况", "告知", "到场期限 / 完成")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on every page."""

    head: Row
    rows: tuple[Row, ...]


Form = Sequence[Block | Table]


def form_of(paper: Paper, setter: FormSetter, pictures: Sequence[Picture]) -> Form:
    """The blocks of this paper below its head, from top to bottom."""
    said = paper.content
    if paper.kind is PaperKind.FLOW:
        return _flow(said, setter, pictures)
    if paper.kind is PaperKind.DISPATCH:
        return _dispatch(said, setter)
    if paper.kind is PaperKind.ORDER:
        return _order(said, setter)
    return _request(said, setter)


def _whole(setter: FormSetter, name: str, text: str) -> Row:
    return setter.row(setter.label(name), setter.value(text or UNKNOWN, WIDTH - LABEL_WIDTH))


def _facts(said: Content, setter: FormSetter) -> list[Block | Table]:
    """What every paper tells of its case."""
    return [
        setter.fields(("类别", words.category(said)), ("上报时间", words.moment(said["reported_at"]))),
        _whole(setter, "网格", words.area(said)),
        _whole(setter, "地点", said["place"]),
        _whole(setter, "问题描述", said["description"]),
    ]


def _flow(said: Content, setter: FormSetter, pictures: Sequence[Picture]) -> Form:
    return [
        setter.fields(("案件状态", words.STATES.get(said["state"], UNKNOWN)), ("网格长", said["grid_head"] or UNKNOWN)),
        *_facts(said, setter),
        setter.fields(("来源", words.source(said)), ("涉及人", words.reporter(said))),
        setter.fields(("处置方式", words.HANDLINGS.get(said["handling_kind"], UNKNOWN)), ("标记", words.marks(said))),
        _whole(setter, "建议", f"目录责任单位: {said['suggestion']}" if said["suggestion"] else ""),
        setter.box("党政办意见", "\n".join(_approvals(said)), SEAL),
        setter.box("分管领导批示", "", SIGN),
        *_units(said, setter),
        setter.fields(("承办部门", said["department"] or UNKNOWN), ("承办人", said["handler"] or UNKNOWN)),
        setter.fields(("时限", said["limit_text"] or UNKNOWN), ("截止", words.moment(said["deadline_at"]))),
        setter.box("办理结果", "\n".join(_result(said)), SEAL),
        setter.box("反馈\n群众意见", "\n".join(_feedback(said)), SIGN),
        setter.fields(("归档日期", words.day(said["closed_at"]) or "       年    月    日"),
                      ("结案方式", words.CLOSINGS.get(said["closing_kind"], UNKNOWN))),
        *_pictures(said, setter, pictures),
        setter.band("流转记录"),
        _steps(said, setter),
    ]


def _approvals(said: Content) -> list[str]:
    return [f"{words.RUNGS.get(one['rung'], one['rung'])}: {'通过' if one['passed'] else '不通过'}  {one['office']}  "
            f"{words.moment(one['at'])}  {one['words']}" for one in said["approvals"]]


def _result(said: Content) -> list[str]:
    lines = [said["result"]] if said["result"] else []
    if said["closing_condition"] and said["closed_at"]:
        lines.append(f"结案条件: {said['closing_condition']}")
    times = (("签收", said["accepted_at"]), ("处置完成", said["handled_at"]), ("核查通过", said["verified_at"]),
             ("结案", said["closed_at"]))
    told = "  ".join(f"{name} {words.moment(at)}" for name, at in times if at)
    return [*lines, told] if told else lines


def _feedback(said: Content) -> list[str]:
    lines = [f"{words.moment(said['told_at'])} 已告知反映人"] if said["told_at"] else []
    for call in said["call_backs"]:
        if not call["reached"]:
            lines.append(f"{words.moment(call['at'])} 回访未接通  {call['words']}".rstrip())
            continue
        answers = "  ".join(f"{name} {words.YES_NO[call[key]]}"
                            for name, key in (("有人联系", "responded"), ("解决", "solved"), ("满意", "satisfied")))
        lines.append(f"{words.moment(call['at'])} 回访  {answers}  {call['words']}".rstrip())
    if said["call_back"] in ("due", "unreached"):
        lines.append(words.CALL_BACKS[said["call_back"]])
    return lines


def _pictures(said: Content, setter: FormSetter, pictures: Sequence[Picture]) -> list[Block | Table]:
    blocks: list[Block | Table] = []
    if pictures:
        blocks += [setter.band("照片"), Pictures(tuple(pictures), setter.line("图片无法显示"))]
    if said["files"]:
        names = "  ".join(f"{words.FILES.get(one['kind'], '')} {one['file_name']} ({one['sha256'][:8]})"
                          for one in said["files"])
        blocks.append(_whole(setter, f"附件 {len(said['files'])} 份", names))
    return blocks


def _steps(said: Content, setter: FormSetter) -> Table:
    head = setter.row(*(setter.label(name, width) for name, width in zip(STEP_HEADS, STEP_WIDTHS, strict=True)))
    rows = []
    for step in said["steps"]:
        by = " ".join(word for word in (step["by_department"], step["by_name"]) if word)
        if step["automatic"]:
            by = "系统按规则"
        told = f"{by} → {step['receiver']}" if step["receiver"] else by
        texts = (words.moment(step["at"]), words.ACTIONS.get(step["action"], step["action"]), told,
                 step["remark"] or "", words.lasted(step["seconds"]), "▲ 超时" if step["late"] else "")
        rows.append(setter.row(*(setter.value(text, width, size=9.0)
                                 for text, width in zip(texts, STEP_WIDTHS, strict=True))))
    return Table(head, tuple(rows))


def _units(said: Content, setter: FormSetter) -> list[Block | Table]:
    if len(said["units"]) < 2 and not any(one["part"] != "main" or one["demand"] for one in said["units"]):
        return []
    head = setter.row(*(setter.label(name, width) for name, width in zip(UNIT_HEADS, UNIT_WIDTHS, strict=True)))
    rows = []
    for one in said["units"]:
        done = one["done_at"] or one["due_at"]
        texts = (words.PARTS.get(one["part"], ""), one["department"],
                 "\n".join(text for text in (one["demand"], one["done_words"]) if text),
                 words.moment(one["told_at"]), words.moment(done) if done else "")
        rows.append(setter.row(*(setter.value(text, width) for text, width in zip(texts, UNIT_WIDTHS, strict=True))))
    return [Table(head, tuple(rows))]


def _dispatch(said: Content, setter: FormSetter) -> Form:
    receivers = [(f"{words.PARTS.get(one['part'], '')}单位", one["department"], SEAL) for one in said["units"]]
    receivers = receivers or [("主办单位", said["department"], SEAL)]
    boxes: list[Block | Table] = [setter.boxes(("派遣员", said["dispatched_by"], SIGN), ("值班长", "", SIGN))]
    for start in range(0, len(receivers), 2):
        pair = receivers[start:start + 2]
        boxes.append(setter.boxes(*(pair if len(pair) == 2 else [*pair, ("承办人", "", SIGN)])))
    return [
        setter.fields(("主办单位", said["department"]), ("派遣时间", words.moment(said["dispatched_at"]))),
        setter.fields(("时限", said["limit_text"] or UNKNOWN), ("截止", words.moment(said["deadline_at"]))),
        *_facts(said, setter),
        setter.fields(("来源", words.source(said)), ("反映人", words.reporter(said))),
        setter.fields(("处置方式", words.HANDLINGS.get(said["handling_kind"], UNKNOWN)), ("标记", words.marks(said))),
        _whole(setter, "立案条件", said["condition"]),
        _whole(setter, "结案条件", said["closing_condition"]),
        _whole(setter, "派遣意见", said["instruction"]),
        *_units(said, setter),
        setter.band("签收"),
        *boxes,
        setter.box("办理结果", "", SEAL),
    ]


def _order(said: Content, setter: FormSetter) -> Form:
    if said["by_rule"]:
        given = "系统按督办规则"
    else:
        given = " ".join(word for word in (said["given_by_department"], said["given_by"]) if word)
    reply = f"须于 {words.moment(said['reply_by'])} 前书面回复" if said["reply_by"] else "不需回复"
    replied = [said["reply"], words.signed(said["replied_by"], said["replied_at"])]
    if said["replied_at"] and said["reply_by"] and said["replied_at"] > said["reply_by"]:
        replied.append("▲ 逾期回复")
    ended = "随案件结束" if said["ended_with_case"] else said["resolution"]
    blocks: list[Block | Table] = [
        setter.fields(("督办编号", said["order_number"]), ("案件编号", said["case_number"])),
        setter.fields(("督办类型", words.ORDER_KINDS.get(said["order_kind"], "")),
                      ("级别", words.CARDS.get(said["card"], ""))),
        setter.fields(("被督办单位", said["ordered"] or "指挥中心"), ("督办时间", words.moment(said["given_at"]))),
        setter.fields(("督办人", given), ("回复要求", reply)),
        *_facts(said, setter),
        setter.fields(("处置时限", said["limit_text"] or UNKNOWN), ("截止", words.moment(said["deadline_at"]))),
        _whole(setter, "督办原因", said["reason"]),
        _whole(setter, "督办要求", said["demand"]),
        setter.box("领导批示", "", SIGN),
        setter.box("回复意见", "\n".join(text for text in replied if text), SEAL if said["reply_by"] else ""),
    ]
    if said["appeal_outcome"]:
        appeal = [said["appeal"], words.signed(said["appealed_by"], said["appealed_at"]),
                  f"裁定: {words.APPEALS.get(said['appeal_outcome'], '')}  {said['appeal_words']}".rstrip(),
                  words.signed(said["appeal_decided_by"], said["appeal_decided_at"])]
        blocks.append(setter.box("申诉与裁定", "\n".join(text for text in appeal if text), ""))
    solved = [ended, words.signed("" if said["ended_with_case"] else said["resolved_by"], said["resolved_at"])]
    blocks.append(setter.box("解决情况\n解决时间", "\n".join(text for text in solved if text), SIGN))
    return blocks


def _request(said: Content, setter: FormSetter) -> Form:
    kind = said["request_kind"]
    if kind == "extension":
        wanted = f"再延长一个时限 ({said['limit_text']}), 第 {said['ordinal']} 次"
        moved = words.moment(said["deadline_at"]) if said["outcome"] == "granted" else UNKNOWN
        times = setter.fields(("原截止", words.moment(said["due_before"])), ("延期至", moved))
    else:
        wanted = f"{words.REQUESTS[kind]}至 {words.moment(said['until'])}, 期间停止计时"
        times = setter.fields(("原截止", words.moment(said["due_before"])), ("恢复办理", words.moment(said["until"])))
    final = [f"{words.OUTCOMES.get(said['outcome'], '')}  {said['decision']}".rstrip() if said["decided_at"] else "",
             words.signed(said["decided_by"], said["decided_at"])]
    first = [f"同意  {said['approved_words']}".rstrip() if said["approved_at"] else "",
             words.signed(said["approved_by"], said["approved_at"])]
    looked = setter.box("初审意见", "\n".join(text for text in first if text), SIGN)
    approvals = [] if kind == "suspension" else [looked]
    return [
        setter.fields(("申请类型", words.REQUESTS.get(kind, "")), ("申请时间", words.moment(said["asked_at"]))),
        setter.fields(("申请部门", said["asked_department"] or UNKNOWN), ("申请人", said["asked_by"])),
        setter.fields(("派遣时间", words.moment(said["dispatched_at"])), ("处置时限", said["limit_text"] or UNKNOWN)),
        *_facts(said, setter),
        _whole(setter, "申请原因", said["reason"]),
        _whole(setter, "申请时长", wanted),
        times,
        setter.box("分管领导", "", SEAL),
        *approvals,
        setter.box("终审意见" if approvals else "审批意见", "\n".join(text for text in final if text), SEAL),
    ]
