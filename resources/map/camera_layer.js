// Cameras: a pin by state (colour and glyph), its field of view as a wedge from near on. Some thousands at most.
"use strict";
(function () {
  const LOOKS = {
    live: {shape: "square", color: "link", glyph: "play"}, stalled: {shape: "square", color: "behind", glyph: "paused"},
    dead: {shape: "square", color: "overdue", glyph: "overdue"}, unknown: {shape: "square", color: "quiet", hollow: true, glyph: "ask"},
  };
  const WEDGE_FROM = 15, SMALL_BELOW = 14, GUESSED_REACH = 40;  // zooms; metres
  let api = null, shown = false, cameras = new Map(), chosen = 0, near = new Set(), tip = null, under = 0, drawn = [];

  const metre = latitude => 256 * Math.pow(2, api.map.getZoom()) / (40075016.7 * Math.cos(latitude * Math.PI / 180));
  function visible(at, size, far) { return at.x > -far && at.y > -far && at.x < size.x + far && at.y < size.y + far; }
  function wedges(context, place, size) {
    if (!shown || api.map.getZoom() < WEDGE_FROM) return;
    for (const [id, one] of cameras) {
      const at = place(one.longitude, one.latitude), far = (one.reach || GUESSED_REACH) * metre(one.latitude);
      if (!visible(at, size, far) || one.angle === null || (one.direction === null && one.angle < 360)) continue;
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
    drawn = [];
    if (!shown) return;
    const r = (api.map.getZoom() < SMALL_BELOW ? 4 : 7) * api.theme.scale;
    for (const [id, one] of cameras) {
      const at = place(one.longitude, one.latitude);
      if (!visible(at, size, r)) continue;
      Icons.put(context, LOOKS[one.state], at.x, at.y, r, api.theme);
      drawn.push([id, at.x + origin.x, at.y + origin.y]);
      if (id !== chosen && !near.has(id)) continue;
      context.beginPath();
      context.arc(at.x, at.y, r * 1.8, 0, 2 * Math.PI);
      context.lineWidth = (id === chosen ? 2.5 : 1.5) * api.theme.scale;
      context.strokeStyle = api.theme.colors.focus;
      context.stroke();
    }
  }
  function again() { api.pins.again(); api.fields.again(); }
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
      tip(said) { tip = {id: said.id, lines: said.lines}; api.hoverAgain(); },
    },
    add(given) { api = given; api.fields.add(300, wedges); api.pins.add(400, pins); },
    hit(latlng) {
      if (!shown) return null;
      const at = api.map.project(latlng), r = 9 * api.theme.scale;
      for (let i = drawn.length - 1; i >= 0; i--) {
        const [id, x, y] = drawn[i];
        if (Math.abs(at.x - x) <= r && Math.abs(at.y - y) <= r) return {body: {id}, tip: tip && tip.id === id ? tip.lines : []};
      }
      return null;
    },
    hover(hit) {
      const id = hit ? hit.body.id : 0;
      if (id && id !== under) api.send("cameras", "tip", {id});
      under = id;
    },
  });
})();
