"""The theme: Chinese on any machine, every colour readable, everything scaled, no name left in the style sheet."""

from __future__ import annotations

import re

import pytest
from qtpy.QtCore import QSize
from qtpy.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QRawFont
from qtpy.QtWidgets import QLabel

from ui import theme
from widgets.tokens import DAY, NIGHT

WORDS = ("text", "quiet", "near", "behind", "overdue", "order", "link", "focus")


def luminance(color):
    def linear(part):
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one, other):
    bright, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [NIGHT, DAY], ids=["night", "day"])
def test_that_every_word_can_be_read_on_every_ground(tokens):
    low = {
        (word, ground): round(contrast(getattr(tokens, word), getattr(tokens, ground)), 2)
        for word in WORDS for ground in ("panel", "raised")
        if contrast(getattr(tokens, word), getattr(tokens, ground)) < 4.1
    }
    assert low == {}
    # Units and disabled words; by day on a raised ground they have 4.06.
    assert min(contrast(tokens.faint, ground) for ground in (tokens.panel, tokens.raised)) > 4.0
    assert contrast(tokens.on_focus, tokens.focus) >= 4.5
    for state in ("near", "behind", "overdue"):
        assert contrast(getattr(tokens, state), tokens.fill(state)) >= 4.1


@pytest.mark.parametrize("name", ["night", "day"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_the_style_sheet_is_complete(qapp, name, scale):
    made = theme.make_tokens(name, QSize(1920, 1080), scale)
    sheet = re.sub(r"/\*.*?\*/", "", theme.style_sheet(made), flags=re.S)
    assert "@" not in sheet
    assert re.search(r"\ddp\b", sheet) is None
    for picture in re.findall(r"url\((.*?)\)", sheet):
        assert not QImage(picture).isNull()
    assert f"font-size: {made.px(12)}px" in sheet


@pytest.mark.parametrize(("size", "scale"), [
    ((1366, 768), 1.0), ((1920, 1080), 1.0), ((1920, 1200), 1.0), ((2560, 1440), 1.25), ((3840, 2160), 2.0),
    ((7680, 4320), 3.0), ((1080, 1920), 1.0),
])
def test_that_everything_grows_with_the_screen(size, scale):
    assert theme.scale_for(QSize(*size)) == scale


def test_that_chinese_is_shown_even_where_the_system_has_no_chinese_font(qapp, monkeypatch):
    bare = ["DejaVu Sans", "DejaVu Sans Mono"]
    monkeypatch.setattr(theme.QFontDatabase, "families", lambda *writing_system: [] if writing_system else bare)
    family = theme.chinese_family()
    raw = QRawFont.fromFont(QFont(family))
    missing = [sign for sign in "网格指挥室案件派遣处置核查结案剩超昨天卖芝桥▲✖●○↑→…“”·×"
               if not raw.supportsCharacter(ord(sign))]
    assert missing == []


def test_that_chinese_words_are_painted_and_not_boxes(tokens, qtbot):
    pictures = []
    for sign in "网格案件":
        image = QImage(24, 24, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.setFont(tokens.font(16))
        painter.setPen(QColor("white"))
        painter.drawText(2, 18, sign)
        painter.end()
        pictures.append(bytes(image.constBits()))
    assert len(set(pictures)) == 4


def test_that_digits_stand_in_columns(tokens):
    metrics = QFontMetricsF(tokens.font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
    mono = QFontMetricsF(tokens.font(mono=True))
    assert mono.horizontalAdvance("2026-1121-00001") == pytest.approx(15 * mono.horizontalAdvance("0"), abs=0.5)


def test_that_no_screen_names_a_colour_of_its_own():
    from pathlib import Path

    rooms = [path for room in ("widgets", "ui") for path in
             (Path(__file__).resolve().parents[2] / room).rglob("*.py")
             if path.name != "tokens.py" and "tour" not in path.parts]  # the tour draws pictures, not screens
    named = [path.name for path in rooms
             if re.search(r"[\"']#[0-9A-Fa-f]{6}[\"']|QColor\(\d|GlobalColor\.", path.read_text(encoding="utf-8"))]
    assert named == []


def test_that_roles_reach_labels(tokens, qtbot):
    label = QLabel("超时")
    qtbot.addWidget(label)
    label.setProperty("role", "overdue")
    label.ensurePolished()
    assert label.palette().windowText().color().name().upper() == tokens.overdue
