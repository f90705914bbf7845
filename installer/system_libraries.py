"""The libraries that Qt expects from the system, found by loading them, installed where we may.

The table was read from the binaries themselves: what PySide6's modules, platform plugins, printing and browser process
need and do not bring along (``NEEDED`` entries of every file reached from them).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from trouble import Trouble, is_root

# File that the loader looks for → package of Debian 12 that holds it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
    "libasound.so.2": "libasound2",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libnspr4.so": "libnspr4",
    "libnss3.so": "libnss3",
    "libpulse.so.0": "libpulse0",
    "libstdc++.so.6": "libstdc++6",
    "libudev.so.1": "libudev1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-dri3.so.0": "libxcb-dri3-0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbfile.so.1": "libxkbfile1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

_PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


def missing_libraries(names: tuple[str, ...] = tuple(LIBRARIES)) -> list[str]:
    """Those of ``names`` that the system's loader cannot load; none on Windows and macOS, whose Qt brings them all."""
    if not sys.platform.startswith("linux"):
        return []
    tried = subprocess.run([sys.executable, "-c", _PROBE, *names], capture_output=True, text=True, check=False)
    if tried.returncode:
        raise Trouble(f"This Python cannot load system libraries (no ctypes?):\n{tried.stderr.strip()}")
    return tried.stdout.split()


def need_libraries(names: tuple[str, ...] = tuple(LIBRARIES)) -> None:
    """See to it that all are there: installs them as root on Debian, else raises :class:`Trouble` with the command."""
    missing = missing_libraries(names)
    if not missing:
        return
    packages = sorted({LIBRARIES.get(name, name) for name in missing})
    install_packages(packages, "Qt needs libraries that this system does not have: " + ", ".join(missing))
    still = missing_libraries(names)
    if still:
        raise Trouble("These libraries cannot be loaded although their packages are installed: " + ", ".join(still))


def install_packages(packages: list[str], reason: str, *, may_install: bool | None = None) -> None:
    """Install Debian packages if that is allowed (default: as root), or say exactly how.

    Raises :class:`Trouble` when it may not or cannot.
    """
    if shutil.which("apt-get") is None:
        raise Trouble(f"{reason}.\nInstall the packages that hold them; Debian calls them: {' '.join(packages)}")
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    if not (is_root() if may_install is None else may_install):
        raise Trouble(f"{reason}.\nInstall them once with:\n"
                      f"  sudo apt-get update && sudo {' '.join(install)} {' '.join(packages)}")
    print(f"{reason}.\nInstalling {len(packages)} system packages …", flush=True)
    _apt(["apt-get", "update"], packages)
    _apt([*install, *(_present_name(name) for name in packages)], packages)


def _present_name(package: str) -> str:
    """Debian 13 renamed some packages (libasound2 → libasound2t64)."""
    for name in (package, package + "t64"):
        asked = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False)
        if "Candidate:" in asked.stdout and "Candidate: (none)" not in asked.stdout:
            return name
    return package


def _apt(command: list[str], packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False)
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-5:])
        raise Trouble(f"{' '.join(command[:2])} failed (no network, or another installation is running?):\n{said}\n"
                      f"When that is mended:  apt-get update && apt-get install -y --no-install-recommends "
                      f"{' '.join(packages)}")
