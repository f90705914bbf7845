"""Each thing that can stop the set-up is made to happen, and must be said in words with a way out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installer.conftest import ROOT, Checkout, make_checkout, make_wheel

sys.path.insert(0, str(ROOT / "installer"))
import system_libraries
import trouble
import virtual_environment


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 60 MB of its own."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    mounted = os.name == "posix" and os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(folder)], check=False, capture_output=True
    ).returncode == 0
    if not mounted:
        pytest.skip("mounting a small disk needs root on Linux")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_that_a_full_disk_is_named_before_anything_is_done(small_disk: Path, tmp_path: Path) -> None:
    checkout = make_checkout(small_disk / "checkout", tmp_path)
    checkout.require(make_wheel(tmp_path))

    code, _, complained = checkout.call("run", "--", "--version")

    assert code == 2
    assert "is full" in complained
    assert "2200 MB" in complained
    assert not (checkout.root / ".venv").exists()


def test_that_a_disk_that_fills_up_on_the_way_is_named(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = make_checkout(small_disk / "checkout", tmp_path)
    checkout.require(make_wheel(tmp_path, "hugething", 80_000_000))
    for name, value in checkout.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(virtual_environment, "SPACE", 1)

    with pytest.raises(trouble.Trouble, match="The disk is full"):
        virtual_environment.VirtualEnvironment(checkout.root).prepare(with_tools=False)


def test_that_a_folder_that_cannot_be_written_is_named(small_disk: Path, tmp_path: Path) -> None:
    checkout = make_checkout(small_disk / "checkout", tmp_path)
    checkout.require(make_wheel(tmp_path))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    code, _, complained = checkout.call("run", "--", "--version", PYTHONDONTWRITEBYTECODE="1")

    assert code == 2
    assert "cannot be written (Read-only file system)" in complained


def test_that_a_missing_network_is_named(half_ready: Checkout) -> None:
    # Port 9 of this machine: nobody listens there, the connection is refused at once.
    code, _, complained = half_ready.call("run", "--", "--version", PIP_NO_INDEX="", PIP_FIND_LINKS="",
                                        PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="1")

    assert code == 2
    assert "There is no network to the package index" in complained
    assert "PIP_FIND_LINKS" in complained


def test_that_a_wrong_package_is_named_and_not_installed(half_ready: Checkout, tmp_path: Path) -> None:
    half_ready.require(next((tmp_path / "wheels").iterdir()), sha256="0" * 64)

    code, _, complained = half_ready.call("run", "--", "--version")

    assert code == 2
    assert "A package is not the one that was locked" in complained
    assert not list(half_ready.root.glob(".venv/[Ll]ib/**/tinything.py"))


def test_that_after_a_failure_the_next_start_goes_on(half_ready: Checkout, tmp_path: Path) -> None:
    wheel = next((tmp_path / "wheels").iterdir())
    half_ready.require(wheel, sha256="0" * 64)
    stopped, _, _ = half_ready.call("run", "--", "--version")
    half_ready.require(wheel)

    code, said, _ = half_ready.call("run", "--", "--version")

    assert (stopped, code) == (2, 7)
    assert "Making .venv" not in said


def test_that_a_python_without_pip_is_told_how_to_get_it(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None")

    code, _, complained = checkout.call("run", "--", "--version", PYTHONPATH=str(tmp_path), PATH=str(tmp_path))

    assert code == 2
    assert "python3-venv" in complained


def test_that_an_incomplete_checkout_is_named(checkout: Checkout) -> None:
    (checkout.root / "installer" / "requirements.txt").unlink()

    code, _, complained = checkout.call("run", "--", "--version")

    assert code == 2
    assert "the checkout is not complete" in complained


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries of Qt")
def test_that_missing_libraries_are_found_by_loading_them() -> None:
    assert system_libraries.missing_libraries(("libc.so.6", "libgridroom-nowhere.so.1")) == ["libgridroom-nowhere.so.1"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries of Qt")
def test_that_without_root_the_exact_command_is_named() -> None:
    if not Path("/usr/bin/apt-get").exists():
        pytest.skip("this Linux is not a Debian")
    with pytest.raises(trouble.Trouble, match=r"sudo apt-get install -y --no-install-recommends libegl1 libnss3$"):
        system_libraries.install_packages(["libegl1", "libnss3"], "Qt needs them", may_install=False)


def test_that_a_linux_other_than_debian_hears_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(trouble.Trouble, match="Debian calls them: libegl1"):
        system_libraries.install_packages(["libegl1"], "Qt needs it", may_install=True)
