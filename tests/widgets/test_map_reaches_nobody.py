"""Even a script in the map's page could reach nobody: every way out that a browser has, towards a listening port."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.widgets.map_stage import make_stage, strike

ATTEMPTS = {  # {at}: a web address of the listener, {host}: its name and port, {udp}: the same for datagrams
    "fetch": "fetch('{at}/f').catch(() => 0)",
    "image": "new Image().src = '{at}/i'",
    "socket": "new WebSocket('ws://{host}/')",
    "event source": "new EventSource('{at}/es')",
    "beacon": "navigator.sendBeacon('{at}/b')",
    "font": "new FontFace('x', 'url({at}/font)').load().catch(() => 0)",
    "background": "document.body.style.backgroundImage = 'url({at}/bg)'",
    "worker": "new Worker(URL.createObjectURL(new Blob([\"fetch('{at}/w')\"])))",
    "service worker": "navigator.serviceWorker.register('{at}/sw').catch(() => 0)",
    "window": "window.open('{at}/open')",
    "datagrams": "new WebTransport('https://{udp}/').closed.catch(() => 0)",
    **{rel: "document.head.append(Object.assign(document.createElement('link'), "
            f"{{{{rel: '{rel}', as: 'image', href: '{{at}}/{rel}'}}}}))"
       for rel in ("preconnect", "dns-prefetch", "prefetch", "preload", "modulepreload", "stylesheet", "icon",
                   "manifest")},
    **{tag: f"document.body.insertAdjacentHTML('beforeend', `<{tag} {name}='{{at}}/{tag}' autoplay></{tag}>`)"
       for tag, name in (("iframe", "src"), ("object", "data"), ("embed", "src"), ("video", "src"), ("img", "src"))},
    "script": "document.head.append(Object.assign(document.createElement('script'), {{src: '{at}/s.js'}}))",
    "rules": "document.head.append(Object.assign(document.createElement('script'), {{type: 'speculationrules', "
             "textContent: JSON.stringify({{prefetch: [{{source: 'list', urls: ['{at}/sp']}}]}})}}))",
    "form": "document.body.insertAdjacentHTML('beforeend', `<form id='f' action='{at}/form'></form>`); "
            "document.getElementById('f').submit()",
    "elsewhere": "location.href = '{at}/elsewhere'",
    "refresh": "document.head.append(Object.assign(document.createElement('meta'), {{httpEquiv: 'refresh', content: "
               "'0;url={at}/refresh'}}))",
    "calls": "window.gathered = 0; const p = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{udp}'}}, "
             "{{urls: 'turn:{host}?transport=tcp', username: 'a', credential: 'b'}}]}}); p.createDataChannel('x'); "
             "p.onicegatheringstatechange = () => {{ window.gathered = p.iceGatheringState === 'complete'; }}; "
             "p.createOffer().then(offer => p.setLocalDescription(offer))",
}


class Ear:
    """Listens for connections and datagrams; ``heard`` tells of each."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        for listen in (self._accept, self._receive):
            threading.Thread(target=listen, daemon=True).start()

    def words(self, attempt: str) -> str:
        host, udp = (f"127.0.0.1:{door.getsockname()[1]}" for door in (self.tcp, self.udp))
        return attempt.format(at=f"http://{host}", host=host, udp=udp)

    def close(self) -> None:
        for door in (self.tcp, self.udp):
            with suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self.tcp.accept()
                with line, suppress(OSError):
                    line.settimeout(0.5)
                    self.heard.append(f"connection: {line.recv(80)!r}")

    def _receive(self) -> None:
        with suppress(OSError):
            while data := self.udp.recv(2000):
                self.heard.append(f"datagram: {data[:20]!r}")


@pytest.fixture
def ear() -> Iterator[Ear]:
    made = Ear()
    yield made
    made.close()


def test_that_a_script_in_the_page_reaches_nobody(tokens, qapp, qtbot, ear):
    stage = make_stage(tokens)
    try:
        for attempt in ATTEMPTS.values():
            stage.ask(qtbot, f"(() => {{ try {{ {ear.words(attempt)} }} catch (refused) {{}} return 1; }})()")
        # The slowest of them has given up.
        qtbot.waitUntil(lambda: bool(ear.heard) or stage.ask(qtbot, "window.gathered") is True, timeout=15_000)
        assert ear.heard == []
        assert stage.ask(qtbot, "location.href") == "gridroom://map/index.html"
        assert stage.ask(qtbot, "Gridroom.half('areas') !== undefined") is True
    finally:
        strike(stage)
