"""``gridroom learn``: classes learned from a spreadsheet whose rows have theirs, kept in the home folder."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.parser import Commands
from app.domain.failures import Failure
from app.settings import Settings

if TYPE_CHECKING:
    from app.proposals.class_model import ClassModel, Known

MOST_LEARNED = 4_000      # texts; the time to learn grows with the third power


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``learn``."""
    parser = commands.add_parser(
        "learn", help="learn classes from a spreadsheet whose rows have theirs 学习分类",
        description="Learns which class each text has (.xlsx, .xls or .csv) and keeps what was learned in the home "
                    "folder, for gridroom propose. It keeps runs of one and two characters with numbers, no texts. "
                    "Learning again replaces it.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--text", action="append", required=True, metavar="COLUMN",
                        help="heading of the text; repeated (--text 主题 --text 详情), the first is the subject")
    parser.add_argument("--class", dest="label", required=True, metavar="COLUMN", help="heading of the class")
    parser.add_argument("--names", type=Path, metavar="FILE2",
                        help="the official list of classes: a column of the same heading as --class; what stands to "
                             "the right of it names what belongs to the class. It helps most while few rows are known")
    parser.add_argument("--also", type=Path, metavar="FILE3",
                        help="more texts under the same headings, whose class nobody knows: they tell which words are "
                             "common and which say something")
    parser.add_argument("--encoding", default="", metavar="NAME", help="of a CSV: utf-8 or gbk (default: recognised)")
    parser.set_defaults(handler=_learn)


def model_path(settings: Settings) -> Path:
    """Where what was learned is kept."""
    return settings.home / "proposals" / "learned.model"


def learn_file(file: Path, text: list[str], label: str, names: Path | None = None, encoding: str = "",
               also: Path | None = None) -> ClassModel:
    """Learn from the rows of ``file`` and the list of classes ``names``; ``also`` has texts without a class.

    Raises Failure.
    """
    from app.proposals.class_model import ClassModel

    known = _known_rows(file, text, label, encoding)
    if names is not None:
        known += _known_names(names, label, encoding)
    try:
        return ClassModel.learn(known, _texts(also, text, encoding) if also is not None else ())
    except ValueError as error:
        raise Failure(f"{file.name}: {error}; {len({one.label for one in known})} found in column {label}") from error


def _known_rows(file: Path, text: list[str], label: str, encoding: str) -> list[Known]:
    from app.imports.table_file import cell, read_table
    from app.proposals.class_model import Known

    table = read_table(file, [*text, label], encoding)
    columns, at = [table.column(one) for one in text], table.column(label)
    found: dict[tuple[str, str], Known] = {}  # the same text under the same class counts once
    for row in table.rows:
        words, of_class = "\n".join(cell(row, column) for column in columns).strip(), cell(row, at).strip()
        if words and of_class:
            found[words, of_class] = Known(words, of_class)
    if len(found) > MOST_LEARNED:
        print(f"note: {len(found):,} rows have a text and a class; the last {MOST_LEARNED:,} are learned")
    return list(found.values())[-MOST_LEARNED:]


def _texts(file: Path, text: list[str], encoding: str) -> list[str]:
    from app.imports.table_file import cell, read_table

    table = read_table(file, text, encoding)
    columns = [table.column(one) for one in text]
    found = ("\n".join(cell(row, column) for column in columns).strip() for row in table.rows)
    return [one for one in dict.fromkeys(found) if one]


def _known_names(names: Path, label: str, encoding: str) -> list[Known]:
    from app.imports.table_file import cell, read_table
    from app.proposals.class_model import Known

    table = read_table(names, [label], encoding)
    at = table.column(label)
    found = []
    for row in table.rows:
        of_class = cell(row, at).strip()
        below = [part for column in range(at + 1, len(table.headings)) if (part := cell(row, column).strip()) != "其他"]
        words = " ".join(filter(None, below)) or of_class
        if of_class:
            found.append(Known(words, of_class, is_name=True))
    return found[:MOST_LEARNED]


def _learn(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.proposals.model_file import save_model

    began = time.perf_counter()
    model = learn_file(arguments.file, arguments.text, arguments.label, arguments.names, arguments.encoding,
                       arguments.also)
    path = model_path(settings)
    try:
        save_model(model, path)
    except OSError as error:
        raise Failure(f"{path} cannot be written: {error.strerror}") from error
    measured = model.measured
    print(f"{arguments.file.name}: {measured.texts:,} texts, {len(model.labels):,} classes learned "
          f"({time.perf_counter() - began:.1f} s)")
    print(f"each text judged without itself: the right class first in {measured.first:.1%}, "
          f"among the first three in {measured.among_three:.1%}")
    print(f"kept in {path}")
    return 0
