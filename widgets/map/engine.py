"""The browser engine under the map: made ready once in a process, as late as a map is first wanted.

``allow_map`` is for the very beginning (Qt wants one attribute before its application object exists); ``start_engine``
is called by the first map, so that a person who never opens one never pays for a browser.
"""

from __future__ import annotations

import os
import sys

from qtpy.QtCore import QCoreApplication, Qt
from qtpy.QtGui import QGuiApplication

SCHEME = b"gridroom"
HOST = "map"
# No browser of ours reports, updates, or looks for anything by itself; its own chatter is no news for a console. No
# name or number leads anywhere and nothing goes by UDP: connections made ready ahead and WebRTC ask no interceptor.
_FLAGS = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pings",
          "--disable-domain-reliability", "--log-level=3", '--host-resolver-rules="MAP * ~NOTFOUND"',
          "--force-webrtc-ip-handling-policy=disable_non_proxied_udp")


def allow_map() -> None:
    """Say before there is a QApplication that a browser may follow. Doing so twice, or too late, does no harm."""
    if QCoreApplication.instance() is None:
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def start_engine() -> None:
    """Name our scheme to the engine and set its flags; the first call in a process does it, later ones nothing.

    The scheme must be known before the first profile is made, and it cannot be told twice.
    """
    from qtpy.QtWebEngineCore import QWebEngineUrlScheme

    if QWebEngineUrlScheme.schemeByName(SCHEME).name():
        return
    given = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "").split()
    flags = [*given, *(flag for flag in _FLAGS if flag.split("=")[0] not in {one.split("=")[0] for one in given})]
    if sys.platform.startswith("linux") and os.geteuid() == 0 and "--no-sandbox" not in flags:
        flags.append("--no-sandbox")  # the engine refuses to start as root otherwise; nobody else goes without it
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        flags.append("--disable-gpu")
        _draw_by_software()
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join(flags)
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


def _draw_by_software() -> None:
    """Without a screen there is no graphics card: the engine is told so, or it tries one and warns four times."""
    from qtpy.QtQuick import QQuickWindow, QSGRendererInterface

    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Null)
    QQuickWindow.setSceneGraphBackend("software")
