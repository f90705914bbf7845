"""The papers of one case as real PDFs, read back: text, pictures of the pages, codes, bytes."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from app.domain.case import Action, CaseState
from app.domain.paper import PaperKind
from app.paper import form_words as words
from app.paper.fonts import paper_fonts
from app.paper.form_layout import BOTTOM, TOP, lay_out
from app.paper.form_pdf import form_pdf, pictures_of
from tests.paper.reading import all_text, codes, page_texts, pictures
from tests.paper.sample_papers import (
    DISPATCH,
    FLOW,
    HASH,
    NUMBER,
    ORDER,
    ORDER_OVER,
    REQUEST,
    SAMPLES,
    SUSPENSION,
    attached,
    photograph,
    step,
    unit,
)
from tests.paper.sample_papers import paper as made
from tests.paper.test_sheet_pdf import HOSTILE


def pdf_of(content: dict[str, Any], files: dict[int, bytes] | None = None, **changes: Any) -> bytes:
    return form_pdf(made(content, **changes), paper_fonts(), files or {})


def said(content: dict[str, Any], **changes: Any) -> str:
    return all_text(pdf_of(content, **changes))


EVERY = (
    NUMBER,
    "示范区",
    f"XX-{NUMBER}",
    "第1版",
    "第1/1页",
    HASH,
    HASH[:12],
    "2026-11-2121:14:07",
    "值班长",
    "部件·公用设施·上水井盖",
    "卖芝桥东路117号门前人行道",
    "331004001001001",
    "路南-01",
    "路南街道",
    "银座社区",
    "井盖缺失,行人绕行,已围挡。",
    "2026-11-2107:50",
    "▲紧急",
)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (
            DISPATCH,
            (
                "派遣单",
                "主办单位",
                "市政公用中心",
                "协办单位",
                "市容环卫中心",
                "清理现场散落物",
                "已清理",
                "2紧急工作时",
                "2026-11-2110:02",
                "2026-11-2108:02",
                "12345热线",
                "已登记,不随单转出",
                "突发",
                "返工1次",
                "重办1次",
                "另有2件反映并入",
                "立案条件",
                "井盖缺失或破损,危及行人",
                "结案条件",
                "井盖恢复完好",
                "派遣意见",
                "先围挡后更换",
                "签收",
                "派遣员一号",
                "值班长",
                "办理结果",
                "签名(公章):年月日",
            ),
        ),
        (
            ORDER,
            (
                "督办单",
                "■红牌",
                "督办编号",
                "DB2026-1121-003",
                "督办类型",
                "领导督办",
                "级别",
                "红牌",
                "被督办单位",
                "督办人",
                "指挥中心值班长",
                "督办时间",
                "2026-11-2112:00",
                "须于2026-11-2116:00前书面回复",
                "督办原因",
                "群众三次反映仍未办结",
                "督办要求",
                "今日内办结",
                "领导批示",
                "回复意见",
                "解决情况",
                "解决时间",
            ),
        ),
        (
            ORDER_OVER,
            (
                "▲黄牌",
                "已到场更换",
                "市政公用联络员2026-11-2117:00",
                "▲逾期回复",
                "申诉与裁定",
                "不属本单位养护范围",
                "裁定:不成立,督办有效权责清单列明",
                "副值班长2026-11-2114:00",
                "已办结",
                "值班长2026-11-2118:00",
            ),
        ),
        (
            ORDER
            | {
                "by_rule": True,
                "given_by": "",
                "reply_by": None,
                "ended_with_case": True,
                "ordered": "",
                "resolved_at": "2026-11-21T18:00:00+08:00",
            },
            ("系统按督办规则", "不需回复", "随案件结束", "指挥中心"),
        ),
        (
            REQUEST,
            (
                "案件延期申请表",
                "申请部门",
                "市政公用中心",
                "申请人",
                "市政公用联络员",
                "申请原因",
                "等备件",
                "申请时长",
                "再延长一个时限(2紧急工作时),第1次",
                "原截止",
                "2026-11-2110:02",
                "延期至",
                "2026-11-2112:02",
                "分管领导",
                "签名(公章):年月日",
                "初审意见",
                "同意情况属实",
                "派遣员一号2026-11-2109:10",
                "终审意见",
                "同意仅此一次",
                "值班长2026-11-2109:20",
            ),
        ),
        (SUSPENSION, ("案件挂账申请表", "挂账至2027-03-0109:00,期间停止计时", "恢复办理", "审批意见", "同意")),
        (
            REQUEST
            | {
                "request_kind": "deferral",
                "until": "2026-12-01T09:00:00+08:00",
                "outcome": "pending",
                "decided_at": None,
                "decided_by": "",
                "decision": "",
            },
            ("案件缓办申请表", "缓办至2026-12-0109:00", "终审意见"),
        ),
    ],
)
def test_that_each_paper_says_every_field(content: dict[str, Any], wanted: tuple[str, ...]) -> None:
    text = said(content)
    assert [field for field in (*EVERY, *wanted) if field not in text] == []


def test_that_the_flow_slip_says_every_field_and_every_step() -> None:
    text = said(FLOW)
    wanted = (
        "网格排查事件流转单",
        "案件状态",
        "已结案",
        "网格长",
        "网格员一号",
        "涉及人",
        "建议",
        "目录责任单位:市政公用中心",
        "党政办意见",
        "社区界定:通过银座社区2026-11-2108:30属实",
        "分管领导批示",
        "承办部门",
        "承办人",
        "市政公用联络员",
        "时限",
        "办理结果",
        "已更换井盖并检查周边三处",
        "结案条件:井盖恢复完好",
        "签收2026-11-2108:10",
        "反馈",
        "群众意见",
        "2026-11-2110:05已告知反映人",
        "有人联系是解决是满意否希望下次快一点",
        "归档日期",
        "2026年11月21日",
        "结案方式",
        "强制结案",
        "红牌",
        "催办2次",
        "督办1次",
        "退回1次",
        "已移送110",
        "不计超时(申诉通过)",
        "流转记录",
        "立案",
        "派遣员一号→市政公用中心",
        "先围挡后更换",
        "系统按规则",
        "▲超时",
        "2小时",
        "长期无法联系",
    )
    assert [field for field in wanted if field not in text] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_that_the_code_opens_the_case_and_no_glyph_is_empty(name: str) -> None:
    pdf = pdf_of(SAMPLES[name] | {"description": "𠮷😀 镕囧﨎 αя한 ①㎡²\u0378\ue000"})
    assert codes(pictures(pdf, 200)[0]) == [f"gridroom:case:{NUMBER}"]
    faces = (*paper_fonts().text, *paper_fonts().mono)
    text = "".join(page_texts(pdf))
    assert [sign for sign in text if not sign.isspace() and not any(face.has(sign) for face in faces)] == []
    assert "〓 表示字库中没有的字" in text


def test_that_the_reporter_of_a_secret_case_is_told_as_kept_secret() -> None:
    for content in (FLOW, DISPATCH):
        assert "涉及人保密" in said(
            content | {"secret": True, "reporter": {"shown": "secret"}}
        ) or "反映人保密" in said(content | {"secret": True, "reporter": {"shown": "secret"}})
    for content in (ORDER, REQUEST):
        assert "保密" in said(content | {"secret": True})
        assert "保密" not in said(content)
    masked = {"reporter": {"shown": "masked", "name": "欧**", "phone": "138****1234"}}
    assert "欧**138****1234" in said(DISPATCH | masked)


def test_that_the_same_paper_is_the_same_bytes_in_this_process_and_in_another() -> None:
    content = FLOW | {"files": [attached(1, "near"), attached(2, "handle_after")]}
    files = {1: photograph(), 2: photograph((9, 99, 9))}
    once = pdf_of(content, files)
    assert pdf_of(content, files) == once
    assert pdf_of(content | {"place": "别处"}, files) != once
    program = (
        "import hashlib; from app.paper.fonts import paper_fonts; from app.paper.form_pdf import form_pdf\n"
        "from tests.paper.sample_papers import FLOW, attached, paper, photograph\n"
        "content = FLOW | {'files': [attached(1, 'near'), attached(2, 'handle_after')]}\n"
        "made = form_pdf(paper(content), paper_fonts(), {1: photograph(), 2: photograph((9, 99, 9))})\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "7", "PATH": "", "TZ": "UTC"},
    )
    assert other.stdout.strip() == hashlib.sha256(once).hexdigest()


@pytest.mark.parametrize("name", ["flow", "order"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_that_hostile_words_print_as_words_inside_the_frame(name: str, text: str) -> None:
    fields = ("description", "place", "category", "department", "reason", "demand", "instruction", "result", "reply")
    content = SAMPLES[name] | {field: text for field in fields if field in SAMPLES[name]}
    if "steps" in content:
        content["steps"] = [step(1, "report", text, by_name=text[:200], receiver=text[:100])]
    if "units" in content:
        content["units"] = [unit(text[:300], "main"), unit(text[:50], demand=text)]
    layout = lay_out(made(content, issued_by=text[:300]), paper_fonts())
    for page in layout.pages:
        for block, top in page:
            assert top >= TOP
            assert top + block.height <= BOTTOM + 0.01
    pdf = pdf_of(content, issued_by=text[:300])
    for markup in ("<script>alert(1)</script>", "<b>粗</b>", "</font>"):
        assert (markup in all_text(pdf)) == (markup in text)
    for picture in pictures(pdf, 72):
        assert picture.crop((0, 0, 30, picture.height)).getextrema() == (255, 255)
        assert picture.crop((picture.width - 30, 0, picture.width, picture.height)).getextrema() == (255, 255)


def test_that_a_very_long_text_flows_over_pages_whole() -> None:
    signs = "".join(chr(0x4E00 + number) for number in range(5000))
    kept = "".join(sign for sign in signs if paper_fonts().text[0].has(sign))
    pdf = pdf_of(ORDER | {"demand": kept})
    texts = page_texts(pdf)
    assert len(texts) > 2
    assert all(
        f"第 {number} / {len(texts)} 页" in text and f"XX-{NUMBER}" in text for number, text in enumerate(texts, 1)
    )
    assert "下页续" in texts[0]
    text = all_text(pdf)
    assert [sign for sign in kept if sign not in text] == []
    assert "回复意见" in texts[-1]


def test_that_two_hundred_steps_keep_the_head_of_the_table_on_every_page() -> None:
    texts = page_texts(
        pdf_of(FLOW | {"steps": [step(number, "track", f"第{number}次跟踪") for number in range(1, 201)]})
    )
    with_steps = [text for text in texts if "次跟踪" in text]
    assert len(with_steps) > 3
    assert all("办理人 → 接收" in text for text in with_steps)
    numbers = re.findall(r"第(\d+)次跟踪", "".join("\n".join(texts).split()))
    assert [int(number) for number in numbers] == list(range(1, 201))


def test_that_small_pictures_of_before_and_after_stand_upright_on_the_flow_slip_alone() -> None:
    files = [
        attached(1, "reference"),
        attached(2, "near"),
        attached(3, "handle_before"),
        attached(4, "handle_after"),
        attached(5, "handle_after"),
        attached(6, "handle_after"),
        attached(7, "document", "application/pdf"),
    ]
    content = FLOW | {"files": files}
    assert [one["attachment_id"] for one in pictures_of(made(content))] == [3, 2, 5, 6]
    assert pictures_of(made(DISPATCH | {"files": files})) == []
    pdf = pdf_of(content, {3: photograph(), 2: photograph(), 5: b"not a picture", 6: photograph((9, 99, 9))[:3000]})
    images = [image.image for page in pypdf.PdfReader(BytesIO(pdf)).pages for image in page.images]
    assert {(image.width, image.height) for image in images} == {(540, 720)}
    assert "图片无法显示" in all_text(pdf)
    assert "附件7份" in all_text(pdf)


def test_that_cards_can_be_told_in_grey_by_shape_and_word() -> None:
    inked = {}
    for card in ("reminder", "yellow", "red"):
        picture = pictures(pdf_of(ORDER | {"card": card}), 72)[0].crop((40, 30, 160, 80))
        inked[card] = sum(picture.histogram()[:128])
        assert words.CARDS[card] in said(ORDER | {"card": card})
    assert inked["reminder"] < inked["yellow"] < inked["red"] / 2


def test_that_every_action_and_state_has_its_word_on_paper() -> None:
    assert set(words.ACTIONS) == {action.value for action in Action}
    assert set(words.STATES) == {state.value for state in CaseState}


def test_that_an_empty_case_prints_dashes() -> None:
    bare = FLOW | dict.fromkeys(
        (
            "place",
            "cell_code",
            "duty_grid",
            "street",
            "community",
            "category",
            "kind",
            "department",
            "handler",
            "result",
            "limit_text",
            "grid_head",
            "suggestion",
        ),
        "",
    )
    bare |= {
        "steps": [],
        "units": [],
        "approvals": [],
        "call_backs": [],
        "deadline_at": None,
        "closed_at": None,
        "card": "",
    }
    text = said(bare)
    assert "归档日期年月日" in text
    assert "—" in text
    assert made(bare).kind is PaperKind.FLOW
