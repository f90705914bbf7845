// Open cases: pins by stage (shape) and deadline (colour and glyph), as clusters where they lie close. Typed arrays,
// no object per case; clusters are gathered anew for what is seen, a millisecond or two for 30,000.
"use strict";
(function () {
  const SHAPES = ["circle", "diamond", "square", "triangle", "pentagon", "circle"];
  const FLAGS = [null, "order", "behind", "overdue"];
  const OPEN_FROM = 17;              // zoom from which only what covers each other is one
  const CLOSE = 72, COVERING = 20;   // px
  const MOST_LISTED = 200;
  const STALE_TIP_MS = 900;
  const MIN_REACH = 11;              // px around the middle that a click may miss it by

  let api = null, shown = true, ahead = 0, selected = null, under = "", tip = null, words = {};
  let count = 0, ids = new Int32Array(0), x = new Float64Array(0), y = x, deadline = x, near = x;
  let stage = new Uint8Array(0), flags = stage, link = ids, groups = [], serial = 0;
  let known = new Map();  // id → place in the arrays; null: not looked for since all were loaded
  const index = () => {
    if (!known) {
      known = new Map();
      for (let i = 0; i < count; i++) known.set(ids[i], i);
    }
    return known;
  };

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
    let i = index().get(id);
    if (i === undefined) { room(count + 1); i = count++; known.set(id, i); ids[i] = id; }
    [x[i], y[i]] = px(lon, lat);
    deadline[i] = due === null ? NaN : due;
    near[i] = close === null ? NaN : close;
    stage[i] = at;
    flags[i] = marks;
  }
  function remove(id) {
    const i = index().get(id);
    if (i === undefined) return;
    version++;
    const end = --count;
    known.delete(id);
    if (i === end) return;
    ids[i] = ids[end]; x[i] = x[end]; y[i] = y[end]; deadline[i] = deadline[end]; near[i] = near[end];
    stage[i] = stage[end]; flags[i] = flags[end];
    known.set(ids[i], i);
  }

  let gathered = "", version = 0;    // for what `groups` hold; `version` counts what changed in the cases
  let covering = [];                 // the boxes that they cover, px of the canvas
  function gather(size, origin) {
    const zoom = api.map.getZoom(), scale = api.theme.scale;
    const wanted = [zoom, scale, origin.x, origin.y, size.x, size.y, version].join();
    if (wanted === gathered) return;
    gathered = wanted;
    groups = squares(size, origin);
    // Trouble lies on top, then what is large.
    groups.sort((a, b) => Clusters.troubled(a) - Clusters.troubled(b) || a.n - b.n);
    covering = groups.flatMap(one => Clusters.boxes(one.n > 1 ? one : {r: 1.2 * one.r}, one.x - origin.x, one.y - origin.y, api.theme));
    api.covered(covering);
  }
  function squares(size, origin) {
    const zoom = api.map.getZoom(), world = 256 * Math.pow(2, zoom), scale = api.theme.scale, moment = now();
    const side = (zoom >= OPEN_FROM ? COVERING : CLOSE) * scale;
    // Squares of the world, so that clusters stay what they are while the map is dragged; a plain grid, as a Map of
    // 30,000 look-ups would take longer than all the rest.
    const left = Math.floor(origin.x / side) - 1, top = Math.floor(origin.y / side) - 1;
    const wide = Math.ceil(size.x / side) + 3, high = Math.ceil(size.y / side) + 3;
    // Sums of each square in arrays of their own: an object for each square, changed 30,000 times, takes three times as long.
    const [n, overdue, close, ordered] = [0, 0, 0, 0].map(() => new Int32Array(wide * high));
    const [sx, sy] = [0, 0].map(() => new Float64Array(wide * high));
    const head = new Int32Array(wide * high).fill(-1), grid = new Int32Array(wide * high).fill(-1), all = [];
    for (let i = 0; i < count; i++) {
      const wx = x[i] * world, wy = y[i] * world, gx = Math.floor(wx / side) - left, gy = Math.floor(wy / side) - top;
      if (gx < 0 || gy < 0 || gx >= wide || gy >= high) continue;
      const square = gy * wide + gx;
      link[i] = head[square];
      head[square] = i;
      n[square]++;
      sx[square] += wx;
      sy[square] += wy;
      if (!(flags[i] & 8)) {  // as `light` tells it
        if (deadline[i] <= moment) overdue[square]++; else if (near[i] <= moment) close[square]++;
      }
      if (flags[i] & 6) ordered[square]++;
    }
    for (let square = 0; square < n.length; square++) {
      if (!n[square]) continue;
      grid[square] = all.length;
      const one = {n: n[square], x: sx[square] / n[square], y: sy[square] / n[square], head: head[square], overdue: overdue[square],
        near: close[square], ordered: ordered[square], r: 0, square, key: (square % wide + left) + " " + (Math.floor(square / wide) + top)};
      one.r = radius(one, zoom, scale);
      all.push(one);
    }
    return join(all, grid, wide, zoom, scale);
  }
  const radius = (one, zoom, scale) => one.n > 1 ? Clusters.radius(one.n, scale) : (zoom >= OPEN_FROM ? 8 : 6.5) * scale;
  // Those of neighbouring squares that would cover each other are one: the smaller goes into the larger.
  function join(all, grid, wide, zoom, scale) {
    const order = all.slice().sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1));
    for (const one of order) {
      if (!one.n) continue;
      for (let step = 0; step < 9; step++) {
        const at = grid[one.square + (Math.floor(step / 3) - 1) * wide + step % 3 - 1], other = at >= 0 ? all[at] : null;
        if (!other || other === one || !other.n || other.n > one.n) continue;
        if (!Clusters.meet(one, other, scale)) continue;
        let tail = other.head;
        while (link[tail] >= 0) tail = link[tail];
        link[tail] = one.head;
        one.head = other.head;
        one.x = (one.x * one.n + other.x * other.n) / (one.n + other.n);
        one.y = (one.y * one.n + other.y * other.n) / (one.n + other.n);
        for (const what of ["n", "overdue", "near", "ordered"]) one[what] += other[what];
        other.n = 0;
        one.r = radius(one, zoom, scale);
      }
    }
    return all.filter(one => one.n);
  }
  function paint(context, place, size, origin) {
    if (!shown) { groups = []; gathered = ""; return; }
    gather(size, origin);
    const theme = api.theme, at = now();
    // First all that must be made: each stroke into the sheet after it was read would copy it.
    Clusters.fresh(theme);
    for (const one of groups) {
      if (one.n > 1) Clusters.dress(one, theme); else one.sprite = Icons.sprite(icon(one.head, at), one.r, theme);
    }
    for (const one of groups) {
      const cx = one.x - origin.x, cy = one.y - origin.y;
      if (one.n > 1) Clusters.put(context, one, cx, cy); else Icons.lay(context, one.sprite, cx, cy);
    }
  }
  paint.prepare = function* (size, origin) {
    if (!shown) return;
    gather(size, origin);
    yield;
    Clusters.fresh(api.theme);
    for (const one of groups) if (one.n > 1 && Clusters.dress(one, api.theme)) yield;
  };
  const NOTHING = [];
  // What names may not stand below; the same list as long as nothing changed.
  function covers(size, origin) {
    if (!shown || !count) return NOTHING;
    gather(size, origin);
    return covering;
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
      if (!shown || index().get(selected.id) === undefined) Icons.put(context, {shape: "circle", color: "quiet", hollow: true}, at.x, at.y, 8 * theme.scale, theme);
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

  // On the disc, a little beside a small one, or on the tag below it.
  function touches(one, at) {
    const scale = api.theme.scale, dx = at.x - one.x, dy = at.y - one.y;
    if (Math.hypot(dx, dy) <= Math.max(one.r + 2 * scale, MIN_REACH * scale)) return true;
    return one.n > 1 && !!one.tag && Math.abs(dx) <= one.tag.half && Math.abs(dy - one.down) <= one.tag.low;
  }
  function told(one) {
    const say = (key, n) => (words[key] || "{n}").replace("{n}", n);
    const grave = ["overdue", "ordered", "near"].filter(key => one[key]).map(key => say(key, one[key]));
    return [say("cluster", one.n), grave.length ? grave.join(" · ") : words.calm || "", words.open || ""].filter(line => line);
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

  // Take up a pack in place of all that was known.
  function take(bytes) {
    const head = new DataView(bytes);
    if (head.getUint32(0, true) !== 0x31435247) throw new Error("this is no pack of cases");
    const n = head.getUint32(4, true);
    let from = 8;
    const part = (Kind, length) => { const made = new Kind(bytes, from, length); from += made.byteLength; return made; };
    const places = part(Float64Array, 2 * n);
    room(n);
    deadline.set(part(Float64Array, n)); near.set(part(Float64Array, n)); ids.set(part(Int32Array, n));
    stage.set(part(Uint8Array, n)); flags.set(part(Uint8Array, n));
    for (let i = 0; i < n; i++) {
      const sine = Math.sin(places[2 * i + 1] * Math.PI / 180);
      x[i] = (places[2 * i] + 180) / 360;
      y[i] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }
    count = n;
    known = null;
    version++;
  }
  // Made-up cases all over what is seen, gathered and dressed for no canvas: see rehearsal.js.
  function* rehearse() {
    const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
    canvas.width = canvas.height = 64;
    for (let turn = 0; turn < Rehearsal.ROUNDS; turn++) {
      if (serial || count || !api.theme.colors.bg || !api.map.getSize().x) return;
      const edge = api.map.getBounds(), bytes = Rehearsal.cases(4000, edge.getWest(), edge.getSouth(), edge.getEast(), edge.getNorth());
      try {
        take(bytes);
        const found = squares(api.map.getSize(), api.map.getPixelBounds().min);
        for (const one of found.slice(0, 20)) if (one.n > 1) Clusters.disc(context, 32, 32, one.r, one, api.theme);
      } finally {
        count = 0;
        known = new Map();
      }
      yield;
    }
  }

  const commands = {
    async load(said) {
      serial = said.serial;
      const answer = await fetch("cases/" + said.serial);
      if (!answer.ok || said.serial !== serial) return;  // a newer one follows
      take(await answer.arrayBuffer());
      ahead = said.now - Date.now();
      for (const change of later.splice(0)) apply(change);
      loaded = serial;
      api.pins.inTurn();
      api.overlay.inTurn();
      api.pump.whenIdle(() => api.send("cases", "painted", {count}));
    },
    change(said) {
      if (loaded !== serial) later.push(said); else apply(said);
      api.pins.again();
    },
    show(said) { shown = said.shown; gathered = ""; api.pins.again(); api.overlay.again(); },
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
    rehearse,
    covers,
    // For tests: what is shown, and the boxes that it covers.
    get clusters() { return groups; },
    get covering() { return covering; },
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
        if (!touches(one, at)) continue;
        if (one.n > 1) return {group: one, body: {}, tip: told(one)};
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
