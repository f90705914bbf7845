"""The theme: tokens for night or day, scaled to the screen, the style sheet made from them, and the fonts.

``apply_theme`` is called once at start-up; its ``Tokens`` go to every widget by constructor. ``change_theme`` gives
these same tokens the other theme while the program runs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from qtpy.QtCore import QSize
from qtpy.QtGui import QColor, QFontDatabase, QIcon, QPalette
from qtpy.QtWidgets import QApplication

from widgets.tokens import BODY, DAY, NIGHT, Tokens

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

# Chinese sans faces of Linux, Windows and macOS, best first; the packaged face comes after them all.
CHINESE_FACES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC",
    "HarmonyOS Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
)
MONO_FACES = ("Noto Sans Mono CJK SC", "Cascadia Mono", "Consolas", "DejaVu Sans Mono", "Liberation Mono", "Menlo",
              "WenQuanYi Micro Hei Mono")
ORDINARY_HEIGHT = 1080  # px; a screen up to 1200 px high is shown at scale 1
LARGEST_SCALE = 3.0


class NoChineseFontError(Exception):
    """Neither the system nor the packages of this program hold a font with Chinese characters."""


def scale_for(screen: QSize) -> float:
    """How much larger than at 96 dpi everything is drawn on a screen of this many logical px.

    A 3840×2160 screen that the desktop does not scale itself gets 2.0; the desktop's own factor is Qt's business
    and already taken out of ``screen``.
    """
    if screen.height() <= 1200:
        return 1.0
    by_size = min(screen.height() / ORDINARY_HEIGHT, screen.width() / 1920)
    return max(1.0, min(LARGEST_SCALE, round(by_size * 4) / 4))


def packaged_font() -> Path:
    """The file of the Chinese font that is installed with this program."""
    import paperang_p2_fonts_cjk

    return Path(paperang_p2_fonts_cjk.__file__).parent / "fonts" / "wqy-microhei.ttc"


def chinese_family() -> str:
    """The family of the best Chinese sans here; registers the packaged one where the system has none.

    Raises ``NoChineseFontError`` when there is none at all.
    """
    known = set(QFontDatabase.families())
    for face in CHINESE_FACES:
        if face in known:
            return face
    capable = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if capable:
        return str(capable[0])
    added = QFontDatabase.addApplicationFont(str(packaged_font()))
    families = QFontDatabase.applicationFontFamilies(added) if added >= 0 else []
    if not families:
        raise NoChineseFontError(str(packaged_font()))
    return str(families[0])


def mono_family(chinese: str) -> str:
    """The family for case numbers; ``chinese`` where no monospaced face is known."""
    known = set(QFontDatabase.families())
    return next((face for face in MONO_FACES if face in known), chinese)


def make_tokens(theme: str, screen: QSize, scale: float | None = None) -> Tokens:
    """Tokens of the theme ``'night'`` or ``'day'`` for a screen of this size; needs a QApplication for the fonts."""
    family = chinese_family()
    return replace(
        DAY if theme == "day" else NIGHT,
        scale=scale or scale_for(screen), family=family, mono_family=mono_family(family),
    )


def style_sheet(tokens: Tokens) -> str:
    """The style sheet of the whole program for these tokens."""
    template = (RESOURCES / "qss" / "gridroom.qss").read_text(encoding="utf-8")
    words = tokens.colors() | {
        "icons": (RESOURCES / "icons").as_posix(),
        "theme": tokens.theme,
    }
    # Longest first, so that @overdue_fill is not read as @overdue.
    for name in sorted(words, key=len, reverse=True):
        template = template.replace(f"@{name}", words[name])
    return re.sub(r"(\d+)dp\b", lambda match: f"{tokens.px(int(match[1]))}px", template)


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette for what the style sheet does not reach (placeholders, links, disabled text)."""
    made = QPalette()
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    for one, name in (
        (role.Window, "bg"), (role.Base, "panel"), (role.AlternateBase, "panel"), (role.Button, "raised"),
        (role.WindowText, "text"), (role.Text, "text"), (role.ButtonText, "text"), (role.PlaceholderText, "faint"),
        (role.Highlight, "focus"), (role.HighlightedText, "on_focus"), (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"), (role.Link, "focus"), (role.LinkVisited, "focus"), (role.Mid, "line"),
    ):
        made.setColor(one, QColor(getattr(tokens, name)))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, one, QColor(tokens.faint))
    return made


def apply_theme(app: QApplication, theme: str = "night", screen: QSize | None = None,
                scale: float | None = None) -> Tokens:
    """Dress the application and return the tokens for its widgets.

    ``screen`` is the size to dress for (the primary screen's when ``None``); ``scale`` overrides what follows from it.
    """
    if screen is None:
        primary = app.primaryScreen()
        screen = primary.availableGeometry().size() if primary is not None else QSize(1920, ORDINARY_HEIGHT)
    tokens = make_tokens(theme, screen, scale)
    app.setStyle("Fusion")
    app.setFont(tokens.font(BODY))
    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "gridroom.svg")))
    _dress(app, tokens)
    return tokens


def change_theme(app: QApplication, tokens: Tokens, theme: str) -> None:
    """Dress the application, and with it everybody who holds ``tokens``, for ``'night'`` or ``'day'``."""
    if tokens.theme != theme:
        tokens.wear(theme)
        _dress(app, tokens)


def _dress(app: QApplication, tokens: Tokens) -> None:
    app.setPalette(palette(tokens))
    app.setStyleSheet(style_sheet(tokens))  # tells every widget by StyleChange, after the palette
