// Areas coloured by grade. Outlines and grades come as binary, are kept in typed arrays and drawn into 512 px tiles in
// slices; there is no Leaflet object per area. The level that is shown follows the zoom, or is chosen.
"use strict";
(function () {
  const LEVELS = ["district", "street", "community", "duty_grid", "grid_cell"];
  const WIDTHS = [2.4, 1.6, 1.1, 0.8, 0.5];
  const NONE = 255;          // grade of an area of which nothing is known
  const SMALL = 6;           // px; smaller areas get no border of their own
  const SHOWN_FROM = 20;     // px; a level is shown when its middling area is that wide
  const BOXED = 40;          // px; four-cornered areas up to this size are drawn as boxes with a gap for a border
  const BATCH = 150;         // areas between two looks at the clock

  const packs = new Map();   // level → AreaPack
  const grades = new Map();  // level → Uint8Array
  const values = new Map();  // level → Float32Array, NaN where there is none
  let api = null, tiles = null, labels = null, chosen = "", fills = [], selected = null, under = null;
  let filled = true, opacity = 0.78, emptiness = 0.78, scratch = null, pixels = null;  // of areas with a grade, and of those without
  let wording = {tip: "{value}", unit: "", none: ""};

  function worded(value) {
    if (Number.isNaN(value)) return wording.none;
    const digits = wording.unit === "cases" || value >= 100 ? 0 : 1;
    const text = value.toLocaleString("en", {minimumFractionDigits: digits, maximumFractionDigits: digits});
    return wording.unit.startsWith("percent") ? text + "%" : text;
  }

  const level = () => {
    if (chosen && packs.has(chosen)) return chosen;
    const there = LEVELS.filter(one => packs.has(one) && packs.get(one).count);
    const world = 256 * Math.pow(2, api.map.getZoom());
    let found = there[0] || "";
    for (const one of there) if (packs.get(one).side * packs.get(one).unit * world >= SHOWN_FROM * api.theme.scale) found = one;
    return found;
  };

  const Tiles = ExactTiles.extend({
    createTile(coords, done) {
      const ratio = window.devicePixelRatio || 1, canvas = document.createElement("canvas");
      canvas.width = canvas.height = 512 * ratio;
      this._queue(canvas, coords, () => done(null, canvas));
      return canvas;
    },
    _queue(canvas, coords, done) {
      if (canvas.job) canvas.job.dead = true;
      canvas.tell = done || canvas.tell;  // a tile that is painted anew before it was painted once still waits to be shown
      canvas.job = api.pump.add(paint(canvas, coords));
    },
    // Paint the tiles that stand anew, in place: nothing blinks. `touches(coords)` says which. What is seen goes first,
    // from the middle outward; tiles that are kept beside the view are dropped, they are painted when they are needed.
    again(touches) {
      if (!this._map) return;
      const seen = this._pxBoundsToTileRange(this._getTiledPixelBounds(this._map.getCenter())), found = [];
      const middle = seen.getCenter();
      for (const [key, tile] of Object.entries(this._tiles)) {
        if (tile.coords.z !== this._tileZoom || touches && !touches(tile.coords)) continue;
        if (seen.contains(tile.coords)) found.push([middle.distanceTo(tile.coords), tile]); else this._removeTile(key);
      }
      found.sort((a, b) => a[0] - b[0]);
      for (const [, tile] of found) this._queue(tile.el, tile.coords, null);
    },
  });

  function* paint(canvas, coords) {
    const shown = level(), ratio = window.devicePixelRatio || 1, size = Math.floor(512 * ratio);
    if (!scratch || scratch.width !== size) {
      scratch = document.createElement("canvas");
      scratch.width = scratch.height = size;
      pixels = new Pixels(size);
    }
    const target = canvas.getContext("2d"), job = shown ? frame(packs.get(shown), coords) : null;
    const above = LEVELS.slice(0, Math.max(0, LEVELS.indexOf(shown))).reverse().filter(name => traced(name, coords));
    // What is nothing but boxes goes from pixels onto the tile at once; the rest is drawn aside, so that no tile is seen half done.
    const rest = job && boxed(shown, job) ? yield* boxes(job, packs.get(shown), grades.get(shown), border(packs.get(shown), job.k, shown) / 2, ratio) : null;
    if (rest && !rest.length && !above.length) {
      target.putImageData(pixels.image, 0, 0);
    } else {
      const context = scratch.getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      if (rest) context.putImageData(pixels.image, 0, 0); else context.clearRect(0, 0, size, size);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.lineJoin = "round";
      if (shown) yield* shapes(context, job, shown, rest || job.found);
      for (const name of above) yield* outline(context, coords, name);
      target.globalCompositeOperation = "copy";
      target.drawImage(scratch, 0, 0);
    }
    const tell = canvas.tell;
    canvas.tell = null;
    if (tell) tell();
  }
  // px per unit, the tile's corner in px from the pack's, and the areas that touch the tile.
  function frame(pack, coords) {
    const world = 256 * Math.pow(2, coords.z), k = pack.unit * world;
    const ox = pack.x0 * world - coords.x * 512, oy = pack.y0 * world - coords.y * 512;
    const rim = 3;
    return {k, ox, oy, found: pack.within((-rim - ox) / k, (-rim - oy) / k, (512 + rim - ox) / k, (512 + rim - oy) / k)};
  }
  const border = (pack, k, name) => pack.side * k >= SMALL ? WIDTHS[LEVELS.indexOf(name)] * api.theme.scale : 0;
  // Opacity and colour of each grade; what has none shows the ground of a panel.
  const share = grade => !filled ? 0 : grade < fills.length ? opacity : emptiness;
  const fillOf = grade => fills[grade] || api.theme.colors.panel;
  // Whether areas of a level are small enough to be drawn as boxes.
  function boxed(name, {k}) {
    return packs.get(name).side * k < BOXED && [...fills, api.theme.colors.panel].every(color => Pixels.color(color) >= 0);
  }
  // Write those that are boxes into `pixels`; returns the others.
  function* boxes({k, ox, oy, found}, pack, graded, gap, ratio) {
    const rest = [], box = pack.box, boxlike = pack.boxlike;
    const colors = new Int32Array(256).fill(Pixels.color(fillOf(NONE))), strengths = new Int32Array(256).fill(Math.round(255 * share(NONE)));
    for (let grade = 0; grade < fills.length; grade++) {
      colors[grade] = Pixels.color(fillOf(grade));
      strengths[grade] = Math.round(255 * share(grade));
    }
    pixels.clear();
    const sx = k * ratio, left = (ox + gap) * ratio, right = (ox - gap) * ratio, top = (oy + gap) * ratio, low = (oy - gap) * ratio;
    for (let at = 0; at < found.length; at++) {
      const i = found[at], b = 4 * i, grade = graded ? graded[i] : NONE;
      if (!boxlike[i]) { rest.push(i); continue; }
      pixels.box(box[b] * sx + left, box[b + 1] * sx + top, box[b + 2] * sx + right, box[b + 3] * sx + low, colors[grade], strengths[grade]);
      if (at % (4 * BATCH) === 0) yield;
    }
    return rest;
  }
  // Made-up cells read and written into pixels that no tile takes: see rehearsal.js.
  function* rehearse() {
    const cell = 10 / (256 * Math.pow(2, 13) * Math.pow(2, -32)), ratio = window.devicePixelRatio || 1;
    for (let turn = 0; turn < Rehearsal.ROUNDS; turn++) {
      if (packs.size || !api.theme.colors.panel) return;
      const pack = new AreaPack(Rehearsal.areas(60, Math.round(cell))), x = Math.floor(pack.x0 * 4096), y = Math.floor(pack.y0 * 4096);
      if (!pixels) pixels = new Pixels(Math.floor(512 * ratio));
      yield;
      const grades = new Uint8Array(pack.count).map((_, i) => i % 6);
      for (const coords of [{x, y, z: 13}, {x: x + 1, y, z: 13}, {x, y: y + 1, z: 13}, {x: x + 1, y: y + 1, z: 13}]) {
        for (const _ of boxes(frame(pack, coords), pack, grades, 0.25, ratio)) { /* in one go: a real tile may want the pixels next */ }
        yield;
      }
    }
  }
  // Fill areas of any shape, grade by grade, and draw the borders of all of them.
  function* shapes(context, {k, ox, oy}, name, members) {
    const pack = packs.get(name), graded = grades.get(name), byGrade = new Map(), width = border(pack, k, name);
    let batch = 0;
    for (const i of members) {
      const grade = graded ? graded[i] : NONE;
      if (!byGrade.has(grade)) byGrade.set(grade, []);
      byGrade.get(grade).push(i);
    }
    for (const [grade, some] of byGrade) {
      context.globalAlpha = share(grade);
      context.fillStyle = fillOf(grade);
      for (const i of some) {
        context.beginPath();
        pack.trace(context, i, k, ox, oy);
        context.fill("evenodd");
        if (++batch % BATCH === 0) yield;
      }
    }
    context.globalAlpha = 1;
    if (!width) return;
    context.strokeStyle = api.theme.colors.line;
    context.lineWidth = width;
    for (const i of members) {
      context.beginPath();
      pack.trace(context, i, k, ox, oy);
      context.stroke();
      if (++batch % BATCH === 0) yield;
    }
  }
  // Borders of a level above the one that is shown; those too small to be told apart are left out.
  function traced(name, coords) {
    const pack = packs.get(name);
    return pack && pack.count && pack.side * pack.unit * 256 * Math.pow(2, coords.z) >= 4 * SMALL && frame(pack, coords).found.length;
  }
  function* outline(context, coords, name) {
    const pack = packs.get(name), {k, ox, oy, found} = frame(pack, coords);
    context.strokeStyle = api.theme.colors.faint;
    context.lineWidth = WIDTHS[LEVELS.indexOf(name)] * api.theme.scale;
    for (const i of found) {
      context.beginPath();
      pack.trace(context, i, k, ox, oy);
      context.stroke();
      yield;
    }
  }

  function marks(context, place, size, origin) {
    for (const [mark, width, color] of [[under, 1.5, "quiet"], [selected, 3, "focus"]]) {
      const pack = mark && packs.get(mark.level), i = pack ? pack.index.get(mark.id) : undefined;
      if (i === undefined) continue;
      const world = 256 * Math.pow(2, api.map.getZoom()), k = pack.unit * world;
      context.beginPath();
      pack.trace(context, i, k, pack.x0 * world - origin.x, pack.y0 * world - origin.y);
      context.lineWidth = width * api.theme.scale;
      context.strokeStyle = api.theme.colors[color];
      context.stroke();
    }
  }

  marks.idle = () => !under && !selected;

  async function bytes(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(path + ": " + answer.status);
    return answer.arrayBuffer();
  }
  function repaint(touches) {
    tiles.again(touches);
    labels.forget();
    api.overlay.again();
  }
  function painted(what, began) {
    api.pump.whenIdle(() => api.send("areas", "painted", {what, milliseconds: performance.now() - began, level: level()}));
  }
  let told = "";
  function tellLevel() {
    const shown = level();
    if (shown === told) return;
    told = shown;
    api.send("areas", "level", {level: shown});
  }

  // What was fetched is taken up one after the other: grades that overtook their outlines would fit nothing. It is
  // fetched at once, so that bytes come while others are read. `coming` counts the grades still to come for a level.
  let before = Promise.resolve();
  const coming = new Map(), count = (level, by) => coming.set(level, (coming.get(level) || 0) + by);
  // What was told last of each kind and level: bytes that were replaced before they were fetched are missed by nobody.
  const newest = new Map(), kind = said => said.do + " " + said.level;
  const goneBy = said => newest.get(kind(said)) !== said.serial;
  function inTurn(work, path) {
    return said => {
      const began = performance.now(), got = path ? bytes(path(said)) : null;
      if (got) got.catch(() => {});  // told in its turn
      if (said.do === "grades") count(said.level, 1);
      newest.set(kind(said), said.serial);
      before = before.then(() => {
        if (said.do === "grades") count(said.level, -1);
        return work(said, got, began);
      }).catch(error => console.error(String(error && error.stack || error)));
    };
  }

  const commands = {
    // A new pack of outlines of one level is there under this serial number.
    outlines: inTurn(async (said, got, began) => {
      try {
        const pack = new AreaPack(await got);
        packs.set(said.level, pack);
        if (!grades.has(said.level) || grades.get(said.level).length !== pack.count) {
          grades.delete(said.level);
          values.delete(said.level);
        }
      } catch (error) {
        if (goneBy(said)) return;
        console.error(String(error && error.stack || error));
        api.send("areas", "failed", {what: "outlines", level: said.level});
        return;
      }
      // Grades that are on their way paint what is seen once, in its colours, instead of twice.
      if ((said.level === level() || !said.more) && !coming.get(level())) repaint();
      tellLevel();
      painted("outlines", began);
    }, said => "areas/outlines/" + said.level + "/" + said.serial),
    // Grades of all areas of one level, in the order of its pack, with the words that tell each value.
    grades: inTurn(async (said, got, began) => {
      try {
        const all = await got, n = packs.has(said.level) ? packs.get(said.level).count : -1;
        const head = n + (4 - n % 4) % 4;
        if (all.byteLength !== head + 4 * n) return repaint();  // of outlines gone by, which waited for them
        grades.set(said.level, new Uint8Array(all, 0, n));
        values.set(said.level, new Float32Array(all, head, n));
      } catch (error) {
        if (goneBy(said)) return;
        console.error(String(error && error.stack || error));
        api.send("areas", "failed", {what: "grades", level: said.level});
        repaint();
        return;
      }
      fills = said.colors;
      wording = said;
      if (said.level === level()) repaint();
      painted("grades", began);
    }, said => "areas/grades/" + said.level + "/" + said.serial),
    // A few areas changed: [[index, grade, value or null], …].
    some: inTurn((said, _got, began) => {
      const pack = packs.get(said.level), graded = grades.get(said.level), told = values.get(said.level), boxes = [];
      if (!pack || !graded || !told) return;
      for (const [i, grade, value] of said.changed) {
        if (i >= pack.count) continue;
        if (graded[i] !== grade) boxes.push(i);
        graded[i] = grade;
        told[i] = value === null ? NaN : value;
      }
      if (said.level !== level()) return;
      tiles.again(coords => {
        const {k, ox, oy} = frame(pack, coords), b = pack.box;
        return boxes.some(i => b[4 * i] * k + ox < 514 && b[4 * i + 2] * k + ox > -2 && b[4 * i + 1] * k + oy < 514 && b[4 * i + 3] * k + oy > -2);
      });
      labels.forget();
      api.overlay.again();
      painted("some", began);
    }),
    level(said) {
      chosen = LEVELS.includes(said.level) ? said.level : "";
      repaint();
      tellLevel();
      painted("level", performance.now());
    },
    select(said) {
      selected = said.id === null ? null : {id: said.id, level: said.level};
      api.overlay.again();
    },
    fill(said) { filled = said.filled; repaint(); },
    opacity(said) {
      opacity = Math.max(0, Math.min(1, said.share));
      emptiness = Math.max(0, Math.min(1, said.empty ?? said.share));
      repaint();
    },
  };

  Gridroom.add("areas", {
    order: 100,
    commands,
    rehearse,
    add(given) {
      api = given;
      api.outlines = level => packs.get(level);  // for layers that draw into areas
      tiles = new Tiles({pane: "areas"});
      tiles.on("tileunload", event => { if (event.tile.job) event.tile.job.dead = true; });
      tiles.addTo(api.map);
      api.overlay.add(200, marks);
      labels = new AreaLabels(api, {packs, values, level, worded, plain: () => !wording.unit.startsWith("percent")});
      api.overlay.add(300, labels.painter);
      api.map.on("zoomend", () => { api.overlay.again(); tellLevel(); });
    },
    dress() { if (tiles) repaint(); },
    // What covers names stands elsewhere now: they move only when one of them is below it.
    get names() { return labels.laid ? labels.laid.rows : []; },
    covered(boxes) { if (labels && labels.hit(boxes)) api.overlay.again(); },
    hit(at) {
      const shown = level(), pack = packs.get(shown);
      if (!pack) return null;
      const {x, y} = pack.units(at.lng, at.lat), i = pack.at(x, y);
      if (i < 0) return null;
      const told = values.get(shown);
      return {body: {id: pack.ids[i], level: shown}, tip: [pack.names[i]].concat(told ? [wording.tip.replace("{value}", () => worded(told[i]))] : [])};
    },
    hover(hit) {
      const next = hit ? hit.body : null;
      if ((under && under.id) === (next && next.id) && (under && under.level) === (next && next.level)) return;
      under = next;
      api.overlay.again();
    },
  });
})();
