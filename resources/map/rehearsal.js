// A rehearsal: before there is anything to show, the page does with made-up areas and cases what it will do with real ones,
// a few milliseconds at a time while it has nothing else to do. The engine compiles what is run often; without that the
// first picture of 35,000 cells and 30,000 cases would take a third longer. Nothing of it is seen, and nothing is kept.
// A layer's `*rehearse()` makes no stroke on what is shown, and ends as soon as there is something real.
"use strict";
const Rehearsal = (function () {
  const ROUNDS = 6, SPARE_MS = 6;
  const waiting = [];
  let asked = false;
  function ask() {
    if (asked || !waiting.length) return;
    asked = true;
    requestIdleCallback(turn);
  }
  function turn(deadline) {
    asked = false;
    while (waiting.length && deadline.timeRemaining() > SPARE_MS) {
      try {
        if (waiting[0].next().done) waiting.shift();
      } catch (error) {
        console.error(String(error && error.stack || error));
        waiting.shift();
      }
    }
    ask();
  }
  return {
    ROUNDS,
    add(steps) { waiting.push(steps); ask(); },
    get over() { return !waiting.length; },
    // A pack of side × side boxes (app/domain/area_pack.py), about `step` units wide. No two are quite alike: what was
    // compiled for round numbers would be thrown away at the first others.
    areas(side, step) {
      const n = side * side, bytes = new ArrayBuffer(48 + 4 * (n + 2 * (n + 1) + 2 * n + 8 * n) + 2), head = new DataView(bytes);
      [0x31415247, n, n, 4 * n, 2].forEach((value, at) => head.setUint32(4 * at, value, true));
      [0.8367214, 0.4172934, Math.pow(2, -32)].forEach((value, at) => head.setFloat64(24 + 8 * at, value, true));
      const words = new Int32Array(bytes, 48, (bytes.byteLength - 50) / 4);
      for (let i = 0; i < n; i++) {
        const column = i % side, line = Math.floor(i / side), at = n + 2 * (n + 1) + 2 * n + 8 * i;
        const [x, e] = [column, column + 1].map(one => Math.round(one * step * 1.0137)), [y, t] = [line, line + 1].map(one => Math.round(one * step * 1.0613));
        words[i] = i + 1;
        words.set([x, y, e, y, e, t, x, t], at);
        words.set([x, y], n + 2 * (n + 1) + 2 * i);
      }
      for (let i = 0; i <= n; i++) { words[n + i] = i; words[2 * n + 1 + i] = 4 * i; }
      new Uint8Array(bytes, bytes.byteLength - 2).set([91, 93]);  // no names: []
      return bytes;
    },
    // A pack of n cases (app/domain/case_pack.py) in a box of degrees.
    cases(n, west, south, east, north) {
      const bytes = new ArrayBuffer(8 + 38 * n), head = new DataView(bytes), share = turn => turn - Math.floor(turn);
      head.setUint32(0, 0x31435247, true);
      head.setUint32(4, n, true);
      const places = new Float64Array(bytes, 8, 4 * n), ids = new Int32Array(bytes, 8 + 32 * n, n), marks = new Uint8Array(bytes, 8 + 36 * n, 2 * n);
      for (let i = 0; i < n; i++) {
        places[2 * i] = west + (east - west) * share(i * 0.618);
        places[2 * i + 1] = south + (north - south) * share(i * 0.414);
        places[2 * n + i] = places[3 * n + i] = i % 7 ? 9e15 : i % 2;
        ids[i] = i + 1;
        marks[i] = i % 6;
        marks[n + i] = i % 11 ? 0 : 5;
      }
      return bytes;
    },
  };
})();
