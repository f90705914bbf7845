"""What ``bootstrap.py`` can be told to do, once Python is known to be new enough."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from trouble import Trouble, is_root
from virtual_environment import VirtualEnvironment

ROOT = Path(__file__).resolve().parent.parent
FAILED = 2


def carry_out(arguments: list[str]) -> int:
    """Parse and do it; returns the exit code. Trouble becomes words on stderr and exit code 2."""
    acts = {"run": run, "test": test, "check": check, "bench": bench, "soak": soak, "lock": lock}
    # Only the first word is ours; what follows belongs to the program that is called, options and all.
    chosen = _parser(tuple(acts)).parse_args(arguments[:1])
    try:
        code = acts[chosen.command](VirtualEnvironment(ROOT), arguments[1:])
    except Trouble as trouble:
        sys.stdout.flush()
        print(f"\n{trouble}", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"\nThe set-up stopped: {error.strerror or error} ({error.filename or ROOT}).", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nInterrupted; start again when you like, nothing that is finished is done twice.", file=sys.stderr)
        return 130
    return code


def _parser(commands: tuple[str, ...]) -> argparse.ArgumentParser:
    import bootstrap

    parser = argparse.ArgumentParser(prog="bootstrap.py", usage="bootstrap.py COMMAND [ARGS]",
                                     description=bootstrap.__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=commands, metavar="COMMAND", help=", ".join(commands))
    return parser


def run(environment: VirtualEnvironment, rest: list[str]) -> int:
    """The command ``gridroom``; without arguments the window, or the duty tour where there is no display."""
    arguments = rest[1:] if rest[:1] == ["--"] else rest
    environment.prepare(with_tools=False)
    if not arguments and not _has_display():
        print("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): playing the duty tour instead,\n"
              "which leaves a picture of every step, and the day's sheet, in the folder that it names.", flush=True)
        arguments = ["tour"]
    return _call(environment, ["-m", "ui.command", *arguments], folder=None)


def test(environment: VirtualEnvironment, rest: list[str]) -> int:
    """pytest over everything but the long runs; its closing line is the last that is printed."""
    environment.prepare(with_tools=True)
    arguments = rest[1:] if rest[:1] == ["--"] else rest
    return _pytest(environment, ["-m", "not soak", "-n", "2", *arguments])


def soak(environment: VirtualEnvironment, rest: list[str]) -> int:
    """The long runs, one at a time."""
    environment.prepare(with_tools=True)
    return _pytest(environment, ["-m", "soak", "--timeout", "0", *rest])


def check(environment: VirtualEnvironment, rest: list[str]) -> int:
    """All checks, each to its end, so that one run tells everything; 1 if any complains."""
    environment.prepare(with_tools=True)
    failed = []
    for name, arguments in (
        ("ruff", ["-m", "ruff", "check", "."]),
        ("mypy", ["-m", "mypy"]),
        ("mypy, as on Windows", ["-m", "mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/win32"]),
        ("import-linter", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
    ):
        print(f"== {name}", flush=True)
        if _call(environment, arguments, folder=ROOT):
            failed.append(name)
    print("== SQL snapshot", flush=True)
    if _pytest(environment, ["-q", "-k", "snapshot", "tests/database/test_schema.py"]):
        failed.append("SQL snapshot")
    print(f"Checks failed: {', '.join(failed)}" if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


def bench(environment: VirtualEnvironment, rest: list[str]) -> int:
    """The measurements, all or those named; they write tests/benchmarks/latest.json."""
    environment.prepare(with_tools=True)
    with _scratch_home() as home:
        return _call(environment, ["-m", "tests.benchmarks", *rest], folder=ROOT, more=_headless(home))


def lock(environment: VirtualEnvironment, rest: list[str]) -> int:
    """Compile pyproject.toml and requirements-dev.in into files with a hash for every package of every platform."""
    import tomllib

    environment.prepare(with_tools=False)
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    # Both files serve Windows too, where these two are needed; a marker would drop them from what is compiled here.
    plain = [line.split(";")[0].strip() for line in wanted]
    more = {"CUSTOM_COMPILE_COMMAND": "python3 installer/bootstrap.py lock"}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pyproject.in"
        source.write_text("\n".join(plain) + "\n", encoding="utf-8")
        tools = VirtualEnvironment(Path(folder))
        subprocess.run([sys.executable, "-m", "venv", str(tools.folder)], check=True)
        if _call(tools, ["-m", "pip", "install", "--quiet", "pip-tools"], folder=ROOT):
            return FAILED
        for given, made in ((source, "requirements.txt"),
                            (ROOT / "installer" / "requirements-dev.in", "requirements-dev.txt")):
            target = ROOT / "installer" / made
            code = _call(tools, ["-m", "piptools", "compile", "--quiet", "--generate-hashes", "--strip-extras",
                                 "--allow-unsafe", "--no-emit-index-url", "--no-emit-find-links",
                                 "--no-emit-trusted-host", "--output-file", str(target), *rest, str(given)],
                         folder=ROOT, more=more)
            if code:
                return code
            text = target.read_text(encoding="utf-8").replace(f"-r {source}", "pyproject.toml")
            target.write_text(text.replace(str(ROOT) + os.sep, ""), encoding="utf-8")
    return 0


def _pytest(environment: VirtualEnvironment, arguments: list[str]) -> int:
    with _scratch_home() as home:
        return _call(environment, ["-m", "pytest", *arguments], folder=ROOT, more=_headless(home))


def _scratch_home() -> tempfile.TemporaryDirectory[str]:
    """A home for tests and measurements: a person's own data is never touched by them."""
    return tempfile.TemporaryDirectory(prefix="gridroom-home-", ignore_cleanup_errors=True)


def _headless(home: str) -> dict[str, str]:
    more = {"QT_QPA_PLATFORM": "offscreen", "GRIDROOM_HOME": home}
    if is_root():
        more["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # its sandbox refuses to start as root; nobody else goes without
    return more


def _call(environment: VirtualEnvironment, arguments: list[str], *, folder: Path | None,
          more: dict[str, str] | None = None) -> int:
    """Run the environment's Python on our sources, in ``folder`` or where the person stands.

    ``-P`` keeps the current folder off the import path: a folder ``app`` that lies there is not ours.
    """
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    variables = {**os.environ, **(more or {}), "PYTHONPATH": os.pathsep.join(paths)}
    with subprocess.Popen([str(environment.python), "-P", *arguments], cwd=folder, env=variables) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the child got it too and decides
                continue


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
