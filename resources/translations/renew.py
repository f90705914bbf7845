"""Gather the texts of ui/ and widgets/ into zh_CN.ts and compile zh_CN.qm; run it after changing a text.

    python resources/translations/renew.py            gather, say what is untranslated, compile
    python resources/translations/renew.py --check    change nothing, exit 1 when something is stale or untranslated

Needs PySide6 (pyside6-lupdate, pyside6-lrelease). The .ts file is edited by hand or with pyside6-linguist.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LANGUAGE = "zh_CN"


def tool(name: str) -> str:
    """The tool beside this interpreter, else on the path."""
    beside = Path(sys.executable).parent / name
    found = shutil.which(str(beside)) or shutil.which(name)
    if found is None:
        sys.exit(f"{name} is not installed: it comes with PySide6")
    return found


def sources() -> list[str]:
    """Every module that may hold a text."""
    return [str(path.relative_to(ROOT)) for room in ("ui", "widgets") for path in sorted((ROOT / room).rglob("*.py"))]


def gather(target: Path) -> None:
    """Put every text of the sources into ``target``; texts that no source has any more are dropped."""
    command = [tool("pyside6-lupdate"), *sources(), "-ts", str(target), "-locations", "none", "-no-obsolete",
               "-target-language", LANGUAGE]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def compile_to(source: Path, target: Path) -> None:
    """Compile a .ts file, beside the target and then in its place: a running program has the old file mapped."""
    fresh = target.with_suffix(".qm.new")
    subprocess.run([tool("pyside6-lrelease"), "-silent", str(source), "-qm", str(fresh)], check=True,
                   capture_output=True)
    fresh.replace(target)


def untranslated(file: Path) -> list[str]:
    """``context: text`` of what has no finished translation."""
    found = []
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished" or not translation.text:
                found.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return found


def problems() -> list[str]:
    """What keeps the committed files from being complete and new; empty when all is well."""
    committed, compiled = HERE / f"{LANGUAGE}.ts", HERE / f"{LANGUAGE}.qm"
    found = [f"untranslated: {one}" for one in untranslated(committed)]
    with tempfile.TemporaryDirectory() as folder:
        fresh, fresh_qm = Path(folder) / f"{LANGUAGE}.ts", Path(folder) / f"{LANGUAGE}.qm"
        shutil.copy(committed, fresh)
        gather(fresh)
        found += [f"not gathered yet: {one}" for one in sorted(texts(fresh) - texts(committed))]
        found += [f"no source says it any more: {one}" for one in sorted(texts(committed) - texts(fresh))]
        compile_to(committed, fresh_qm)
        if not compiled.exists() or compiled.read_bytes() != fresh_qm.read_bytes():
            found.append(f"{compiled.name} was not compiled from this {committed.name}")
    return found


def texts(file: Path) -> set[str]:
    """``context: text`` of everything in a .ts file."""
    return {
        f"{context.findtext('name')}: {message.findtext('source')}"
        for context in ElementTree.parse(file).getroot().iter("context") for message in context.iter("message")
    }


def main() -> int:
    """Renew, or with ``--check`` only look."""
    if "--check" not in sys.argv[1:]:
        gather(HERE / f"{LANGUAGE}.ts")
        compile_to(HERE / f"{LANGUAGE}.ts", HERE / f"{LANGUAGE}.qm")
    found = problems()
    for one in found:
        print(one)
    print(f"{len(texts(HERE / f'{LANGUAGE}.ts'))} texts, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
