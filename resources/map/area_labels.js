// Names of areas. No name is ever half covered: clusters, pins and other names take their room first, a name moves beside
// them inside its area, or is left out. While the zoom stays, a name keeps its place and goes before new ones: nothing
// jumps because a case came.
"use strict";
class AreaLabels {
  // `areas`: {packs, values (level → …), level(), worded(value), plain()}; plain: whether a value of zero needs no words.
  constructor(api, areas) {
    this.api = api;
    this.areas = areas;
    this.kept = new Map();   // level → Map(area → {place, lines} it had before)
    this.zoom = null;
    this.laid = null;        // {key, rows: [{lines, x, y, quiet}], boxes}
    this.painter = this._paint.bind(this);
    this.painter.prepare = this._prepare.bind(this);
    this.painter.idle = () => this._idle();
  }
  // What the names say or where areas lie has changed.
  forget() { this.laid = null; }
  // What covers names has moved: true when a name that stands is in the way.
  hit(boxes) {
    return !!this.laid && boxes.some(box => !this.laid.boxes.free(box));
  }
  // Whether a name may have room in any area of a pack, if only one of two letters.
  _room(pack) {
    return pack.widest * pack.unit * 256 * Math.pow(2, this.api.map.getZoom()) >= 2 * this.api.theme.label / 1.15;
  }
  // Nothing will be written, whatever part of the map is seen: no canvas is needed.
  _idle() {
    if (this.api.unlabelled) return true;
    const levels = AreaLabels.LEVELS, at = levels.indexOf(this.areas.level()), packs = this.areas.packs;
    const idle = !levels.slice(0, at + 1).some(name => packs.has(name) && packs.get(name).count && this._room(packs.get(name)));
    if (idle) this.laid = null;
    return idle;
  }
  _key(size, origin) {
    const theme = this.api.theme;
    return [this.api.map.getZoom(), origin.x, origin.y, size.x, size.y, theme.font, this.areas.level()].join();
  }
  *_prepare(size, origin) {
    if (this.api.unlabelled) return;
    this.api.covers(size, origin);
    yield;
    yield* this._steps(size, origin);
  }
  _paint(context, place, size, origin, taken) {
    for (const box of this.api.covers(size, origin)) taken.add(box);
    if (this.api.unlabelled) { this.laid = null; return; }
    this._lay(size, origin);
    const theme = this.api.theme;
    context.font = theme.font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 3 * theme.scale;
    context.lineJoin = "round";
    context.strokeStyle = theme.colors.bg;
    for (const {lines, x, y, box, quiet} of this.laid.rows) {
      taken.add(box);
      lines.forEach((line, number) => {
        const base = y + (number - (lines.length - 1) / 2) * this.laid.high;
        context.strokeText(line, x, base);
        context.fillStyle = number || quiet ? theme.colors.quiet : theme.colors.text;
        context.fillText(line, x, base);
      });
    }
  }
  _lay(size, origin) {
    const steps = this._steps(size, origin);
    while (!steps.next().done);
  }
  // Find a place for every name, in steps; nothing is found anew as long as nothing covers what was found.
  *_steps(size, origin) {
    const covers = this.api.covers(size, origin), key = this._key(size, origin), zoom = this.api.map.getZoom();
    if (this.laid && this.laid.key === key && covers === this.laid.covers) return;
    if (zoom !== this.zoom) this.kept.clear();
    this.zoom = zoom;
    const boxes = new Boxes(), own = new Boxes(), levels = AreaLabels.LEVELS, at = levels.indexOf(this.areas.level());
    for (const box of covers) boxes.add(box);
    const laid = {key, covers, rows: [], boxes: own, high: this.api.theme.label * 1.3};
    if (at >= 0) yield* this._level(laid, levels[at], true, boxes, size, origin);
    for (let above = at - 1, told = false; above >= 0 && !told; above--) {
      told = this.areas.packs.has(levels[above]) && (yield* this._level(laid, levels[above], false, boxes, size, origin));
    }
    this.laid = laid;
  }
  // Larger areas first, after those that had a place; `told`: with their values. Whether any name found a place.
  *_level(laid, name, told, boxes, size, origin) {
    const pack = this.areas.packs.get(name), {theme, map} = this.api, k = pack.unit * 256 * Math.pow(2, map.getZoom());
    const ox = pack.x0 * k / pack.unit - origin.x, oy = pack.y0 * k / pack.unit - origin.y, box = pack.box;
    if (!this._room(pack)) return false;
    const found = pack.within(-ox / k, -oy / k, (size.x - ox) / k, (size.y - oy) / k);
    if (found.length > AreaLabels.MOST) return false;  // too many to be read; they are told by pointing at them
    if (pack.measured !== theme.font) {
      pack.measured = theme.font;
      pack.widths = new Float32Array(pack.count);
    }
    let kept = this.kept.get(name);
    if (!kept || kept.pack !== pack) this.kept.set(name, kept = Object.assign(new Map(), {pack}));
    const area = i => (box[4 * i + 2] - box[4 * i]) * (box[4 * i + 3] - box[4 * i + 1]);
    found.sort((a, b) => kept.has(b) - kept.has(a) || area(b) - area(a));
    const values = told ? this.areas.values.get(name) : null;
    let placed = 0, seen = 0;
    for (const i of found) {
      if (++seen % 40 === 0) yield;
      const row = this._place(laid.high, pack, i, values, kept, boxes, k, ox, oy);
      if (!row) { kept.delete(i); continue; }
      row.quiet = !told;
      boxes.add(row.box);
      laid.boxes.add(row.box);
      laid.rows.push(row);
      placed++;
    }
    return placed > 0;
  }
  _place(high, pack, i, values, kept, boxes, k, ox, oy) {
    const words = pack.names[i], box = pack.box;
    const across = (box[4 * i + 2] - box[4 * i]) * k * 1.15, down = (box[4 * i + 3] - box[4 * i + 1]) * k * 1.15;
    // No letter is narrower than a third of its height: most names that have no room need not be measured.
    if (high > down || words.length * this.api.theme.label / 3 > across) return null;
    const wide = this._width(pack, i);
    if (wide > across) return null;
    const x = pack.middles[2 * i] * k + ox, y = pack.middles[2 * i + 1] * k + oy, before = kept.get(i);
    const value = values && !Number.isNaN(values[i]) && !(this.areas.plain() && values[i] === 0) ? [this.areas.worded(values[i])] : [];
    for (const lines of value.length ? [[words, ...value], [words]] : [[words]]) {
      const tall = lines.length * high;
      if (tall > down) continue;
      const spots = before ? [before, ...AreaLabels.SPOTS] : AreaLabels.SPOTS;
      for (const spot of spots) {
        const cx = x + spot[0] * (wide / 2 + high), cy = y + spot[1] * high;
        const mine = [cx - wide / 2 - 2, cy - tall / 2, cx + wide / 2 + 2, cy + tall / 2];
        // What had this place needs no room around it to stay: so it does not come and go with each small change.
        if (!boxes.free(mine, spot === before ? 0 : 3)) continue;
        if ((spot[0] || spot[1]) && !this._inside(pack, i, mine, k, ox, oy)) continue;
        kept.set(i, spot);
        return {lines, x: cx, y: cy, box: mine};
      }
    }
    return null;
  }
  _width(pack, i) {
    if (!pack.widths[i]) {
      const context = this.api.overlay._context;
      context.font = this.api.theme.font;
      pack.widths[i] = context.measureText(pack.names[i]).width;
    }
    return pack.widths[i];
  }
  // A name that moved away from the middle must still stand in its own area: its middle and both its ends.
  _inside(pack, i, mine, k, ox, oy) {
    const y = ((mine[1] + mine[3]) / 2 - oy) / k;
    return [0.1, 0.5, 0.9].every(share => pack.holds(i, (mine[0] + (mine[2] - mine[0]) * share - ox) / k, y));
  }
}
AreaLabels.LEVELS = ["district", "street", "community", "duty_grid", "grid_cell"];
AreaLabels.MOST = 4000;
// Where a name may stand, best first: across in halves of its width, down in lines.
AreaLabels.SPOTS = [[0, 0], [0, -1.3], [0, 1.3], [0, -2.2], [0, 2.2], [1, 0], [-1, 0], [1, -1.6], [-1, -1.6], [1, 1.6], [-1, 1.6], [0, -3.4], [0, 3.4]];
