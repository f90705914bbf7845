"""The command line: a registry of sub-commands, and the one place where a failure becomes a sentence.

Each module of this room has ``add(commands)``, which adds its sub-parsers and gives each a ``handler`` of the shape
``(arguments, settings) -> exit code``. ``ui/command.py`` adds those that need windows.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import io
import logging
import sys
from collections.abc import Callable, Sequence

from app.domain.failures import Failure, LoginRefused, Outdated, Refusal, Unreachable
from app.log_files import start_log
from app.settings import Settings, make_home

Handler = Callable[[argparse.Namespace, Settings], int]
Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers() returns

# The module of each command, in the order of --help. Only the one that is called is loaded: some bring much with them.
MODULES = {"server": "server", "people": "people", "gateway": "gateway", "schema": "schema", "demo": "demo",
           "calendar": "calendar", "import": "imports", "make-cells": "imports",
           "export-areas": "area_export",
           "sheet": "sheet",
           "paper": "paper",
           "verify-history": "history", "learn": "learned_classes", "propose": "propose"}
FAILED = 2
INTERRUPTED = 130
EPILOG = """\
GRIDROOM_HOME names the folder that holds everything the program writes.
Every command has its own --help.

中文说明：不带命令直接运行即打开主窗口；server 管理自带数据库，people 管理人员，
gateway 管理手持终端网关，import 导入区域和群众来信，make-cells 划分单元网格，
export-areas 导出区域，sheet 打印每日派遣单，
paper 打印一个案件的流转单、派遣单、督办单、申请表，learn 学习分类，propose 推荐分类，
tour 播放值班演示，picture 输出某一页面的图片，verify-history 核对案件流转记录。
"""


def version() -> str:
    """The program's version: of the installed package, else as pyproject.toml states it."""
    try:
        return importlib.metadata.version("gridroom")
    except importlib.metadata.PackageNotFoundError:
        import tomllib
        from pathlib import Path

        source = Path(__file__).resolve().parents[2] / "pyproject.toml"
        return str(tomllib.loads(source.read_text(encoding="utf-8"))["project"]["version"])


def make_parser(
    arguments: Sequence[str] = ("--help",),
) -> tuple[argparse.ArgumentParser, Commands[argparse.ArgumentParser]]:
    """The parser for ``arguments`` with the sub-commands of this room, and the registry to add more to."""
    parser = argparse.ArgumentParser(
        prog="gridroom", epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="The control room of a district's grid governance. Without a command it opens the window.")
    parser.add_argument("--version", action="version", version=f"gridroom {version()}")
    parser.add_argument("--verbose", action="store_true", help="show the log on the screen too")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in _modules_for(arguments):
        importlib.import_module(f"app.cli.{name}").add(commands)
    return parser, commands


def _modules_for(arguments: Sequence[str]) -> list[str]:
    """The module of the command that is called; all of them for help, and for a word that may be misspelt."""
    word = next((word for word in arguments if not word.startswith("-")), None)
    if word in MODULES:
        return [MODULES[word]]
    if word is None and not {"-h", "--help"} & set(arguments):
        return []
    return list(dict.fromkeys(MODULES.values()))


def run(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> int:
    """Parse and carry out; returns the exit code: 0 done, 2 a failure told in one sentence, 130 interrupted.

    A bug keeps its traceback, on screen and in the log.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a screen that knows no Chinese shows ? instead of failing
    chosen = parser.parse_args(arguments)
    try:
        settings = Settings.load()
        _start_log(settings, to_screen=chosen.verbose)
        handler: Handler = chosen.handler
        from app.database.failures_from_sql import translated  # loads SQLAlchemy, which --help can do without

        with translated():
            return handler(chosen, settings)
    except Failure as failure:
        print(f"gridroom: {sentence(failure)}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("gridroom: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output (head, less) went away
        sys.stderr.close()
        return 0
    except Exception:
        logging.getLogger("gridroom").exception("bug")
        raise


def sentence(failure: Failure) -> str:
    """One clear English line for a failure."""
    if isinstance(failure, Refusal):
        detail = ", ".join(f"{name}: {value}" for name, value in failure.detail.items())
        return f"refused ({failure.code}): {failure.message}" + (f" ({detail})" if detail else "")
    if isinstance(failure, Outdated):
        return (f"the database is newer than this program (schema {failure.schema}, this program knows "
                f"{failure.known}): update the program")
    words = " ".join(str(failure).split())
    if isinstance(failure, LoginRefused):
        return f"the server did not accept login or password: {words}"
    if type(failure) is Unreachable:
        return f"the database cannot be reached: {words}"
    return words


def _start_log(settings: Settings, *, to_screen: bool) -> None:
    try:
        make_home(settings.home)
        start_log(settings.log_folder, to_screen=to_screen)
    except OSError as error:
        raise Failure(f"the home folder {settings.home} cannot be written ({error.strerror}); "
                      "set GRIDROOM_HOME to another folder") from error
