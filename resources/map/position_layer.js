// People and vehicles on duty: dots that move, grey when nothing was heard of them for long; lines to the nearest of a case.
// However many updates come, they are painted once per frame.
"use strict";
(function () {
  const NAMED_FROM = 16, BEAT_MS = 5000;
  let api = null, shown = false, units = new Map(), stale = 600000, ahead = 0, signs = null, nearest = null;

  const old = one => one.at !== null && Date.now() + ahead - one.at > stale;
  const icon = one => old(one) ? {shape: one.kind === "vehicle" ? "diamond" : "drop", color: "faint", hollow: true, glyph: "dash"}
    : {shape: one.kind === "vehicle" ? "diamond" : "drop", color: "ramp"};
  function paint(context, place, size, origin) {
    signs.begin();  // not reached while idle: hit() asks `shown` itself
    if (nearest) lines(context, place);
    if (!shown) return;
    const r = 6 * api.theme.scale, named = api.map.getZoom() >= NAMED_FROM, seen = [];
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const [id, one] of units) {
      const at = place(one.longitude, one.latitude);
      if (!Signs.seen(at, size, r)) continue;
      signs.put(id, at, origin);
      seen.push([at, Icons.sprite(icon(one), r, api.theme), one.name]);
    }
    for (const [at, sprite, name] of seen) {
      Icons.lay(context, sprite, at.x, at.y);
      if (named && name) Icons.words(context, name, at.x, at.y + 1.8 * r, api.theme, api.theme.colors.quiet);
    }
  }
  paint.idle = () => !nearest && (!shown || !units.size);
  function lines(context, place) {
    const from = place(...nearest.from), theme = api.theme;
    context.strokeStyle = theme.colors.focus;
    context.lineWidth = 1.5 * theme.scale;
    context.setLineDash([6 * theme.scale, 4 * theme.scale]);
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const [longitude, latitude] of nearest.rows) {
      const to = place(longitude, latitude);
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
    }
    context.setLineDash([]);
    for (const [longitude, latitude, words] of nearest.rows) {
      const to = place(longitude, latitude);
      Icons.words(context, words, (from.x + to.x) / 2, (from.y + to.y) / 2, theme);
    }
  }
  function put(rows) {
    for (const [id, kind, longitude, latitude, at, name] of rows) units.set(id, {kind, longitude, latitude, at, name});
  }
  // Made-up people walk over a canvas of their own: see rehearsal.js.
  function* rehearse() {
    api.dots.warm();
    yield;
    const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
    canvas.width = canvas.height = 64;
    for (let turn = 0; turn < Rehearsal.ROUNDS && !units.size && api.theme.colors.bg; turn++) {
      for (let n = 0; n < 300; n++) {
        Icons.put(context, icon({kind: n % 9 ? "worker" : "vehicle", at: Date.now() - n * 10000}), n * 1.37 % 64, n * 2.71 % 64, 6 * api.theme.scale, api.theme);
      }
      yield;
    }
  }
  function tellPainted(said) {
    api.dots.again();
    api.dots.painted(() => api.send("positions", "painted", {mark: said.mark}));
  }
  Gridroom.add("positions", {
    order: 340,
    rehearse,
    commands: {
      load(said) { units = new Map(); stale = said.stale; ahead = said.now - Date.now(); put(said.rows); tellPainted(said); },
      change(said) {
        ahead = said.now - Date.now();
        put(said.rows);
        said.gone.forEach(id => units.delete(id));
        tellPainted(said);
      },
      show(said) { shown = said.shown; api.dots.again(); },
      nearest(said) { nearest = said.rows.length ? said : null; api.dots.again(); },
      tip(said) { signs.told(said); },
    },
    add(given) {
      api = given;
      signs = new Signs("positions", api, 9);
      api.dots.add(500, paint);
      setInterval(() => { if (shown && units.size) api.dots.again(); }, BEAT_MS);  // dots grow old by themselves
    },
    hit(latlng) { return shown ? signs.hit(latlng, id => units.has(id)) : null; },
    hover(hit) { signs.hover(hit); },
    // For tests and measurements: how the dots look now.
    look: id => units.has(id) ? (old(units.get(id)) ? "stale" : "fresh") : "",
  });
})();
