// Cameras: a pin by state (colour and glyph), its field of view as a wedge from near on. Some thousands at most.
"use strict";
(function () {
  const LOOKS = {
    live: {shape: "square", color: "link", glyph: "play"}, stalled: {shape: "square", color: "behind", glyph: "paused"},
    dead: {shape: "square", color: "overdue", glyph: "overdue"}, unknown: {shape: "square", color: "quiet", hollow: true, glyph: "ask"},
  };
  const WEDGE_FROM = 15, SMALL_BELOW = 14, GUESSED_REACH = 40;  // zooms; metres
  let api = null, shown = false, cameras = new Map(), chosen = 0, near = new Set(), signs = null, version = 0;

  const metre = latitude => 256 * Math.pow(2, api.map.getZoom()) / (40075016.7 * Math.cos(latitude * Math.PI / 180));
  function wedges(context, place, size) {
    if (!shown || api.map.getZoom() < WEDGE_FROM) return;
    for (const [id, one] of cameras) {
      const at = place(one.longitude, one.latitude), far = (one.reach || GUESSED_REACH) * metre(one.latitude);
      if (!Signs.seen(at, size, far) || one.angle === null || (one.direction === null && one.angle < 360)) continue;
      const to = ((one.direction || 0) - 90) * Math.PI / 180, half = one.angle / 2 * Math.PI / 180;
      context.beginPath();
      if (one.angle < 360) context.moveTo(at.x, at.y);
      context.arc(at.x, at.y, far, to - half, to + half);
      context.closePath();
      context.globalAlpha = id === chosen || near.has(id) ? 0.34 : 0.16;
      context.fillStyle = api.theme.colors[LOOKS[one.state].color];
      context.fill();
      context.globalAlpha = 0.8;
      context.lineWidth = api.theme.scale;
      context.setLineDash(one.reach ? [] : [4, 4]);  // how far it reaches is not known
      context.strokeStyle = context.fillStyle;
      context.stroke();
      context.setLineDash([]);
    }
    context.globalAlpha = 1;
  }
  wedges.idle = () => !shown || !cameras.size;
  function pins(context, place, size, origin) {
    signs.begin();
    if (!shown) return;
    const r = radius();
    for (const [id, one] of cameras) {
      const at = place(one.longitude, one.latitude);
      if (!Signs.seen(at, size, r)) continue;
      Icons.put(context, LOOKS[one.state], at.x, at.y, r, api.theme);
      signs.put(id, at, origin);
      if (id !== chosen && !near.has(id)) continue;
      context.beginPath();
      context.arc(at.x, at.y, r * 1.8, 0, 2 * Math.PI);
      context.lineWidth = (id === chosen ? 2.5 : 1.5) * api.theme.scale;
      context.strokeStyle = api.theme.colors.focus;
      context.stroke();
    }
  }
  const radius = () => (api.map.getZoom() < SMALL_BELOW ? 4 : 7) * api.theme.scale;
  // Names keep clear of them; the same list until a camera or the view is another.
  const NOTHING = [];
  let covering = NOTHING, covered = "";
  function covers(size, origin) {
    if (!shown || !cameras.size) return NOTHING;
    const world = 256 * Math.pow(2, api.map.getZoom()), wanted = [world, origin.x, origin.y, size.x, size.y, version].join();
    if (wanted === covered) return covering;
    covered = wanted;
    covering = [];
    const r = 1.3 * radius();
    for (const one of cameras.values()) {
      const at = api.map.project([one.latitude, one.longitude])._subtract(origin);
      if (Signs.seen(at, size, r)) covering.push([at.x - r, at.y - r, at.x + r, at.y + r]);
    }
    return covering;
  }
  function again() {
    version++;
    api.pins.again();
    api.fields.again();
    api.overlay.again();
  }
  function put(rows) {
    for (const [id, longitude, latitude, direction, angle, reach, state] of rows) {
      cameras.set(id, {longitude, latitude, direction, angle, reach, state: LOOKS[state] ? state : "unknown"});
    }
  }
  Gridroom.add("cameras", {
    order: 320,
    commands: {
      load(said) { cameras = new Map(); put(said.rows); again(); },
      change(said) { put(said.rows); said.gone.forEach(id => cameras.delete(id)); again(); },
      show(said) { shown = said.shown; again(); },
      select(said) { chosen = said.id; near = new Set(said.near); again(); },
      tip(said) { signs.told(said); },
    },
    covers,
    add(given) {
      api = given;
      signs = new Signs("cameras", api, 9);
      api.fields.add(300, wedges);
      api.pins.add(400, pins);
    },
    hit(latlng) { return shown ? signs.hit(latlng, id => cameras.has(id)) : null; },
    hover(hit) { signs.hover(hit); },
  });
})();
