"""The tokens of the look: every colour and size that a screen may use, by name.

``ui/theme.py`` builds one ``Tokens`` for the theme and the screen and hands it to every widget; a widget asks
for ``tokens.overdue`` or ``tokens.px(8)`` and never names a colour or a size of its own. The theme may change while the
program runs (docs/decisions/0067): a widget that paints asks anew each time, one that keeps what it made of a colour
(an icon, a picture, a colour of a list entry) makes it anew at ``QEvent.StyleChange``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from html import escape

from qtpy.QtGui import QColor, QFont

LABEL, BODY, SECTION, TITLE, NUMBER, WALL = 12, 14, 16, 20, 28, 40  # type sizes in px at 96 dpi
GAP, MARGIN, RADIUS = 8, 16, 4                                      # distances in px at 96 dpi
ROW, COMPACT_ROW = 32, 26                                           # heights in px at 96 dpi
FILL = 0.14                                                         # share of a state's colour in its fill


@dataclass(slots=True, eq=False)
class Tokens:
    """Colours as ``#RRGGBB``, the font families, and the factor from px at 96 dpi to px of this screen."""

    bg: str
    panel: str
    raised: str
    line: str
    text: str
    quiet: str
    faint: str
    focus: str
    near: str
    behind: str
    overdue: str
    order: str
    link: str
    on_focus: str                    # words on the one primary button
    ramp: str                        # the strongest grade of a calm figure on the map
    heat: str                        # many cases on the heat map, and few
    heat_mild: str
    scale: float = 1.0
    family: str = ""                 # Chinese sans; '' means the application's font
    mono_family: str = ""            # for case numbers

    @property
    def theme(self) -> str:
        """``'night'`` or ``'day'``."""
        return "day" if self.bg == DAY.bg else "night"

    def wear(self, theme: str) -> None:
        """Take the colours of ``'night'`` or ``'day'``; sizes and fonts stay. Whoever holds these tokens has them."""
        for name, color in (DAY if theme == "day" else NIGHT).plain_colors().items():
            setattr(self, name, color)

    def px(self, size: float) -> int:
        """``size`` px at 96 dpi in px of this screen, at least 1."""
        return max(1, round(size * self.scale))

    def color(self, name: str) -> QColor:
        """The colour of the token ``name``."""
        return QColor(getattr(self, name))

    def fill(self, name: str) -> QColor:
        """The quiet fill of a state: its colour at 14 % over the panel."""
        return mixed(self.color(name), self.color("panel"), FILL)

    def font(self, size: int = BODY, *, strong: bool = False, mono: bool = False) -> QFont:
        """A font of this theme; digits stand in columns (tabular)."""
        font = QFont(self.mono_family if mono else self.family)
        font.setPixelSize(self.px(size))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def plain_colors(self) -> dict[str, str]:
        """Every colour token by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if str(getattr(self, f.name)).startswith("#")}

    def colors(self) -> dict[str, str]:
        """Every colour token by name, with ``<name>_fill`` for the states."""
        named = self.plain_colors()
        for name in ("near", "behind", "overdue", "order", "link", "focus"):
            named[f"{name}_fill"] = self.fill(name).name()
        return named


def mixed(over: QColor, under: QColor, share: float) -> QColor:
    """``share`` of ``over`` on top of ``under``, as an opaque colour."""
    def part(one: int, other: int) -> int:
        return round(one * share + other * (1 - share))

    return QColor(part(over.red(), under.red()), part(over.green(), under.green()), part(over.blue(), under.blue()))


def tool_tip(words: str) -> str:
    """``words`` as a tool tip that wraps and in which nothing is read as markup; empty stays empty."""
    return f"<qt>{escape(words)}</qt>" if words else ""


NIGHT = Tokens(
    bg="#14181D", panel="#1B2027", raised="#252D37", line="#36414D", text="#E6EAF0", quiet="#AEB9C5",
    faint="#8591A0", focus="#6AA5FF", near="#6DB3FF", behind="#F2B84B", overdue="#FF6B6B", order="#E58CFF",
    link="#57C793", on_focus="#10151B", ramp="#4FB0AE", heat="#F0E442",
    heat_mild="#3F6F8F",
)
DAY = Tokens(
    bg="#F1F3F5", panel="#FFFFFF", raised="#E6EAEE", line="#BCC6D0", text="#1A222B", quiet="#465362",
    faint="#66727F", focus="#1B5FCC", near="#1666B8", behind="#8A5800", overdue="#C02626", order="#8A2BB0",
    link="#1B7A4B", on_focus="#FFFFFF", ramp="#2A7F7D", heat="#3B2F7F",
    heat_mild="#9DB8C9",
)
