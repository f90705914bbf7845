// Reads a pack of area outlines (its format: app/domain/area_pack.py) and answers which areas lie where.
// Positions inside a pack are whole numbers: `unit` of the Mercator world's width, counted from the pack's corner.
"use strict";
class AreaPack {
  constructor(buffer) {
    const head = new DataView(buffer);
    if (head.getUint32(0, true) !== 0x31415247) throw new Error("this is no area pack");
    const n = this.count = head.getUint32(4, true), rings = head.getUint32(8, true), points = head.getUint32(12, true);
    const names = head.getUint32(16, true);
    this.x0 = head.getFloat64(24, true);
    this.y0 = head.getFloat64(32, true);
    this.unit = head.getFloat64(40, true);
    let at = 48;
    const take = (Kind, length) => { const made = new Kind(buffer, at, length); at += 4 * length; return made; };
    this.ids = take(Int32Array, n);
    this.firstRing = take(Uint32Array, n + 1);
    this.firstPoint = take(Uint32Array, rings + 1);
    this.middles = take(Int32Array, 2 * n);
    this.xy = take(Int32Array, 2 * points);
    this.names = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, at, names)));
    this.index = new Map();
    this.ids.forEach((id, i) => this.index.set(id, i));
    this._boxes();
    this._buckets();
  }
  _boxes() {
    const n = this.count, box = this.box = new Int32Array(4 * n);
    this.boxlike = new Uint8Array(n);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      let w = 2147483647, s = w, e = -2147483648, t = e;
      const end = 2 * this.firstPoint[this.firstRing[i + 1]];
      for (let p = 2 * this.firstPoint[this.firstRing[i]]; p < end; p += 2) {
        const x = this.xy[p], y = this.xy[p + 1];
        if (x < w) w = x;
        if (x > e) e = x;
        if (y < s) s = y;
        if (y > t) t = y;
      }
      this.boxlike[i] = this._boxlike(i, w, s, e, t);
      box[4 * i] = w; box[4 * i + 1] = s; box[4 * i + 2] = e; box[4 * i + 3] = t;
      if (e > w) sum += Math.sqrt((e - w) * (t - s));
    }
    this.side = n ? sum / n : 1;  // of a middling area, in units
    this.widest = 0;
    for (let i = 0; i < n; i++) this.widest = Math.max(this.widest, this.box[4 * i + 2] - this.box[4 * i]);
  }
  // Whether an area is one four-cornered ring that fills its box but for a thirtieth: small enough, it is drawn as the
  // box, which takes a quarter of the time.
  _boxlike(i, w, s, e, t) {
    const ring = this.firstRing[i], start = this.firstPoint[ring], xy = this.xy;
    if (this.firstRing[i + 1] !== ring + 1 || this.firstPoint[ring + 1] - start !== 4) return 0;
    let twice = 0;
    for (let p = start, q = start + 3; p < start + 4; q = p++) twice += (xy[2 * q] - w) * (xy[2 * p + 1] - s) - (xy[2 * p] - w) * (xy[2 * q + 1] - s);
    return Math.abs(twice) / 2 >= 0.97 * (e - w) * (t - s) ? 1 : 0;
  }
  // A grid of buckets over all boxes, as one array of areas and one of where each bucket begins.
  _buckets() {
    const n = this.count, box = this.box;
    let e = 1, t = 1;
    for (let i = 0; i < n; i++) { e = Math.max(e, box[4 * i + 2]); t = Math.max(t, box[4 * i + 3]); }
    this.bucket = Math.max(2 * this.side, Math.sqrt(e * t / Math.max(1, n)), e / 1000, t / 1000, 1);
    this.columns = Math.floor(e / this.bucket) + 1;
    this.lines = Math.floor(t / this.bucket) + 1;
    const counts = new Uint32Array(this.columns * this.lines + 1);
    const each = (i, tell) => {
      const a0 = Math.max(0, Math.floor(box[4 * i] / this.bucket)), a1 = Math.floor(box[4 * i + 2] / this.bucket);
      const b0 = Math.max(0, Math.floor(box[4 * i + 1] / this.bucket)), b1 = Math.floor(box[4 * i + 3] / this.bucket);
      for (let b = b0; b <= b1; b++) for (let a = a0; a <= a1; a++) tell(b * this.columns + a);
    };
    for (let i = 0; i < n; i++) if (box[4 * i + 2] >= box[4 * i]) each(i, k => counts[k + 1]++);
    for (let k = 1; k < counts.length; k++) counts[k] += counts[k - 1];
    const fill = counts.slice();
    this.starts = counts;
    this.members = new Uint32Array(counts[counts.length - 1]);
    for (let i = 0; i < n; i++) if (box[4 * i + 2] >= box[4 * i]) each(i, k => { this.members[fill[k]++] = i; });
    this.seen = new Uint32Array(n);
    this.turn = 0;
  }
  // Areas whose box touches the box given in units, each once.
  within(w, s, e, t) {
    const found = [], box = this.box;
    const a0 = Math.max(0, Math.floor(w / this.bucket)), a1 = Math.min(this.columns - 1, Math.floor(e / this.bucket));
    const b0 = Math.max(0, Math.floor(s / this.bucket)), b1 = Math.min(this.lines - 1, Math.floor(t / this.bucket));
    const turn = ++this.turn;
    for (let b = b0; b <= b1; b++) {
      for (let a = a0; a <= a1; a++) {
        const k = b * this.columns + a;
        for (let m = this.starts[k]; m < this.starts[k + 1]; m++) {
          const i = this.members[m], d = 4 * i;
          if (this.seen[i] === turn) continue;
          this.seen[i] = turn;
          if (box[d] <= e && box[d + 2] >= w && box[d + 1] <= t && box[d + 3] >= s) found.push(i);
        }
      }
    }
    return found;
  }
  // The area in which a point lies (units), or −1; the first of several.
  at(x, y) {
    for (const i of this.within(x, y, x, y)) if (this.holds(i, x, y)) return i;
    return -1;
  }
  // Whether a point (units) lies in area i.
  holds(i, x, y) {
    let inside = false;
    for (let r = this.firstRing[i]; r < this.firstRing[i + 1]; r++) {
      const start = this.firstPoint[r], end = this.firstPoint[r + 1];
      for (let p = start, q = end - 1; p < end; q = p++) {
        const px = this.xy[2 * p], py = this.xy[2 * p + 1], qx = this.xy[2 * q], qy = this.xy[2 * q + 1];
        if ((py > y) !== (qy > y) && x < (qx - px) * (y - py) / (qy - py) + px) inside = !inside;
      }
    }
    return inside;
  }
  // Put the rings of area i into the context's path: k px per unit, (ox, oy) px of the pack's corner.
  trace(context, i, k, ox, oy) {
    const xy = this.xy;
    for (let r = this.firstRing[i]; r < this.firstRing[i + 1]; r++) {
      let p = 2 * this.firstPoint[r];
      const end = 2 * this.firstPoint[r + 1];
      let lastX = xy[p] * k + ox, lastY = xy[p + 1] * k + oy;
      context.moveTo(lastX, lastY);
      for (p += 2; p < end; p += 2) {
        const x = xy[p] * k + ox, y = xy[p + 1] * k + oy;
        // A border of thousands of points is drawn as finely as it can be seen, not finer.
        if (p + 2 < end && Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7) continue;
        context.lineTo(x, y);
        lastX = x;
        lastY = y;
      }
      context.closePath();
    }
  }
  // Degrees → units.
  units(longitude, latitude) {
    const sine = Math.sin(latitude * Math.PI / 180);
    return {
      x: ((longitude + 180) / 360 - this.x0) / this.unit,
      y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) - this.y0) / this.unit,
    };
  }
}
