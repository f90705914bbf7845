"""Small drawn street scenes as evidence of the demo's cases: real JPEG bytes, no real place, nobody's face."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from math import cos, sin
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = (640, 480)
HORIZON = 210
Draw = ImageDraw.ImageDraw


def photograph(scene: str, seed: int, taken_at: datetime, *, mended: bool = False, close: bool = False) -> bytes:
    """A JPEG of ``scene`` (see :data:`SCENES`), the same for the same arguments; ``mended``: after the work.

    ``close`` shows the middle only, as the picture that an inspector takes from near. The time is printed into it.
    """
    random = Random(seed)
    night = not 6 <= taken_at.hour < 18
    picture = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(picture)
    _street(draw, random, night)
    SCENES[scene](draw, random, mended)
    picture = Image.blend(picture.filter(ImageFilter.SMOOTH), _grain(random), 0.05)
    if night:
        picture = Image.blend(picture, Image.new("RGB", SIZE, (14, 20, 34)), 0.5)
    if close:
        picture = picture.crop((160, 160, 560, 460)).resize(SIZE, Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(picture)
    draw.text((628, 468), f"{taken_at:%Y-%m-%d %H:%M}", font=ImageFont.load_default(20), fill=(255, 236, 160),
              anchor="rs", stroke_width=2, stroke_fill=(40, 34, 10))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=78)
    return file.getvalue()


def _grain(random: Random) -> Image.Image:
    # A few hundred random bytes, stretched, do for a sensor's noise.
    small = Image.frombytes("L", (128, 96), random.randbytes(128 * 96))
    return small.resize(SIZE, Image.Resampling.NEAREST).convert("RGB")


def _street(draw: Draw, random: Random, night: bool) -> None:
    """Sky, houses, pavement, kerb and road."""
    for y in range(HORIZON):
        share = y / HORIZON
        draw.line([(0, y), (640, y)], fill=(int(150 + 50 * share), int(175 + 35 * share), int(200 + 20 * share)))
    x = -random.randrange(60)
    while x < 640:
        width, top = random.randrange(70, 150), random.randrange(40, 150)
        wall = random.choice([(176, 164, 150), (158, 150, 146), (190, 178, 158), (146, 154, 160)])
        draw.rectangle([x, top, x + width, HORIZON + 20], fill=wall)
        lit = (236, 214, 150) if night else (112, 126, 138)
        for row in range(top + 12, HORIZON - 10, 26):
            for column in range(x + 10, x + width - 16, 24):
                window = lit if random.random() < 0.6 else (88, 98, 108)
                draw.rectangle([column, row, column + 12, row + 15], fill=window)
        x += width + random.randrange(4)
    draw.rectangle([0, HORIZON + 20, 640, 300], fill=(172, 168, 160))
    for offset in range(-300, 940, 46):
        draw.line([(offset, 300), (320 + (offset - 320) * 0.6, HORIZON + 20)], fill=(158, 154, 146))
    draw.rectangle([0, 300, 640, 312], fill=(206, 204, 198))
    draw.rectangle([0, 312, 640, 480], fill=(92, 94, 98))
    for offset in range(-40, 640, 150):
        draw.polygon([(offset, 452), (offset + 90, 452), (offset + 84, 460), (offset - 6, 460)], fill=(220, 220, 214))


def _manhole(draw: Draw, random: Random, mended: bool) -> None:
    x, y = 330 + random.randrange(-40, 40), 392
    draw.ellipse([x - 74, y - 34, x + 74, y + 34], fill=(66, 66, 68))
    if mended:
        draw.ellipse([x - 66, y - 29, x + 66, y + 29], fill=(112, 112, 114), outline=(52, 52, 54), width=3)
        for line in range(-48, 49, 16):
            draw.line([(x + line, y - 20), (x + line, y + 20)], fill=(90, 90, 92), width=3)
        return
    draw.ellipse([x - 62, y - 26, x + 62, y + 26], fill=(12, 12, 14))
    draw.ellipse([x + 34, y - 52, x + 158, y - 2], fill=(112, 112, 114), outline=(52, 52, 54), width=3)
    draw.line([(x - 8, y), (x + 6, y - 130)], fill=(96, 70, 40), width=5)
    for leaf in range(5):
        draw.ellipse([x - 14 + leaf * 8, y - 140 - leaf * 5, x + 10 + leaf * 8, y - 118 - leaf * 5], fill=(74, 120, 58))


def _lamp(draw: Draw, random: Random, mended: bool) -> None:
    x = 300 + random.randrange(-60, 60)
    draw.rectangle([x, 60, x + 8, 320], fill=(70, 76, 82))
    draw.line([(x + 4, 62), (x + 70, 48)], fill=(70, 76, 82), width=7)
    draw.ellipse([x + 56, 40, x + 96, 60], fill=(255, 244, 190) if mended else (60, 62, 64))
    draw.rectangle([x - 3, 262, x + 11, 300], fill=(88, 94, 100) if mended else (28, 28, 30))
    if mended:
        draw.polygon([(x + 60, 60), (x + 92, 60), (x + 190, 300), (x - 30, 300)], fill=(196, 188, 160))
    else:
        for wire, colour in enumerate([(180, 40, 36), (40, 90, 170), (200, 180, 60)]):
            draw.line([(x + 2 + wire * 3, 285), (x - 18 - wire * 9, 318 + wire * 4)], fill=colour, width=3)


def _tree(draw: Draw, random: Random, mended: bool) -> None:
    x, lean = 320 + random.randrange(-50, 50), 0 if mended else 120
    draw.line([(x, 306), (x + lean, 130)], fill=(94, 70, 46), width=18)
    for _ in range(34):
        cx, cy = x + lean + random.randrange(-84, 84), 112 + random.randrange(-62, 62)
        green = random.randrange(80, 128)
        draw.ellipse([cx - 26, cy - 20, cx + 26, cy + 20], fill=(54, green, 46))
    if not mended:
        for _ in range(26):
            cx, cy = random.randrange(60, 600), random.randrange(296, 360)
            tip = (cx + random.randrange(-24, 24), cy - random.randrange(4, 16))
            draw.line([(cx, cy), tip], fill=(84, 96, 52), width=3)
        draw.line([(x + 6, 300), (x + 210, 330)], fill=(94, 70, 46), width=9)


def _rubbish(draw: Draw, random: Random, mended: bool) -> None:
    for number, colour in enumerate([(52, 110, 74), (60, 92, 140), (86, 88, 92)]):
        x = 230 + number * 74
        draw.polygon([(x, 226), (x + 58, 226), (x + 52, 318), (x + 6, 318)], fill=colour)
        draw.rectangle([x - 3, 216, x + 61, 228], fill=tuple(c - 18 for c in colour))
    if mended:
        return
    for _ in range(46):
        x, y = random.randrange(190, 500), random.randrange(286, 360)
        colour = random.choice([(236, 236, 232), (46, 46, 52), (170, 130, 86), (196, 60, 50), (70, 130, 160)])
        size = random.randrange(8, 26)
        corners = [(x, y - size), (x + size, y - size // 3), (x + size // 2, y), (x - size // 2, y - 2)]
        draw.polygon(corners, fill=colour)


def _stall(draw: Draw, random: Random, mended: bool) -> None:
    if mended:
        return
    for number in range(3):
        x = 90 + number * 170 + random.randrange(-14, 14)
        draw.rectangle([x, 300, x + 130, 356], fill=(150, 112, 70))
        for pole in (x + 4, x + 124):
            draw.line([(pole, 300), (pole, 206)], fill=(110, 110, 112), width=4)
        cover = random.choice([(196, 62, 54), (60, 112, 166), (214, 156, 52)])
        draw.polygon([(x - 14, 216), (x + 144, 216), (x + 122, 182), (x + 8, 182)], fill=cover)
        for fruit in range(12):
            fx, fy = x + 8 + (fruit % 6) * 20, 288 + (fruit // 6) * 12
            ripe = random.choice([(220, 120, 40), (196, 48, 44), (140, 168, 60)])
            draw.ellipse([fx, fy, fx + 17, fy + 15], fill=ripe)


def _pothole(draw: Draw, random: Random, mended: bool) -> None:
    x, y = 330, 398
    points = []
    for step in range(14):
        reach = random.uniform(0.7, 1.15)
        angle = step / 14 * 6.283
        points.append((x + 120 * reach * cos(angle), y + 44 * reach * sin(angle)))
    draw.polygon(points, fill=(58, 60, 62) if mended else (42, 38, 34))
    if mended:
        draw.line([*points, points[0]], fill=(40, 42, 44), width=4)
        return
    for _ in range(40):
        px, py = x + random.randrange(-130, 130), y + random.randrange(-40, 46)
        draw.ellipse([px, py, px + 9, py + 6], fill=(120, 116, 108))
    for side in (x - 170, x + 160):
        draw.polygon([(side, y + 14), (side + 34, y + 14), (side + 17, y - 62)], fill=(226, 106, 36))
        draw.rectangle([side + 9, y - 32, side + 26, y - 20], fill=(244, 244, 240))


def _water(draw: Draw, random: Random, mended: bool) -> None:
    draw.rectangle([0, 330, 640, 480], fill=(98, 124, 132) if not mended else (84, 98, 104))
    for _ in range(60):
        x, y = random.randrange(640), random.randrange(334, 478)
        draw.line([(x, y), (x + random.randrange(20, 70), y)], fill=(124, 148, 154), width=2)
    draw.rectangle([0, 318, 640, 331], fill=(186, 182, 174))
    if mended:
        return
    for _ in range(34):
        x, y = random.randrange(60, 580), random.randrange(346, 460)
        colour = random.choice([(240, 240, 236), (186, 206, 214), (214, 180, 96), (90, 120, 60)])
        draw.rectangle([x, y, x + random.randrange(10, 34), y + random.randrange(6, 16)], fill=colour)


def _cable(draw: Draw, random: Random, mended: bool) -> None:
    for x in (120, 520):
        draw.rectangle([x, 40, x + 10, 310], fill=(96, 86, 76))
        draw.rectangle([x - 34, 64, x + 44, 72], fill=(96, 86, 76))
    for line in range(3):
        draw.arc([124, 8 + line * 12, 526, 130 + line * 12], 0, 180, fill=(34, 34, 38), width=3)
    if not mended:
        sway = random.randrange(-20, 20)
        draw.line([(126, 74), (230, 250), (340 + sway, 392), (470, 404)], fill=(30, 30, 34), width=5, joint="curve")


def _poster(draw: Draw, random: Random, mended: bool) -> None:
    draw.rectangle([190, 110, 430, 318], fill=(122, 130, 134), outline=(90, 96, 100), width=4)
    draw.line([(310, 112), (310, 316)], fill=(90, 96, 100), width=3)
    draw.polygon([(360, 140), (386, 186), (334, 186)], fill=(232, 196, 40))
    if mended:
        return
    for _ in range(17):
        x, y = random.randrange(196, 384), random.randrange(118, 286)
        paper = random.choice([(246, 244, 236), (250, 226, 120), (236, 190, 190)])
        draw.rectangle([x, y, x + 36, y + 26], fill=paper)
        for line in range(3):
            draw.line([(x + 4, y + 6 + line * 7), (x + 30, y + 6 + line * 7)], fill=(60, 60, 80), width=2)


def _wall(draw: Draw, random: Random, mended: bool) -> None:
    if mended:
        return
    for number in range(26):
        x, y = 150 + (number % 9) * 40 + random.randrange(-8, 8), 330 - (number // 9) * 26
        draw.rounded_rectangle([x, y, x + 44, y + 26], 8, fill=random.choice([(206, 196, 172), (188, 178, 156)]),
                               outline=(140, 132, 114))
    for number in range(5):
        draw.rectangle([470 + number * 5, 256 - number * 3, 560 + number * 5, 346 - number * 3], fill=(214, 214, 208),
                       outline=(150, 150, 144))


def _bikes(draw: Draw, random: Random, mended: bool) -> None:
    for number in range(4 if mended else 15):
        x = 60 + number * (36 if not mended else 64) + random.randrange(-6, 6)
        y = 322 if mended else 318 + random.randrange(-12, 26)
        colour = random.choice([(236, 190, 40), (70, 150, 200), (90, 170, 110)])
        for wheel in (x, x + 44):
            draw.ellipse([wheel - 16, y - 16, wheel + 16, y + 16], outline=(36, 36, 40), width=3)
        draw.line([(x, y), (x + 18, y - 30), (x + 38, y - 28), (x + 44, y)], fill=colour, width=5)
        draw.line([(x + 38, y - 28), (x + 34, y - 44)], fill=colour, width=4)


SCENES: dict[str, Callable[[Draw, Random, bool], None]] = {
    "manhole": _manhole, "lamp": _lamp, "tree": _tree, "rubbish": _rubbish, "stall": _stall, "pothole": _pothole,
    "water": _water, "cable": _cable, "poster": _poster, "wall": _wall, "bikes": _bikes,
}
