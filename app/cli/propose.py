"""``gridroom propose``: the three likeliest classes of every text in a spreadsheet, with confidence and reason."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from app.cli.connection import add_login_options, person_engine
from app.cli.learned_classes import model_path
from app.cli.parser import Commands
from app.domain.failures import Failure
from app.settings import Settings

if TYPE_CHECKING:
    from app.proposals.class_model import ClassModel, Proposal

    Name = Callable[[str], str]

COUNT = 3
SHOWN = 20               # rows told on the screen when there is a file
INTERRUPTED = 130
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")  # a spreadsheet would carry out what begins so


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``propose``."""
    parser = commands.add_parser(
        "propose", help="the three likeliest classes of every text of a spreadsheet 推荐分类",
        description="Proposes three classes for each row (.xlsx, .xls or .csv), with a confidence between 0 and 1 and "
                    "the words that spoke for them: the classes that gridroom learn was taught, else those of this "
                    "room's catalogue, learned from its filed cases. Nothing is stored in the database.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--text", action="append", required=True, metavar="COLUMN",
                        help="heading of the text; repeated, the first is the subject")
    parser.add_argument("--out", type=Path, metavar="F.csv", help="write the proposals here (default: the screen)")
    parser.add_argument("--overwrite", action="store_true", help="replace F.csv if it exists")
    parser.add_argument("--catalogue", action="store_true", help="this room's catalogue, whatever was learned")
    parser.add_argument("--encoding", default="", metavar="NAME", help="of a CSV: utf-8 or gbk (default: recognised)")
    add_login_options(parser)
    parser.set_defaults(handler=_propose)


def _propose(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.imports.table_file import cell, read_table

    table = read_table(arguments.file, arguments.text, arguments.encoding)
    for note in table.notes:
        print(f"note: {note}", file=sys.stderr)
    if arguments.out is not None and not arguments.overwrite and arguments.out.exists():
        raise Failure(f"{arguments.out} exists already: --overwrite replaces it")
    columns = [table.column(one) for one in arguments.text]
    texts = [(number, "\n".join(cell(row, column) for column in columns).strip())
             for number, row in enumerate(table.rows, table.first_row) if any(str(one).strip() for one in row)]
    if not texts:
        raise Failure(f"{arguments.file.name}: there is no row below the heading")
    model, name = _model(arguments, settings)
    out = _new_file(arguments.out) if arguments.out is not None else nullcontext(None)
    began = time.perf_counter()
    with out as stream:
        done, without = _tell_all(texts, model, name, stream)
    seconds = time.perf_counter() - began
    where = f"; in {arguments.out}" if arguments.out is not None else ""
    print(f"{arguments.file.name}: {done:,} of {len(texts):,} rows, {without:,} without a proposal{where} "
          f"({seconds:.1f} s, {done / seconds if seconds else 0:,.0f} rows/s)",
          file=sys.stdout if stream is not None else sys.stderr)
    if done < len(texts):
        print(f"stopped after {done:,} rows", file=sys.stderr)
        return INTERRUPTED
    return 0


def _model(arguments: argparse.Namespace, settings: Settings) -> tuple[ClassModel, Name]:
    """What was learned, if anything was; else the room's own record."""
    from app.proposals.model_file import load_model

    path = model_path(settings)
    if path.exists() and not arguments.catalogue:
        model = load_model(path)
        print(f"note: classes as learned from {model.measured.texts:,} texts (gridroom learn)", file=sys.stderr)
        return model, str
    from app.cli.import_words import DEMO_TAKER
    from app.database.catalogue import subcategories
    from app.database.class_examples import class_examples
    from app.proposals.district import learn_district

    with person_engine(settings, arguments, DEMO_TAKER) as engine, engine.begin() as connection:
        catalogue = subcategories(connection)
        filed = class_examples(connection)
    try:
        model = learn_district(catalogue, filed)
    except ValueError as error:
        raise Failure(f"the catalogue teaches nothing: {error} (gridroom import catalogue)") from error
    names = {str(one.minor_id): f"{one.name} · {one.category}" for one in catalogue}
    print(f"note: the room's {len(names):,} classes, learned from the catalogue and {model.measured.texts:,} "
          "filed cases", file=sys.stderr)
    return model, names.__getitem__


def _tell_all(texts: list[tuple[int, str]], model: ClassModel, name: Name, stream: TextIO | None) -> tuple[int, int]:
    """How many rows were told, and how many of them without a proposal. Ctrl+C ends it between two rows."""
    from app.cli.progress_bar import ProgressBar

    bar = ProgressBar(sys.stderr)
    writer = csv.writer(stream) if stream is not None else None
    if writer is not None:
        words = ("class", "confidence", "why")
        writer.writerow(("row", *(f"{word}_{nth}" for nth in range(1, COUNT + 1) for word in words)))
    done = without = 0
    try:
        for row, text in texts:
            found = model.propose(text, COUNT)
            without += not found
            if writer is not None:
                writer.writerow((row, *_cells(found, name)))
            if writer is None or done < SHOWN:
                print(f"{row}\t" + ("\t".join(f"{name(one.label)} {one.confidence:.2f}" for one in found) or "-"))
            elif done == SHOWN:
                print("…")
            done += 1
            bar(done, len(texts), "proposing")
    except KeyboardInterrupt:
        pass  # what is written stays; the caller tells how far it got
    finally:
        bar.finish()
    return done, without


def _cells(found: list[Proposal], name: Name) -> Iterator[str]:
    for one in found:
        yield from (_harmless(name(one.label)), f"{one.confidence:.3f}", _harmless(" ".join(one.why)))
    for _ in range(COUNT - len(found)):
        yield from ("", "", "")


def _harmless(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA_SIGNS) else words


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    try:
        stream = path.open("w", encoding="utf-8-sig", newline="")  # with a mark: spreadsheets then read it as UTF-8
    except OSError as error:
        raise Failure(f"{path} cannot be written: {error.strerror}") from error
    with stream:
        yield stream
