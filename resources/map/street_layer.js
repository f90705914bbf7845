// The ground of a map from our own data: water and streets as lines in 512 px tiles, their names where there is room left.
"use strict";
(function () {
  const ROAD_METRES = 14, NAMES_FROM = 14;  // zoom from which streets have names
  let placed = [];  // boxes of the names that were written last
  let api = null, tiles = null, shown = false, streets = [], waters = [], colors = {};

  // Shares of the Mercator world, as everywhere here.
  const shareX = longitude => (longitude + 180) / 360;
  function shareY(latitude) {
    const sine = Math.sin(Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }
  function line(flat) {
    const xy = new Float64Array(flat.length), box = [1, 1, 0, 0];
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const x = xy[i] = shareX(flat[i]), y = xy[i + 1] = shareY(flat[i + 1]);
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
    return {xy, box};
  }
  const touches = (box, west, north, east, south) => box[0] <= east && box[2] >= west && box[1] <= south && box[3] >= north;
  function trace(context, xy, world, left, top) {
    for (let i = 0; i < xy.length; i += 2) {
      const x = xy[i] * world - left, y = xy[i + 1] * world - top;
      if (i) context.lineTo(x, y); else context.moveTo(x, y);
    }
  }
  // px of a street at this zoom: as wide as it is, but never so thin that it is lost.
  function wide(zoom, north) {
    const metre = Math.pow(2, zoom) * 256 / 40075016.7 / Math.cos(Math.atan(Math.sinh(Math.PI * (1 - 2 * north))));
    return Math.max(zoom < 12 ? 0.7 : 1.3, Math.min(ROAD_METRES * metre, 26)) * api.theme.scale;
  }

  const Tiles = ExactTiles.extend({
    createTile(coords, done) {
      const ratio = window.devicePixelRatio || 1, canvas = document.createElement("canvas");
      canvas.width = canvas.height = 512 * ratio;
      canvas.job = api.pump.add(paint(canvas, coords, ratio, () => done(null, canvas)));
      return canvas;
    },
    again() {
      for (const tile of Object.values(this._tiles)) {
        if (tile.el.job) tile.el.job.dead = !tile.loaded ? tile.el.job.dead : true;
        api.pump.add(paint(tile.el, tile.coords, window.devicePixelRatio || 1, () => {}));
      }
      api.pump.whenIdle(() => api.send("streets", "painted", {}));
    },
  });
  function* paint(canvas, coords, ratio, done) {
    const world = 256 * Math.pow(2, coords.z), left = coords.x * 512, top = coords.y * 512, rim = 30;
    const edges = [(left - rim) / world, (top - rim) / world, (left + 512 + rim) / world, (top + 512 + rim) / world];
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, 512, 512);
    context.fillStyle = colors.water;
    for (const water of waters) {
      if (!touches(water.box, ...edges)) continue;
      context.beginPath();
      for (const ring of water.rings) { trace(context, ring.xy, world, left, top); context.closePath(); }
      context.fill("evenodd");
      yield;
    }
    context.strokeStyle = colors.road;
    context.lineWidth = wide(coords.z, (top + 256) / world);
    context.lineJoin = context.lineCap = "round";
    context.beginPath();
    let batch = 0;
    for (const street of streets) {
      if (!touches(street.box, ...edges)) continue;
      trace(context, street.xy, world, left, top);
      if (++batch % 200 === 0) { context.stroke(); context.beginPath(); yield; }
    }
    context.stroke();
    done();
  }

  // Names ---------------------------------------------------------------------------------------------------------
  function names(context, place, size, origin, taken) {
    placed = [];
    if (!shown) return;
    const zoom = api.map.getZoom(), world = 256 * Math.pow(2, zoom), high = api.theme.label;
    context.font = api.theme.font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 3 * api.theme.scale;
    context.lineJoin = "round";
    context.strokeStyle = api.theme.colors.bg;
    for (const water of waters) {
      const x = water.x * world - origin.x, y = water.y * world - origin.y, half = context.measureText(water.name).width / 2 + 2;
      if ((water.box[2] - water.box[0]) * world < 3 * half || x + half < 0 || x - half > size.x || y < 0 || y > size.y) continue;
      const box = [x - half, y - high * 0.7, x + half, y + high * 0.7];
      if (!taken.free(box)) continue;
      taken.add(box);
      placed.push([box]);
      context.strokeText(water.name, x, y);
      context.fillStyle = colors.water_name;
      context.fillText(water.name, x, y);
    }
    if (zoom < NAMES_FROM) return;
    const edges = [origin.x / world, origin.y / world, (origin.x + size.x) / world, (origin.y + size.y) / world];
    // Longer streets first: they are what one looks for.
    for (const street of streets) if (touches(street.box, ...edges)) name(context, street, world, size, origin, taken, high);
  }
  // A name stands along its street where it is straight enough, as near to the middle of what is seen as there is room.
  function name(context, street, world, size, origin, taken, high) {
    const text = street.name, width = context.measureText(text).width, runs = [];
    for (let i = 0; i + 3 < street.xy.length; i += 2) {
      const cut = clip(street.xy[i] * world - origin.x, street.xy[i + 1] * world - origin.y,
        street.xy[i + 2] * world - origin.x, street.xy[i + 3] * world - origin.y, size);
      if (cut && cut.long > width + 12) runs.push(cut);
    }
    runs.sort((a, b) => b.long - a.long);
    for (const run of runs) {
      for (const share of [0.5, 0.3, 0.7]) {
        const x = run.x0 + (run.x1 - run.x0) * share, y = run.y0 + (run.y1 - run.y0) * share;
        if (run.long * Math.min(share, 1 - share) < width / 2 + 4) continue;
        let angle = Math.atan2(run.y1 - run.y0, run.x1 - run.x0);
        if (angle > Math.PI / 2) angle -= Math.PI;
        if (angle <= -Math.PI / 2) angle += Math.PI;
        const boxes = [], count = Math.max(2, Math.ceil(width / high));
        for (let at = 0; at < count; at++) {
          const off = ((at + 0.5) / count - 0.5) * width, half = high * 0.7;
          boxes.push([x + Math.cos(angle) * off - half, y + Math.sin(angle) * off - half, x + Math.cos(angle) * off + half, y + Math.sin(angle) * off + half]);
        }
        if (!boxes.every(box => taken.free(box))) continue;
        for (const box of boxes) taken.add(box);
        placed.push(boxes);
        write(context, text, x, y, angle, high);
        return;
      }
    }
  }
  function write(context, text, x, y, angle, high) {
    context.save();
    context.translate(x, y);
    context.fillStyle = colors.road_name;
    if (Math.abs(angle) > Math.PI / 3) {  // steep: Chinese is read from above, each character upright
      context.rotate(angle > 0 ? angle - Math.PI / 2 : angle + Math.PI / 2);
      const letters = [...text];
      letters.forEach((letter, at) => {
        const down = (at - (letters.length - 1) / 2) * high * 1.05;
        context.strokeText(letter, 0, down);
        context.fillText(letter, 0, down);
      });
    } else {
      context.rotate(angle);
      context.strokeText(text, 0, 0);
      context.fillText(text, 0, 0);
    }
    context.restore();
  }
  // The part of a stretch that is in sight (Liang-Barsky).
  function clip(x0, y0, x1, y1, size) {
    let from = 0, to = 1;
    for (const [p, q] of [[x0 - x1, x0], [x1 - x0, size.x - x0], [y0 - y1, y0], [y1 - y0, size.y - y0]]) {
      if (p === 0) { if (q < 0) return null; continue; }
      const at = q / p;
      if (p < 0) from = Math.max(from, at); else to = Math.min(to, at);
    }
    if (from >= to) return null;
    const cut = {x0: x0 + (x1 - x0) * from, y0: y0 + (y1 - y0) * from, x1: x0 + (x1 - x0) * to, y1: y0 + (y1 - y0) * to};
    cut.long = Math.hypot(cut.x1 - cut.x0, cut.y1 - cut.y0);
    return cut;
  }

  function build() {
    if (!shown) {
      if (tiles) tiles.remove();
      tiles = null;
    } else if (tiles) {
      tiles.again();
    } else {
      tiles = new Tiles({pane: "tilePane"});
      tiles.on("tileunload", event => { if (event.tile.job) event.tile.job.dead = true; });
      tiles.addTo(api.map);
      api.pump.whenIdle(() => api.send("streets", "painted", {}));
    }
    api.overlay.again();
  }

  Gridroom.add("streets", {
    order: 0,
    commands: {
      async load(said) {
        shown = true;
        try {
          const answer = await fetch("streets/" + said.serial), got = await answer.json();
          streets = got.streets.map(([name, flat]) => ({name, ...line(flat)}));
          const long = street => Math.hypot(street.box[2] - street.box[0], street.box[3] - street.box[1]);
          streets.sort((a, b) => long(b) - long(a));
          waters = got.water.map(([name, [x, y], rings]) => {
            const traced = rings.map(line), box = [1, 1, 0, 0];
            for (const ring of traced) {
              for (const at of [0, 1]) box[at] = Math.min(box[at], ring.box[at]);
              for (const at of [2, 3]) box[at] = Math.max(box[at], ring.box[at]);
            }
            return {name, x: shareX(x), y: shareY(y), rings: traced, box};
          });
        } catch (error) {
          console.error(String(error && error.stack || error));
        }
        if (shown) build();
      },
      colors(said) { colors = said; if (tiles) build(); },
      hide() { shown = false; build(); },
    },
    get placed() { return placed; },
    add(given) {
      api = given;
      api.overlay.add(310, names);  // after the names of areas, in what room they leave
    },
  });
})();
