"""The command ``gridroom``: the sub-commands of app.cli, and those that need Qt, which is loaded only for them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from app.cli.parser import Commands, make_parser, run
from app.domain.failures import Failure
from app.settings import LANGUAGES, THEMES, Settings

SIZE = re.compile(r"([0-9]{1,6})[x×]([0-9]{1,6})")
LEAST, MOST = (320, 200), (8192, 8192)   # px of a picture


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; returns the exit code (see ``app.cli.parser.run``)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser, commands = make_parser(words)
    parser.set_defaults(handler=_window)
    _add_window(commands)
    _add_tour(commands)
    _add_picture(commands)
    return run(parser, words)


def size(text: str) -> tuple[int, int]:
    """``1366x768`` → (1366, 768), pixels."""
    found = SIZE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write for example 1366x768")
    wide, high = int(found[1]), int(found[2])
    if not (LEAST[0] <= wide <= MOST[0] and LEAST[1] <= high <= MOST[1]):
        raise argparse.ArgumentTypeError(f"{text} cannot be drawn; a picture has from {LEAST[0]}x{LEAST[1]} to "
                                         f"{MOST[0]}x{MOST[1]} pixels")
    return wide, high


def _add_window(commands: Commands[argparse.ArgumentParser]) -> None:
    window = commands.add_parser("window", help="open the main window (also without any command) 打开主窗口")
    window.set_defaults(handler=_window)


def _add_tour(commands: Commands[argparse.ArgumentParser]) -> None:
    tour = commands.add_parser("tour", help="play one duty on real stations and keep a picture of every step 值班演示")
    tour.add_argument("--out", type=Path, metavar="FOLDER", help="where to (default: pictures/tour in the home folder)")
    tour.add_argument("--play", choices=("duty", "shift"), default="duty",
                      help="duty: one case on six stations (default); shift: twenty cases at one desk by keyboard")
    tour.set_defaults(handler=_tour)


def _add_picture(commands: Commands[argparse.ArgumentParser]) -> None:
    picture = commands.add_parser("picture", help="a picture of one page with the data as it is 页面图片")
    picture.add_argument("page", metavar="PAGE", help="the page's name, for example board; an unknown name lists them")
    picture.add_argument("--size", type=size, default=(1366, 768), metavar="WxH", help="pixels (default 1366x768)")
    picture.add_argument("--theme", choices=THEMES, help="default: as in the settings")
    picture.add_argument("--language", choices=LANGUAGES, help="default: as in the settings")
    picture.add_argument("--login", metavar="NAME", help="as this person (default: a demo account that sees the page)")
    picture.add_argument("--out", type=Path, metavar="FILE.png", help="default: pictures/PAGE.png in the home folder")
    picture.set_defaults(handler=_picture)


def _window(arguments: argparse.Namespace, settings: Settings) -> int:
    if not has_display():
        raise Failure("there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): "
                      "gridroom tour --out FOLDER plays a duty without one, gridroom picture shows one page")
    from ui.start import open_window

    return open_window(settings)


def _tour(arguments: argparse.Namespace, settings: Settings) -> int:
    without_display()
    from ui.tour.play import play_tour

    folder = "tour" if arguments.play == "duty" else arguments.play
    return play_tour(settings, (arguments.out or settings.pictures_folder / folder).expanduser().absolute(),
                     arguments.play)


def _picture(arguments: argparse.Namespace, settings: Settings) -> int:
    without_display()
    from ui.picture import take_picture

    if arguments.out is None:
        settings.pictures_folder.mkdir(mode=0o700, exist_ok=True)  # it shows what that person may see
    wanted = settings.changed(theme=arguments.theme or settings.theme, language=arguments.language or settings.language)
    file = (arguments.out or settings.pictures_folder / f"{arguments.page}.png").expanduser().absolute()
    return take_picture(wanted, arguments.page, arguments.size, file, arguments.login)


def has_display() -> bool:
    """Whether a window could be shown: always on Windows and macOS, on Linux if a display is named."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def without_display() -> None:
    """Let Qt draw into memory. As root its browser part needs its sandbox off; for nobody else it is touched."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if sys.platform != "win32" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


if __name__ == "__main__":
    sys.exit(main())
