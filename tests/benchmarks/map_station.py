"""A map process that is measured: ``python -m tests.benchmarks.map_station plain|tiles|live CELLS [first]``.

It prints one JSON object. CELLS are told by ``map_ground``: ``squares``, ``drawn``, or ``FILE#NAME``. With ``first``
nothing but the first paint is measured. ``live`` puts 30,000 open cases and 500 people onto the cells; they then move
500 times a second.

35,000 cells in five colours on 1600 × 900 px, software rendering, the same scripted zooms and pans: as plain
Leaflet draws them (``L.geoJSON`` on one canvas), or as our layer does. Times are the page's own clock, but for the
first paint: for both it runs from Python's word, with all data ready in Python, to Python's hearing that it is painted,
which both pages tell by a task behind the frame of the last stroke.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import psutil
from qtpy.QtCore import QEventLoop, QSize, QTimer
from qtpy.QtWidgets import QApplication

from app.background.jobs import Jobs
from app.domain.area import AreaLevel
from app.domain.area_pack import pack_areas
from app.domain.map_figures import INDICATORS
from tests.benchmarks.map_ground import Ground, ground
from tests.benchmarks.map_living import Living, Still
from ui.theme import apply_theme
from widgets.map.engine import allow_map, start_engine

ZOOM, RECOLOURS = 13, 12

WATCH = """
window.bench = {frames: [], long: [], done: 0};
new PerformanceObserver(list => list.getEntries().forEach(one => bench.long.push(one.duration)))
  .observe({entryTypes: ['longtask']});
"""
PLAIN = WATCH + """
fetch('bench/cells').then(answer => answer.json()).then(cells => {
  const map = bench.api.map, began = performance.now();
  const colors = ['#2b83ba', '#abdda4', '#ffffbf', '#fdae61', '#d7191c'];
  const style = one => ({weight: 1, fillOpacity: 0.5, color: colors[one.properties.v]});
  L.geoJSON(cells, {renderer: L.canvas(), style}).addTo(map);
  // As our layers tell it: by a task behind the frame in which everything was drawn.
  bench.api.pump.frame(() => bench.api.pump.afterFrame(() => {
    bench.drawn = performance.now() - began;
    bench.api.send('areas', 'painted', {what: 'plain', milliseconds: bench.drawn});
  }));
}); 1
"""
TOUR = """
(async function () {
  const map = bench.map, rest = ms => new Promise(done => setTimeout(done, ms));
  bench.long.length = 0;
  let last = performance.now(), run = true;
  const frames = bench.frames;
  (function frame() {
    const now = performance.now();
    frames.push(now - last);
    last = now;
    if (run) requestAnimationFrame(frame);
  })();
  for (const zoom of [12, 13, 14, 12, 11, 13]) { map.setZoom(zoom, {animate: true}); await rest(900); }
  for (let i = 0; i < 12; i++) {
    map.panBy([i % 2 ? 300 : -300, 120 * (i % 3 - 1)], {duration: 0.25});
    await rest(500);
  }
  run = false;
  bench.frames = bench.frames.slice().sort((a, b) => a - b);
  bench.done = 1;
})(); 1
"""
RESULT = """JSON.stringify({first: bench.first, drawn: bench.drawn || 0, frames: bench.frames.length,
  p50: bench.frames[bench.frames.length >> 1], p99: bench.frames[Math.floor(bench.frames.length * 0.99)],
  worst: bench.frames[bench.frames.length - 1], long: bench.long.length, longest: Math.max(0, ...bench.long)})"""


class Station:
    """One map and what is asked of its page."""

    def __init__(self, mode: str, cells: Ground) -> None:
        from widgets.map.area_layer import AreaLayer
        from widgets.map.scheme import Answer, at_once
        from widgets.map_view import MapView, View

        start_engine()
        self.mode, self.ground, self.jobs = mode, cells, Jobs(threads=2)
        self.view = MapView(apply_theme(QApplication.instance(), "night", QSize(1600, 900)), self.jobs.run)
        self.areas = AreaLayer(self.view._tokens, self.view)
        self.view.add_layer(self.areas)
        ready = Answer(cells.geojson(), "application/json") if mode == "plain" else None
        self.view.serve("bench/", lambda _path, _query: ready, at_once)
        self.view.resize(1600, 900)
        self.view.show_view(View(*cells.centre, ZOOM))
        self.painted: list[tuple[str, float, float]] = []
        self.areas.painted.connect(self._note)
        self.live = Living(self.view) if mode == "live" else Still()
        self._wait(self.view.ready, self.view.show)
        self._rest(800)

    def _note(self, what: str, milliseconds: float) -> None:
        self.painted.append((what, milliseconds, time.monotonic()))

    def measure(self, tour: bool) -> dict[str, Any]:
        """First paint; with ``tour`` also the tour, memory, and for our layer recolouring."""
        process = psutil.Process(self.view.page.renderProcessPid())
        before = process.memory_info().rss
        if self.mode == "plain":
            self._ask("Gridroom.add('bench', {add(api) { window.apiOfBench = api; }}); 1")
            self.painted.clear()
            began = time.monotonic()
            self.view.page.runJavaScript(PLAIN.replace("done: 0}", "done: 0, map: apiOfBench.map, api: apiOfBench}"))
            self._until_painted("plain")
            self._ask(f"bench.first = {(self.painted[-1][2] - began) * 1000}; 1")
        else:
            self._ask("bench = {}; Gridroom.add('bench', {add(api) { window.mapOfBench = api.map; }}); 1")
            self._ask(WATCH.replace("done: 0}", "done: 0, map: mapOfBench}") + "1")
            self.areas.choose_level(AreaLevel.GRID_CELL)
            pack, levels = pack_areas(self.ground.cells), {AreaLevel.GRID_CELL: self.ground.figures(0)}
            packed = self.live.packed if self.mode == "live" else None
            self.painted.clear()
            began = time.monotonic()
            self.areas.show_outlines(AreaLevel.GRID_CELL, pack)
            self.areas.show_figures(INDICATORS[0], levels, "")
            if packed:
                self.live.show(packed)
            self._until_painted("grades")
            while not self.live.all_painted:
                self._rest(1)
            first = (max(self.painted[-1][2], self.live.painted_at) - began) * 1000
            self._ask(f"bench.first = {first}; 1")
        first = json.loads(self._ask("JSON.stringify({first: bench.first, longest: Math.max(0, ...bench.long)})"))
        if not tour:
            return first
        self._ask(TOUR)
        self._until("bench.done")
        found = json.loads(self._ask(RESULT)) | {"cells": len(self.ground.cells), "first_longest": first["longest"]}
        found["memory"] = (process.memory_info().rss - before) / 2**20
        if self.mode == "tiles":
            found["recolour"] = self._recolour()
        if self.mode == "live":
            found["moves"] = self.live.move(process, self._rest, self._heap)
        return found

    def _heap(self) -> float:
        """MiB that the page's objects take after a collection."""
        return self._ask("gc(); gc(); performance.memory.usedJSHeapSize") / 2**20

    def _recolour(self) -> list[float]:
        """Milliseconds from Python's wish to Python's knowing that every visible tile is painted."""
        taken = []
        for number in range(RECOLOURS):
            levels = {AreaLevel.GRID_CELL: self.ground.figures(number)}
            self.painted.clear()
            began = time.monotonic()
            self.areas.show_figures(INDICATORS[number % 2], levels, "")
            self._until_painted("grades")
            taken.append((self.painted[-1][2] - began) * 1000)
            self._rest(150)
        return taken

    def _until_painted(self, what: str) -> None:
        while not any(one[0] == what for one in self.painted):
            self._wait(self.areas.painted, None)

    def _until(self, condition: str) -> None:
        while not self._ask(f"!!({condition})"):
            self._rest(100)

    def _ask(self, script: str) -> Any:
        loop, answers = QEventLoop(), []
        self.view.page.runJavaScript(script, lambda answer: (answers.append(answer), loop.quit()))
        if not answers:
            loop.exec()
        return answers[0]

    @staticmethod
    def _rest(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    @staticmethod
    def _wait(signal: Any, begin: Any) -> None:
        loop = QEventLoop()
        signal.connect(loop.quit)
        if begin is not None:
            begin()
        loop.exec()
        signal.disconnect(loop.quit)


def main(mode: str, kind: str, tour: bool) -> None:
    """Measure and tell."""
    # A collection can be asked for, and the heap is told to the byte: for the growth while people move.
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--js-flags=--expose-gc --enable-precise-memory-info")
    allow_map()
    app = QApplication([])
    station = Station(mode, ground(kind))
    print(json.dumps(station.measure(tour)), flush=True)
    station.view.end()
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], tour="first" not in sys.argv[3:])
