// Areas that are drawn anew: draws what Python says and reports what the hand does. All geometry is in Python.
// Areas: key → {rings: [Float64Array of world shares x, y, …], box, label, state}. States: "", "new", "changed", "gone".
"use strict";
(function () {
  const REACH = 9;           // px
  const MOST_CORNERS = 4000; // in view; more are not drawn one by one
  const areas = new Map();
  let api = null, tool = "", selected = new Set(), gesture = [], closed = false, held = null, fault = null, cursor = null;
  let drag = null, swallow = false;

  const share = (x, y) => {
    const sine = Math.sin(y * Math.PI / 180);
    return [(x + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
  };
  function ring(points) {
    const made = new Float64Array(2 * points.length);
    points.forEach((p, i) => { const [x, y] = share(p[0], p[1]); made[2 * i] = x; made[2 * i + 1] = y; });
    return made;
  }
  function shape(outline) {
    const points = outline.flat(), rings = points.map(ring), box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const one of rings) for (let i = 0; i < one.length; i += 2) {
      box[0] = Math.min(box[0], one[i]); box[1] = Math.min(box[1], one[i + 1]);
      box[2] = Math.max(box[2], one[i]); box[3] = Math.max(box[3], one[i + 1]);
    }
    return {rings, points, box};
  }
  const world = () => 256 * Math.pow(2, api.map.getZoom());

  function paint(context, place, size, origin) {
    if (!tool) return;
    const k = world(), colors = api.theme.colors, unit = api.theme.scale;
    const near = one => one.box[0] * k - origin.x < size.x && one.box[2] * k - origin.x > 0 && one.box[1] * k - origin.y < size.y && one.box[3] * k - origin.y > 0;
    const trace = one => {
      context.beginPath();
      for (const line of one.rings) {
        for (let i = 0; i < line.length; i += 2) {
          const x = line[i] * k - origin.x, y = line[i + 1] * k - origin.y;
          if (i) context.lineTo(x, y); else context.moveTo(x, y);
        }
        context.closePath();
      }
    };
    const seen = [...areas.entries()].filter(([, one]) => near(one));
    const inks = {"": colors.quiet, new: colors.focus, changed: colors.focus, gone: colors.behind};
    context.lineJoin = "round";
    for (const [key, one] of seen) {
      trace(one);
      if (one.state === "new" || one.state === "changed" || selected.has(key)) {
        context.globalAlpha = selected.has(key) ? 0.42 : one.state === "new" ? 0.26 : 0.14;
        context.fillStyle = colors.focus;
        context.fill("evenodd");
        context.globalAlpha = 1;
      }
      context.setLineDash(one.state === "gone" ? [5 * unit, 4 * unit] : []);
      context.lineWidth = (selected.has(key) ? 2.6 : one.state ? 2 : 1.2) * unit;
      context.strokeStyle = inks[one.state] || colors.quiet;
      context.stroke();
    }
    context.setLineDash([]);
    if (tool === "border") corners(context, seen, k, origin);
    if (fault) {
      trace(fault);
      context.globalAlpha = 0.5;
      context.fillStyle = colors.overdue;
      context.fill("evenodd");
      context.globalAlpha = 1;
      context.lineWidth = 3 * unit;
      context.strokeStyle = colors.overdue;
      context.stroke();
    }
    names(context, seen, k, origin);
    line(context, place);
  }
  function corners(context, seen, k, origin) {
    let count = 0;
    for (const [, one] of seen) for (const part of one.rings) count += part.length / 2;
    if (count > MOST_CORNERS) return;
    const half = 2.5 * api.theme.scale;
    context.fillStyle = api.theme.colors.text;
    for (const [, one] of seen) for (const part of one.rings) {
      for (let i = 0; i < part.length; i += 2) context.fillRect(part[i] * k - origin.x - half, part[i + 1] * k - origin.y - half, 2 * half, 2 * half);
    }
  }
  function names(context, seen, k, origin) {
    const theme = api.theme;
    context.font = theme.font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 3 * theme.scale;
    context.strokeStyle = theme.colors.bg;
    context.fillStyle = theme.colors.text;
    if (seen.length > 1500) return;
    for (const [, one] of seen) {
      const wide = context.measureText(one.label).width;
      if (wide > 1.15 * (one.box[2] - one.box[0]) * k || theme.label > (one.box[3] - one.box[1]) * k) continue;
      const x = (one.box[0] + one.box[2]) / 2 * k - origin.x, y = (one.box[1] + one.box[3]) / 2 * k - origin.y;
      context.strokeText(one.label, x, y);
      context.fillText(one.label, x, y);
    }
  }
  // What the hand is drawing, with a line to where it is.
  function line(context, place) {
    const unit = api.theme.scale, points = gesture.map(p => place(p[0], p[1]));
    if (drag) { points.length = 0; points.push(...drag.neighbours.flatMap(n => [place(n[0], n[1]), place(drag.to.lng, drag.to.lat)])); }
    else if (points.length && cursor && tool !== "border") points.push(place(cursor.lng, cursor.lat));
    context.strokeStyle = api.theme.colors.behind;
    context.fillStyle = api.theme.colors.behind;
    context.lineWidth = 2.4 * unit;
    context.beginPath();
    points.forEach((p, i) => i && !(drag && i % 2 === 0) ? context.lineTo(p.x, p.y) : context.moveTo(p.x, p.y));
    if (closed && points.length > 2 && !drag) context.closePath();
    context.stroke();
    for (const p of points) context.fillRect(p.x - 3.5 * unit, p.y - 3.5 * unit, 7 * unit, 7 * unit);
    if (held) {
      const at = place(held[0], held[1]);
      context.beginPath();
      context.arc(at.x, at.y, 7 * unit, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  // The corner under the hand, with its neighbours on every ring that has it; else the nearest border.
  function grip(point) {
    const k = world(), at = api.map.getPixelBounds().min.add(point), reach = REACH * api.theme.scale;
    let best = null;
    for (const [, one] of areas) {
      if (one.box[0] * k > at.x + reach || one.box[2] * k < at.x - reach || one.box[1] * k > at.y + reach || one.box[3] * k < at.y - reach) continue;
      one.rings.forEach((part, number) => {
        for (let i = 0; i + 3 < part.length; i += 2) {
          const ax = part[i] * k, ay = part[i + 1] * k, bx = part[i + 2] * k, by = part[i + 3] * k;
          const corner = Math.hypot(ax - at.x, ay - at.y);
          const t = Math.max(0, Math.min(1, ((at.x - ax) * (bx - ax) + (at.y - ay) * (by - ay)) / (Math.hypot(bx - ax, by - ay) ** 2 || 1)));
          const side = Math.hypot(ax + t * (bx - ax) - at.x, ay + t * (by - ay) - at.y);
          const points = one.points[number], last = points.length - 1;
          const found = corner <= reach ? {far: corner - reach, from: points[i / 2], corner: true,
                                           neighbours: [points[i ? i / 2 - 1 : last - 1], points[i / 2 + 1]]}
            : side <= reach ? {far: side, from: null, corner: false, neighbours: [points[i / 2], points[i / 2 + 1]]} : null;
          if (!found) continue;
          if (best && found.corner && best.corner && found.from[0] === best.from[0] && found.from[1] === best.from[1]) {
            best.neighbours.push(...found.neighbours);
          } else if (!best || found.far < best.far) {
            best = found;
          }
        }
      });
    }
    return best;
  }
  const metres = () => {
    const centre = api.map.getCenter();
    return 40075016.686 * Math.cos(centre.lat * Math.PI / 180) / world() * REACH * api.theme.scale;
  };
  const where = at => ({longitude: at.lng, latitude: at.lat, metres: metres()});

  function down(event) {
    swallow = false;
    if (tool !== "border" || event.button !== 0 || event.ctrlKey) return;
    const point = api.map.mouseEventToContainerPoint(event), found = grip(point);
    if (!found) return;
    event.stopPropagation();  // else the map would be dragged
    drag = {from: found.from || null, at: api.map.containerPointToLatLng(point), start: point, to: api.map.containerPointToLatLng(point), neighbours: found.neighbours, far: false};
  }
  function move(event) {
    if (!tool) return;
    const point = api.map.mouseEventToContainerPoint(event);
    cursor = api.map.containerPointToLatLng(point);
    if (drag) {
      drag.to = cursor;
      drag.far = drag.far || drag.start.distanceTo(point) > 3;
      event.stopPropagation();
    }
    if (drag || gesture.length) api.overlay.again();
  }
  function up(event) {
    if (!drag) return;
    const done = drag;
    drag = null;
    if (done.far) {
      swallow = true;  // the click that ends this is no tap; the next press is
      const from = done.from || [done.at.lng, done.at.lat];
      api.send("gridedit", "dragged", Object.assign(where(done.to), {from, corner: !!done.from}));
    }
    api.overlay.again();
  }

  function put(key, told) { areas.set(key, Object.assign(shape(told.outline), {label: told.label, state: told.state})); }
  // One after the other: a change must not be overtaken by the whole that it changes.
  let before = Promise.resolve();
  const inTurn = work => said => { before = before.then(() => work(said)).catch(error => console.error(String(error && error.stack || error))); };
  const commands = {
    whole: inTurn(async said => {
      const answer = await fetch("gridedit/whole/" + said.serial);
      if (!answer.ok) return;  // of a whole gone by: the next one is under way
      const told = await answer.json();
      areas.clear();
      for (const [key, one] of Object.entries(told)) put(key, one);
      api.overlay.again();
      api.send("gridedit", "drawn", {count: areas.size});
    }),
    some: inTurn(said => {
      const began = performance.now();
      for (const key of said.gone) areas.delete(key);
      for (const [key, one] of Object.entries(said.put)) put(key, one);
      api.overlay.again();
      requestAnimationFrame(() => requestAnimationFrame(() => api.send("gridedit", "drawn", {count: areas.size, milliseconds: performance.now() - began})));
    }),
    tool(said) {
      tool = said.tool;
      if (!tool) { areas.clear(); fault = null; }
      api.unlabelled = tool !== "";  // the areas below do not write their names into these
      api.map.getContainer().classList.toggle("measuring", tool !== "" && tool !== "select" && tool !== "look");
      api.overlay.again();
    },
    hand(said) {
      selected = new Set(said.selected);
      gesture = said.gesture;
      closed = said.closed;
      held = said.held;
      api.overlay.again();
    },
    fault(said) { fault = said.outline ? shape(said.outline) : null; api.overlay.again(); },
  };

  Gridroom.add("gridedit", {
    order: 900,
    commands,
    add(given) {
      api = given;
      api.overlay.add(400, paint);
      document.addEventListener("mousedown", down, true);
      document.addEventListener("mousemove", move, true);
      document.addEventListener("mouseup", up, true);
    },
    busy() { return tool !== "" && tool !== "look"; },
    hit() { return tool ? {body: {}, tip: []} : null; },
    click(hit, event) {
      const original = event.originalEvent || {};
      if (swallow && original.type === "click") return;
      api.send("gridedit", "tapped", Object.assign(where(event.latlng), {more: !!(original.shiftKey || original.ctrlKey)}));
    },
    dress() { api.overlay.again(); },
  });
})();
