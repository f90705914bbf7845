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
    this._written = new Uint8Array(buffer, at, names);
    this._boxes();
    this._buckets();
  }
  // Names, and where an id stands: made when first wanted, as 35,000 of each take longer than all the rest.
  get names() {
    if (!this._names) this._names = JSON.parse(new TextDecoder().decode(this._written));
    return this._names;
  }
  get index() {
    if (!this._index) {
      this._index = new Map();
      for (let i = 0; i < this.count; i++) this._index.set(this.ids[i], i);
    }
    return this._index;
  }
  _boxes() {
    const n = this.count, box = this.box = new Int32Array(4 * n), boxlike = this.boxlike = new Uint8Array(n);
    const xy = this.xy, firstRing = this.firstRing, firstPoint = this.firstPoint;
    let sum = 0, widest = 0;
    for (let i = 0; i < n; i++) {
      let w = 2147483647, s = w, e = -2147483648, t = e;
      const start = 2 * firstPoint[firstRing[i]], end = 2 * firstPoint[firstRing[i + 1]];
      for (let p = start; p < end; p += 2) {
        const x = xy[p], y = xy[p + 1];
        if (x < w) w = x;
        if (x > e) e = x;
        if (y < s) s = y;
        if (y > t) t = y;
      }
      if (end - start === 8 && firstRing[i + 1] === firstRing[i] + 1) boxlike[i] = this._boxlike(start, w, s, e, t);
      box[4 * i] = w; box[4 * i + 1] = s; box[4 * i + 2] = e; box[4 * i + 3] = t;
      if (e > w) sum += Math.sqrt((e - w) * (t - s));
      if (e - w > widest) widest = e - w;
    }
    this.side = n ? sum / n : 1;  // of a middling area, in units
    this.widest = widest;
  }
  // Whether a ring of four corners fills its box but for a thirtieth: small enough, it is drawn as the box, which takes
  // a quarter of the time. Twice the area of a quadrangle is the product of its diagonals.
  _boxlike(p, w, s, e, t) {
    const xy = this.xy;
    const twice = (xy[p + 4] - xy[p]) * (xy[p + 7] - xy[p + 3]) - (xy[p + 6] - xy[p + 2]) * (xy[p + 5] - xy[p + 1]);
    return Math.abs(twice) / 2 >= 0.97 * (e - w) * (t - s) ? 1 : 0;
  }
  // A grid of buckets over all boxes, as one array of areas and one of where each bucket begins.
  _buckets() {
    const n = this.count, box = this.box;
    let e = 1, t = 1;
    for (let i = 0; i < n; i++) {
      if (box[4 * i + 2] > e) e = box[4 * i + 2];
      if (box[4 * i + 3] > t) t = box[4 * i + 3];
    }
    const side = this.bucket = Math.max(2 * this.side, Math.sqrt(e * t / Math.max(1, n)), e / 1000, t / 1000, 1);
    const columns = this.columns = Math.floor(e / side) + 1, lines = this.lines = Math.floor(t / side) + 1;
    const counts = new Uint32Array(columns * lines + 1), per = 1 / side;
    this.members = null;
    for (let turn = 0; turn < 2; turn++) {
      const members = this.members;
      for (let i = 0, d = 0; i < n; i++, d += 4) {
        if (box[d + 2] < box[d]) continue;  // nothing of it could be read
        const a0 = Math.max(0, box[d] * per | 0), a1 = Math.min(columns - 1, box[d + 2] * per | 0);
        const b0 = Math.max(0, box[d + 1] * per | 0), b1 = Math.min(lines - 1, box[d + 3] * per | 0);
        for (let b = b0; b <= b1; b++) {
          for (let k = b * columns + a0; k <= b * columns + a1; k++) {
            if (turn) members[counts[k]++] = i; else counts[k]++;
          }
        }
      }
      if (turn) break;
      let sum = 0;
      for (let k = 0; k < counts.length; k++) { const here = counts[k]; counts[k] = sum; sum += here; }
      this.members = new Uint32Array(sum);
    }
    // Each has been moved to where the next one begins.
    counts.copyWithin(1, 0, counts.length - 1);
    counts[0] = 0;
    this.starts = counts;
    this.seen = new Uint32Array(n);
    this.turn = 0;
  }
  // Areas whose box touches the box given in units, each once.
  within(w, s, e, t) {
    const found = [], box = this.box;
    const per = 1 / this.bucket;
    const a0 = Math.max(0, Math.floor(w * per)), a1 = Math.min(this.columns - 1, Math.floor(e * per));
    const b0 = Math.max(0, Math.floor(s * per)), b1 = Math.min(this.lines - 1, Math.floor(t * per));
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
