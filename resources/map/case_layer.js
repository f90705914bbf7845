// Open cases: pins by stage (shape) and deadline (colour and glyph), as clusters where they lie close. Typed arrays,
// no object per case; clusters are gathered anew for what is seen, a millisecond or two for 30,000.
"use strict";
(function () {
  const SHAPES = ["circle", "diamond", "square", "triangle", "pentagon", "circle"];
  const FLAGS = [null, "order", "behind", "overdue"];
  const OPEN_FROM = 17;              // zoom from which only what covers each other is one
  const CLOSE = 60, COVERING = 20;   // px
  const MOST_LISTED = 200;
  const STALE_TIP_MS = 900;

  let api = null, shown = true, ahead = 0, selected = null, under = "", tip = null, words = {};
  let count = 0, ids = new Int32Array(0), x = new Float64Array(0), y = x, deadline = x, near = x;
  let stage = new Uint8Array(0), flags = stage, link = ids, index = new Map(), groups = [], serial = 0;

  const now = () => Date.now() + ahead;
  function light(i, at) {
    if (flags[i] & 8) return "paused";
    if (deadline[i] <= at) return "overdue";
    return near[i] <= at ? "near" : "";
  }
  const icon = (i, at) => {
    const one = light(i, at);
    return {shape: SHAPES[stage[i]], color: one === "overdue" || one === "near" ? one : "quiet", glyph: one || undefined,
      hollow: one !== "overdue" && one !== "near", ring: !!(flags[i] & 1), flag: FLAGS[flags[i] >> 1 & 3] || undefined};
  };
  const px = (lon, lat) => {
    const sine = Math.sin(lat * Math.PI / 180);
    return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
  };
  function room(wanted) {
    if (wanted <= ids.length) return;
    const size = Math.max(256, wanted * 2), grown = (Kind, old) => { const made = new Kind(size); made.set(old); return made; };
    ids = grown(Int32Array, ids); link = grown(Int32Array, link);
    [x, y, deadline, near] = [x, y, deadline, near].map(old => grown(Float64Array, old));
    [stage, flags] = [stage, flags].map(old => grown(Uint8Array, old));
  }
  function put(id, lon, lat, due, close, at, marks) {
    version++;
    let i = index.get(id);
    if (i === undefined) { room(count + 1); i = count++; index.set(id, i); ids[i] = id; }
    [x[i], y[i]] = px(lon, lat);
    deadline[i] = due === null ? NaN : due;
    near[i] = close === null ? NaN : close;
    stage[i] = at;
    flags[i] = marks;
  }
  function remove(id) {
    const i = index.get(id);
    if (i === undefined) return;
    version++;
    const end = --count;
    index.delete(id);
    if (i === end) return;
    ids[i] = ids[end]; x[i] = x[end]; y[i] = y[end]; deadline[i] = deadline[end]; near[i] = near[end];
    stage[i] = stage[end]; flags[i] = flags[end];
    index.set(ids[i], i);
  }

  let gathered = "", version = 0;    // for what `groups` hold; `version` counts what changed in the cases
  function gather(size, origin) {
    const zoom = api.map.getZoom(), world = 256 * Math.pow(2, zoom), scale = api.theme.scale, moment = now();
    const wanted = [zoom, scale, origin.x, origin.y, size.x, size.y, version].join();
    if (wanted === gathered) return;
    gathered = wanted;
    const side = (zoom >= OPEN_FROM ? COVERING : CLOSE) * scale;
    // Squares of the world, so that clusters stay what they are while the map is dragged; a plain grid, as a Map of
    // 30,000 look-ups would take longer than all the rest.
    const left = Math.floor(origin.x / side) - 1, top = Math.floor(origin.y / side) - 1;
    const wide = Math.ceil(size.x / side) + 3, high = Math.ceil(size.y / side) + 3;
    const grid = new Int32Array(wide * high).fill(-1);
    groups = [];
    for (let i = 0; i < count; i++) {
      const wx = x[i] * world, wy = y[i] * world, gx = Math.floor(wx / side) - left, gy = Math.floor(wy / side) - top;
      if (gx < 0 || gy < 0 || gx >= wide || gy >= high) continue;
      let at = grid[gy * wide + gx];
      if (at < 0) {
        at = grid[gy * wide + gx] = groups.length;
        groups.push({n: 0, x: 0, y: 0, head: -1, overdue: 0, near: 0, r: 0, key: (gx + left) + " " + (gy + top)});
      }
      const one = groups[at];
      link[i] = one.head;
      one.head = i;
      one.n++;
      one.x += wx;
      one.y += wy;
      const lit = light(i, moment);
      if (lit === "overdue") one.overdue++; else if (lit === "near") one.near++;
    }
    for (const one of groups) {
      one.x /= one.n;
      one.y /= one.n;
      one.r = (one.n === 1 ? 8 : 10 + 2.4 * Math.log2(one.n)) * scale;
    }
    groups.sort((a, b) => a.n - b.n);
  }
  function paint(context, place, size, origin) {
    if (!shown) { groups = []; gathered = ""; return; }
    gather(size, origin);
    const theme = api.theme, at = now();
    // First all that must be made: each stroke into the sheet after it was read would copy it.
    fresh(theme);
    const made = groups.map(one => one.n === 1 ? null : disc(one, theme));
    groups.forEach((one, g) => {
      const cx = one.x - origin.x, cy = one.y - origin.y;
      if (made[g]) discs.put(context, made[g], cx, cy); else Icons.put(context, icon(one.head, at), cx, cy, one.r, theme);
    });
  }
  paint.prepare = function* (size, origin) {
    if (!shown) return;
    gather(size, origin);
    yield;
    fresh(api.theme);
    for (const one of groups) if (one.n > 1 && disc(one, api.theme, true)) yield;
  };
  // Discs with rim and number, made once for each look: stroked arcs are what costs most without a graphics card.
  const PARTS = 12, discs = new Sheet();
  let dressed = "";
  function fresh(theme) {
    const dress = theme.colors.bg + theme.font + theme.scale;
    if (dress !== dressed) discs.clear(1024 * Math.min(3, Math.ceil(theme.scale * (window.devicePixelRatio || 1))));
    dressed = dress;
  }
  // The disc of a cluster, made if need be; `anew`: whether it had to be.
  function disc(one, theme, anew) {
    const part = n => n ? Math.max(1, Math.round(PARTS * n / one.n)) : 0, overdue = part(one.overdue);
    const near = Math.min(part(one.near), PARTS - overdue), words = one.n < 10000 ? String(one.n) : Math.round(one.n / 1000) + "k";
    const key = words + " " + overdue + " " + near, there = discs.get(key);
    if (there) return anew ? false : there;
    const r = Math.ceil(one.r), half = Math.ceil(r + 3 * theme.scale);
    return discs.make(key, half, context => drawn(context, half, r, words, overdue, near, theme));
  }
  function drawn(context, half, r, words, overdue, near, theme) {
    context.beginPath();
    context.arc(half, half, r, 0, 2 * Math.PI);
    context.fillStyle = theme.colors.panel;
    context.fill();
    let from = -Math.PI / 2;
    context.lineWidth = 3.5 * theme.scale;
    for (const [n, color] of [[overdue, "overdue"], [near, "near"], [PARTS - overdue - near, "faint"]]) {
      if (!n) continue;
      const to = from + 2 * Math.PI * n / PARTS;
      context.beginPath();
      context.arc(half, half, r, from, to);
      context.strokeStyle = theme.colors[color];
      context.stroke();
      from = to;
    }
    context.font = theme.font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = theme.colors.text;
    context.fillText(words, half, half + theme.scale);
  }
  // The chosen case, wherever it is: a ring and the end of its number, or an arrow at the rim that leads to it.
  let arrow = null;
  function mark(context, place, size, origin) {
    arrow = null;
    if (!selected) return;
    const at = place(selected.longitude, selected.latitude), theme = api.theme, r = 15 * theme.scale;
    const corner = api.map.containerPointToLayerPoint([0, 0]).subtract(api.pins._bounds.min), view = api.map.getSize();
    const inset = 22 * theme.scale, left = corner.x + inset, top = corner.y + inset;
    const right = corner.x + view.x - inset, bottom = corner.y + view.y - inset;
    context.lineWidth = 2.5 * theme.scale;
    context.strokeStyle = context.fillStyle = theme.colors.focus;
    if (at.x >= left && at.x <= right && at.y >= top && at.y <= bottom) {
      context.beginPath();
      context.arc(at.x, at.y, r, 0, 2 * Math.PI);
      context.stroke();
      if (!shown || index.get(selected.id) === undefined) Icons.put(context, {shape: "circle", color: "quiet", hollow: true}, at.x, at.y, 8 * theme.scale, theme);
      context.textAlign = "left";
      context.textBaseline = "middle";
      Icons.words(context, selected.label, at.x + r + 4 * theme.scale, at.y, theme);
      return;
    }
    const cx = (left + right) / 2, cy = (top + bottom) / 2, dx = at.x - cx, dy = at.y - cy;
    const k = Math.min((right - cx) / Math.abs(dx || 1e-9), (bottom - cy) / Math.abs(dy || 1e-9));
    const ax = cx + dx * k, ay = cy + dy * k, angle = Math.atan2(dy, dx), long = 12 * theme.scale;
    arrow = {x: ax + origin.x, y: ay + origin.y, r: 18 * theme.scale};
    context.translate(ax, ay);
    context.rotate(angle);
    context.beginPath();
    context.moveTo(long, 0); context.lineTo(-long * 0.7, -long * 0.8); context.lineTo(-long * 0.7, long * 0.8); context.closePath();
    context.fill();
  }

  function members(one) {
    const found = [];
    for (let i = one.head; i >= 0; i = link[i]) found.push(i);
    return found;
  }
  function box(one) {
    const lat = wy => Math.atan(Math.sinh(Math.PI * (1 - 2 * wy))) * 180 / Math.PI, all = members(one);
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const i of all) { west = Math.min(west, x[i]); east = Math.max(east, x[i]); north = Math.min(north, y[i]); south = Math.max(south, y[i]); }
    return [west * 360 - 180, lat(south), east * 360 - 180, lat(north)];
  }

  const commands = {
    async load(said) {
      serial = said.serial;
      const answer = await fetch("cases/" + said.serial);
      if (!answer.ok || said.serial !== serial) return;  // a newer one follows
      const bytes = await answer.arrayBuffer(), head = new DataView(bytes);
      if (head.getUint32(0, true) !== 0x31435247) throw new Error("this is no pack of cases");
      const n = head.getUint32(4, true);
      let from = 8;
      const take = (Kind, length) => { const made = new Kind(bytes, from, length); from += made.byteLength; return made; };
      const places = take(Float64Array, 2 * n), due = take(Float64Array, n), close = take(Float64Array, n);
      const id = take(Int32Array, n), at = take(Uint8Array, n), marks = take(Uint8Array, n);
      count = 0;
      version++;
      index = new Map();
      room(n);
      for (let i = 0; i < n; i++) put(id[i], places[2 * i], places[2 * i + 1], due[i], close[i], at[i], marks[i]);
      ahead = said.now - Date.now();
      for (const change of later.splice(0)) apply(change);
      loaded = serial;
      api.pins.inTurn();
      api.pump.whenIdle(() => api.send("cases", "painted", {count}));
    },
    change(said) {
      if (loaded !== serial) later.push(said); else apply(said);
      api.pins.again();
    },
    show(said) { shown = said.shown; api.pins.again(); },
    words(said) { words = said; },
    select(said) { selected = said.id === null ? null : said; api.pins.again(); },
    tip(said) { tip = {id: said.id, lines: said.lines, at: performance.now()}; api.hoverAgain(); },
  };
  const later = [];
  let loaded = 0;
  function apply(said) {
    if (said.now) ahead = said.now - Date.now();
    version++;  // the clock may have been set
    for (const row of said.put) put(...row);
    for (const id of said.gone) remove(id);
  }

  Gridroom.add("cases", {
    order: 300,
    commands,
    add(given) {
      api = given;
      api.pins.add(300, paint);
      api.pins.add(900, mark);
      setInterval(() => { if (shown && count) { version++; api.pins.again(); } }, 15000);  // cases fall overdue by themselves
    },
    hit(latlng) {
      const at = api.map.project(latlng);
      if (arrow && Math.hypot(at.x - arrow.x, at.y - arrow.y) <= arrow.r) return {body: {arrow: true}, tip: [words.arrow || ""]};
      if (!shown) return null;
      for (let g = groups.length - 1; g >= 0; g--) {
        const one = groups[g];
        if (Math.hypot(at.x - one.x, at.y - one.y) > one.r + 2 * api.theme.scale) continue;
        if (one.n > 1) {
          return {group: one, body: {}, tip: [(words.cluster || "{n}").replace("{n}", one.n).replace("{overdue}", one.overdue), words.open || ""]};
        }
        const id = ids[one.head];
        return {body: {id}, tip: tip && tip.id === id ? tip.lines : []};
      }
      return null;
    },
    hover(hit) {
      const id = hit && hit.body.id;
      if (id && !(tip && tip.id === id && performance.now() - tip.at < STALE_TIP_MS)) {
        if (under !== id || tip && performance.now() - tip.at > STALE_TIP_MS) api.send("cases", "tip", {id});
      }
      under = id;
    },
    click(hit) {
      if (hit.body.arrow) return api.send("cases", "arrow", {});
      if (!hit.group) return api.send("cases", "click", hit.body);
      const all = members(hit.group), around = box(hit.group);
      const alike = Math.max(around[2] - around[0], around[3] - around[1]) < 1e-5;
      if (alike || api.map.getZoom() >= 18) api.send("cases", "several", {ids: all.slice(0, MOST_LISTED).map(i => ids[i])});
      else api.go("cluster " + hit.group.key + " " + api.map.getZoom(), around);
    },
  });
})();
