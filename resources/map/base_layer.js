// Base maps made of pictures. A tile that is shown is painted from one or several tiles of a sheet: the same place, or a
// part of a coarser one where the sheet has nothing finer, or, for a sheet cut in GCJ-02, the up to four tiles that lie
// there once they are moved by as much as GCJ-02 moves the middle of what is shown. Coordinates of ours are never moved.
"use strict";
(function () {
  const SIDE = 256;      // px of a sheet's tile where nothing is magnified
  const MOST_UP = 5;     // zooms: farther up a coarser tile is only blur
  const KEPT = 240;      // decoded pictures

  let api = null, layer = null, sheets = [], serial = 0, dark = "", credit = null, words = {};
  const pictures = new Map();  // path → {picture, users, settled, failed, abort}, the longest unused first

  // GCJ-02 as it is published (app/imports/coordinates.py has the same in Python; a test holds them together).
  function shifted(longitude, latitude) {
    const [west, south, east, north] = [72.004, 0.8293, 137.8347, 55.8271];
    if (longitude < west || longitude > east || latitude < south || latitude > north) return [longitude, latitude];
    const A = 6378245, E = 0.00669342162296594323, {PI, sin, cos, sqrt, abs} = Math, x = longitude - 105, y = latitude - 35;
    const wave = 20 * sin(6 * PI * x) + 20 * sin(2 * PI * x), root = sqrt(abs(x));
    const up = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (wave + 20 * sin(PI * y) + 40 * sin(PI * y / 3)
      + 160 * sin(PI * y / 12) + 320 * sin(PI * y / 30)) * 2 / 3;
    const right = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (wave + 20 * sin(PI * x) + 40 * sin(PI * x / 3)
      + 150 * sin(PI * x / 12) + 300 * sin(PI * x / 30)) * 2 / 3;
    const angle = latitude * PI / 180, curve = 1 - E * sin(angle) ** 2;
    return [longitude + right * sqrt(curve) / (A * cos(angle)) * 180 / PI,
      latitude + up * curve * sqrt(curve) / (A * (1 - E)) * 180 / PI];
  }
  // By how many px of this zoom GCJ-02 moves what is shown at that px of the world; whole px, or words would blur.
  function move(x, y, zoom) {
    const crs = api.map.options.crs, at = crs.pointToLatLng(L.point(x, y), zoom), [lng, lat] = shifted(at.lng, at.lat);
    return crs.latLngToPoint(L.latLng(lat, lng), zoom)._subtract(L.point(x, y))._round();
  }

  // Pictures ----------------------------------------------------------------------------------------------------
  function take(path) {
    let one = pictures.get(path);
    if (one) {
      pictures.delete(path);
    } else {
      one = {users: 0, settled: false, failed: false, abort: new AbortController()};
      one.picture = fetch(path, {signal: one.abort.signal}).then(async answer => {
        if (answer.status === 404) return null;  // there is no such tile
        if (!answer.ok) throw new Error(path);   // a request that failed comes as an answer too (400)
        const bytes = await answer.blob();
        return createImageBitmap(bytes).catch(() => null);
      }).catch(() => { one.failed = true; return null; }).finally(() => {
        one.settled = true;
        if (one.failed) pictures.delete(path);  // asked again next time
      });
      if (pictures.size >= KEPT) {
        for (const [old, unused] of pictures) {
          if (unused.users) continue;
          pictures.delete(old);
          unused.picture.then(picture => picture && picture.close());
          break;
        }
      }
    }
    pictures.set(path, one);
    one.users++;
    return one;
  }
  function leave(path, one) {
    if (--one.users || one.settled) return;
    one.abort.abort();  // nobody waits for it: the room's own queue drops it too
    pictures.delete(path);
  }

  // One tile ----------------------------------------------------------------------------------------------------
  // What of a sheet covers the square: [{n, x, y, left, top, side}], px of the square.
  function pieces(sheet, coords, side) {
    const found = [], zoom = coords.z, deepest = zoom - Math.round(Math.log2(side / SIDE));
    const n = Math.min(deepest, sheet.max), wide = SIDE * Math.pow(2, zoom - n);
    if (n < sheet.min) return found;
    let left = coords.x * side, top = coords.y * side;
    if (sheet.shifted) {
      const by = move(left + side / 2, top + side / 2, zoom);
      left += by.x;
      top += by.y;
    }
    for (let y = Math.floor(top / wide); y * wide < top + side; y++) {
      for (let x = Math.floor(left / wide); x * wide < left + side; x++) {
        if (x < 0 || y < 0 || x >= 1 << n || y >= 1 << n) continue;
        found.push({n, x, y, left: x * wide - left, top: y * wide - top, side: wide});
      }
    }
    return found;
  }
  async function paint(canvas, coords, job) {
    const side = layer.options.tileSize, ratio = window.devicePixelRatio || 1, held = [], mine = serial;
    let failed = false;
    const get = async (sheet, n, x, y) => {
      const path = ["base", mine, sheet.key, n, x, y].join("/"), one = take(path);
      held.push([path, one]);
      job.leave = () => { while (held.length) leave(...held.pop()); };
      const picture = await one.picture;
      failed = failed || one.failed;
      return picture;
    };
    const strokes = await Promise.all(sheets.flatMap(sheet => pieces(sheet, coords, side).map(async piece => {
      for (let up = 0; up <= MOST_UP && piece.n - up >= sheet.min && !job.dead; up++) {
        const picture = await get(sheet, piece.n - up, piece.x >> up, piece.y >> up);
        if (!picture) continue;
        const part = picture.width / (1 << up), high = picture.height / (1 << up), mask = (1 << up) - 1;
        return [picture, (piece.x & mask) * part, (piece.y & mask) * high, part, high, piece.left, piece.top, piece.side, piece.side];
      }
      return null;
    })));
    if (!job.dead) {
      const context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (!failed || strokes.some(stroke => stroke)) context.clearRect(0, 0, side, side);
      context.imageSmoothingQuality = "high";
      for (const stroke of strokes) if (stroke) context.drawImage(...stroke);
      canvas.failed = failed;
    }
    job.leave();
  }
  const Tiles = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = document.createElement("canvas"), ratio = window.devicePixelRatio || 1;
      canvas.width = canvas.height = this.options.tileSize * ratio;
      this.paint(canvas, coords).then(() => done(null, canvas));
      return canvas;
    },
    paint(canvas, coords) {
      const job = canvas.job = {dead: false, busy: true, again: false, leave() {}};
      return paint(canvas, coords, job).catch(error => console.error(String(error && error.stack || error))).finally(() => {
        job.busy = false;
        if (job.again && canvas.failed && !job.dead) this.paintAgain(canvas, coords);
      });
    },
    paintAgain(canvas, coords) {
      canvas.failed = false;
      this.paint(canvas, coords);
    },
    // What could not be had is asked for once more. So is what is on its way and comes to nothing: its refusal may be
    // older than the news that the server answers. ``once``: only what was not asked for so since the last time for all.
    again(once) {
      for (const {el: canvas, coords} of Object.values(this._tiles)) {
        if (once && canvas.twice) continue;
        if (canvas.job.busy) {
          canvas.job.again = canvas.job.again || !once;
        } else if (canvas.failed) {
          canvas.twice = once;
          this.paintAgain(canvas, coords);
        }
        if (!once) canvas.twice = false;
      }
    },
  });

  function build() {
    if (layer) layer.remove();
    layer = null;
    for (const one of pictures.values()) one.picture.then(picture => picture && picture.close());
    pictures.clear();
    api.wholeZooms(sheets.length > 0);
    if (!sheets.length) return;
    // On a screen of fine dots everything is drawn larger, and so are the tiles.
    const side = api.theme.scale >= 1.6 ? 2 * SIDE : SIDE;
    layer = new Tiles({tileSize: side, pane: "tilePane", minZoom: 3, maxZoom: 20, updateWhenZooming: false, updateWhenIdle: false, keepBuffer: 1});
    layer.on("tileunload", event => { if (event.tile.job) { event.tile.job.dead = true; event.tile.job.leave(); } });
    layer.on("load", () => api.send("base", "painted", {serial}));
    layer.addTo(api.map);
    layer.getContainer().className += dark ? " base-" + dark : "";
  }
  function tell() {
    const box = credit.getContainer();
    box.hidden = !words.attribution && !words.trouble;
    box.replaceChildren(api.element("div", "trouble", words.trouble || ""), api.element("div", "", words.attribution || ""));
  }

  Gridroom.add("base", {
    order: 0,
    commands: {
      show(said) {
        sheets = said.sheets;
        serial = said.serial;
        dark = /^[a-z]*$/.test(said.dark) ? said.dark : "";
        build();
      },
      words(said) { words = said; tell(); },
      again(said) { if (layer) layer.again(said.once); },
    },
    add(given) {
      api = given;
      credit = L.control({position: "bottomright"});
      credit.onAdd = () => L.DomUtil.create("div", "box attribution");
      credit.addTo(api.map);
      tell();
    },
    dress() { if (layer) { build(); } },
    shifted, move,
    get tiles() { return layer; },
  });
})();
