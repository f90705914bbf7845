"""A chat message as somebody pastes it: who sent it, when, from which number, about which place.

Groups of grid workers send a line such as ``某某(网格员) 21:03 卖芝桥东路117号 井盖没了 [图片]``; programs copy the
header on a line of its own, with or without the day. Nothing is guessed here that does not stand in the words: what is
found is told with the words that say so, and everything else stays in the description as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = 100_000      # characters that are looked at; more is no chat message
_LONGEST_AGE = timedelta(days=366)
_AHEAD = timedelta(minutes=5)  # clocks of telephones are not the server's

# Titles in a sender's name → how such a report comes in (SOURCES of app.domain.report); the first that stands there.
_SOURCES = (
    ("hotline", ("12345", "热线", "话务", "坐席")),
    ("leader", ("书记", "局长", "区长", "镇长", "主任", "领导")),
    ("patrol", ("网格员", "网格长", "巡查", "监督员", "采集员", "信息员", "专职")),
    ("department", ("中队", "执法", "公司", "物业", "中心", "环卫", "市政", "园林")),
)
_NAME = r"[A-Za-z\u3400-\u9fff·][\w\u3400-\u9fff·.\- ]{0,18}?"
_TITLE = r"(?:[(\[【（<]\s?(?P<title>[^()\[\]【】（）<>\n]{1,20})\s?[)\]】）>])?"
_DAY = (r"(?P<day>昨天|前天|今天|(?:(?P<year>20\d\d)\s?[-/.年]\s?)?(?P<month>1[0-2]|0?[1-9])\s?[-/.月]\s?"
        r"(?P<date>3[01]|[12]\d|0?[1-9])日?)?")
_TIME = (r"(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上)?\s?(?P<hour>2[0-3]|[01]?\d)[:：](?P<minute>[0-5]\d)"
         r"(?:[:：][0-5]\d)?")
_SENDER = rf"(?P<name>{_NAME})\s{{0,2}}{_TITLE}\s{{0,2}}"
_SENT = rf"{_DAY}\s{{0,2}}{_TIME}"
_HEADER = re.compile(rf"^\s{{0,8}}@?{_SENDER}[:：,，]?\s{{0,4}}{_SENT}(?=\s|[:：,，]|$)"
                     r"\s{0,4}[:：,，]?\s{0,4}(?P<rest>.*)$")
_TIME_FIRST = re.compile(rf"^\s{{0,8}}[\[【(]?{_SENT}[\]】)]?\s{{1,4}}{_SENDER}[:：]\s{{0,4}}(?P<rest>.*)$")
_MEDIA = re.compile(r"[\[【<](?P<what>图片|照片|image|photo|picture|视频|video|语音|文件|位置|表情|动画表情|sticker)"
                    r"(?:[^\]】>\n]{0,60})?[\]】>]", re.IGNORECASE)
_PICTURES = {"图片", "照片", "image", "photo", "picture"}
_PHONE = re.compile(r"(?<![\d-])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?[2-8]\d{6,7})(?![\d-]|\s?号)")
_CODE = r"[A-Za-z]{0,4}[-_ ]?\d{2,8}(?:[-_]\d{1,6})?"
_POST = re.compile(rf"(?:路灯杆|灯杆|路灯)\s?(?:编号|号码|号|牌|No\.?)?\s?[:：#]?\s?({_CODE})(?![\d米盏根个天年月日点])"
                   rf"|({_CODE})\s?(?:号|#)?\s?(?:路灯杆|灯杆)", re.IGNORECASE)
_ROAD = (r"[A-Za-z0-9\u3400-\u9fff]{1,12}?(?:大道|公路|街道|小区|社区|花园|家园|新村|公园|广场|市场|菜场|学校|小学|中学"
         r"|医院|车站|工业区|大厦|路口|路(?![灯面边人况障基过牙沿上])|街|巷|弄|桥|村|里|苑)")
_NUMBER = r"(?:\s?\d{1,5}(?:[-之]\d{1,4})?\s?(?:号楼|号|弄|幢|栋|单元)(?:\s?\d{1,4}\s?(?:号楼|号|幢|栋|单元|室))?)"
_BESIDE = r"(?:(?:与|和|跟)?[\u3400-\u9fff]{0,8}?(?:交叉口|路口|对面|门口|附近|旁边|旁|东侧|西侧|南侧|北侧|桥头|桥下))"
_PLACE = re.compile(rf"{_ROAD}(?:{_ROAD}){{0,2}}{_NUMBER}?{_BESIDE}?")
_LABELLED = re.compile(r"(?:地址|地点|位置|案发地点|问题地点)\s?[:：]\s?([^\n,，;；。]{2,60})")
_LEAD = re.compile(r"^(?:.*?(?:位于|反映|发现|地址|地点|举报|投诉|来电|称|说|请|在|到|从|把|于|是|的|有人|这里|这边"
                   r"|我们|我家|你们|你好|您好))+")
_NO_PLACE = re.compile("(?:马|道|公|小|一|走|修|带|过道)路|[这那哪家夜心手城村区]里|(?:本|我)?小区|社区|学校|公园"
                       "|广场|市场|菜场|医院|车站|街道|[大上]街|路口|[本我]村")


@dataclass(frozen=True, slots=True)
class PastedMessage:
    """What a pasted text says. Empty words and None: it does not say so. ``sender`` is the name as it stands there."""

    description: str
    sender: str = ""
    title: str = ""
    source: str = ""                # one of SOURCES, '' when nothing speaks for one
    source_why: str = ""            # the word of the sender that speaks for it
    phone: str = ""
    place: str = ""
    lamp_post: str = ""             # the number on the post
    sent_at: datetime | None = None
    pictures: int = 0               # that the text names, whether they were pasted or not

    @property
    def place_words(self) -> str:
        """What to look up: an address with a number, else the lamp post, else whatever place is named."""
        if self.lamp_post and not any(character.isdigit() for character in self.place):
            return self.lamp_post
        return self.place


@dataclass(slots=True)
class _Part:
    """One message of several: its header, and the lines below it."""

    sender: str
    title: str
    sent_at: datetime | None
    lines: list[str]


def read_message(text: str, now: datetime) -> PastedMessage:
    """Take a pasted text apart at the room's time ``now`` (with its zone). Any text is accepted; the worst becomes a
    description as it stands."""
    plain = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u3000", " ")
    pictures = sum(one["what"].casefold() in _PICTURES for one in _MEDIA.finditer(plain))
    parts = _parts(_MEDIA.sub(" ", plain), now)
    head = next((one for one in parts if one.sender), None)
    said = _description(parts)
    narrow = unicodedata.normalize("NFKC", said)
    source, why = _source_of(f"{head.sender} {head.title}") if head is not None else ("", "")
    phone = _PHONE.search(narrow)
    post = _POST.search(narrow)
    return PastedMessage(
        description=said, sender=head.sender if head else "", title=head.title if head else "", source=source,
        source_why=why, phone=re.sub(r"[- ]", "", phone[1]) if phone else "",
        place=place_in(narrow), lamp_post=_post_number(post) if post else "",
        sent_at=head.sent_at if head else None, pictures=pictures)


def place_in(text: str) -> str:
    """The place that the words name, the one with a number first; '' when they name none."""
    labelled = _LABELLED.search(text)
    if labelled:
        return labelled[1].strip()
    best, best_score = "", 0
    for line in text[:5000].split("\n"):
        for found in _PLACE.finditer(line):
            place = _LEAD.sub("", found[0]).strip()
            if len(place) < 2 or _NO_PLACE.fullmatch(place) or not re.search(_ROAD, place):
                continue
            score = 2 + 2 * bool(re.search(r"\d\s?(?:号|弄|幢|栋)", place))
            if score > best_score:
                best, best_score = place, score
    return best


def _parts(text: str, now: datetime) -> list[_Part]:
    parts = [_Part("", "", None, [])]
    for line in text.split("\n"):
        header = (_HEADER.match(line) or _TIME_FIRST.match(line)) if len(line) < 2000 else None
        if header is None:
            parts[-1].lines.append(line.strip())
        else:
            parts.append(_Part(header["name"].strip(), (header["title"] or "").strip(), _moment(header, now),
                               [header["rest"].strip()]))
    return [part for part in parts if part.sender or any(part.lines)]


def _description(parts: list[_Part]) -> str:
    """The words without their headers; where several people speak, who said what stays."""
    several = len({part.sender for part in parts if part.sender}) > 1
    told = []
    for part in parts:
        words = "\n".join(re.sub(r"[ \t]{2,}", " ", line) for line in part.lines if line).strip()
        if words:
            told.append(f"{part.sender}：{words}" if several and part.sender else words)
    return "\n".join(told)


def _moment(header: re.Match[str], now: datetime) -> datetime | None:
    """When it was sent; a time without a day is the last such time; None when that cannot be or is long ago."""
    hour, half = int(header["hour"]), header["half"] or ""
    if (half in ("下午", "傍晚", "晚上") and hour < 12) or (half == "中午" and hour < 3):
        hour += 12
    try:
        at = now.replace(hour=hour, minute=int(header["minute"]), second=0, microsecond=0)
        if header["month"]:
            at = at.replace(year=int(header["year"] or now.year), month=int(header["month"]), day=int(header["date"]))
            if not header["year"] and at > now + _AHEAD:
                at = at.replace(year=at.year - 1)
        elif header["day"] in ("昨天", "前天"):
            at -= timedelta(days=1 if header["day"] == "昨天" else 2)
        elif at > now + _AHEAD:
            at -= timedelta(days=1)
    except ValueError:
        return None
    return min(at, now) if now - _LONGEST_AGE < at <= now + _AHEAD else None


def _source_of(sender: str) -> tuple[str, str]:
    return next(((source, word) for source, words in _SOURCES for word in words if word in sender), ("", ""))


def _post_number(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found[1] or found[2]).upper()
