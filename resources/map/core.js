// The page: Leaflet's map, the channel to Python, the layers. README.md tells how a layer is made.
"use strict";
const Gridroom = (function () {
  const halves = new Map();    // name → the layer's object
  const waiting = new Map();   // name → commands that came before its script did
  const theme = {colors: {}, scale: 1, label: 12, font: "12px sans-serif", family: "sans-serif"};
  let bridge = null, locked = false, home = null, gone = null, leading = false, placed = false, fitted = null;

  // px around a box that is shown; and steps of the zoom, so fine that a box fills the room there is.
  const PADDING = 16, MOST_ZOOM = 18, FINE = 1 / 16;
  const map = L.map("map", {
    zoomControl: false, attributionControl: false, keyboard: false, fadeAnimation: false, zoomAnimationThreshold: 2,
    minZoom: 3, maxZoom: 20, preferCanvas: true, doubleClickZoom: false, boxZoom: false, inertia: false, wheelPxPerZoomLevel: 90,
    worldCopyJump: false, zoomSnap: FINE,
  });
  map.setView([30, 110], 4);
  // Panes from below: base maps 200 (Leaflet's tilePane), areas 300, lines 350, fields 400, labels 600, pins 650.
  for (const [name, order] of [["areas", 300], ["lines", 350], ["fields", 400], ["labels", 600], ["pins", 650]]) {
    map.createPane(name).style.zIndex = order;
    map.getPane(name).style.pointerEvents = "none";
  }
  const overlay = new Overlay().addTo(map);
  // More canvases for what lives, so that a dot that moves repaints no label: areas of effect below, pins above.
  const fields = new Overlay({pane: "fields"}).addTo(map), pins = new Overlay({pane: "pins"}).addTo(map);
  const dots = new Overlay({pane: "pins"}).addTo(map);  // what moves all the time repaints nothing else
  const north = L.control({position: "bottomright"});
  north.onAdd = () => {
    const box = L.DomUtil.create("div", "box north");
    box.append(element("div", "", "▲"), element("div", "word", "N"));
    return box;
  };
  // Leaflet puts what comes later above: the arrow stands on the scale, and the corners above are the map's.
  L.control.scale({imperial: false, position: "bottomright", maxWidth: 120}).addTo(map);
  north.addTo(map);

  function element(tag, kind, text) {
    const made = document.createElement(tag);
    if (kind) made.className = kind;
    if (text !== undefined) made.textContent = text;  // never innerHTML: words of people come through here
    return made;
  }

  function send(layer, event, body) {
    if (bridge) bridge.say(JSON.stringify(Object.assign({}, body, {layer, event})));
  }

  // The view ----------------------------------------------------------------------------------------------------
  const bounds = box => L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
  const now = () => ({centre: map.getCenter(), zoom: map.getZoom()});
  const same = (a, b) => a.zoom === b.zoom && map.project(a.centre, a.zoom).distanceTo(map.project(b.centre, a.zoom)) < 1;

  function lead(move) {  // a move by the program: it does not lock the view
    leading = true;
    try { move(); } finally { leading = false; }
    tellView();
  }
  // As large as there is room for; the whole and areas (`whole`) leave the foot of the view to the legend.
  function fit(box, whole) {
    const pad = Math.round(PADDING * theme.scale), foot = whole ? legend.room() : 0, around = bounds(box), size = map.getSize();
    const step = map.options.zoomSnap;
    const best = map.getBoundsZoom(around, false, L.point(2 * pad, 2 * pad + foot)), zoom = Math.min(MOST_ZOOM, Math.floor(best / step) * step);
    const [a, b] = [around.getNorthWest(), around.getSouthEast()].map(corner => map.project(corner, zoom)), middle = a.add(b).divideBy(2);
    // What room is left is shared by above and below, once the legend has its own.
    middle.y += Math.max(0, Math.min(foot, size.y - 2 * pad - (b.y - a.y))) / 2;
    lead(() => map.setView(map.unproject(middle, zoom), zoom, {animate: false}));
    placed = true;
    fitted = [box, whole];
  }
  function tellView() {
    const centre = map.getCenter();
    send("map", "view", {longitude: centre.lng, latitude: centre.lat, zoom: map.getZoom(), locked});
  }
  function goHome() {
    locked = false;
    gone = null;
    if (home) fit(home, true); else tellView();
  }
  // A click again on the same thing gives back exactly what was seen before.
  function go(key, box) {
    const before = now();
    if (gone && gone.key === key && same(gone.after, before)) {
      const back = gone.before;
      gone = null;
      lead(() => map.setView(back.centre, back.zoom, {animate: false}));
      return;
    }
    locked = true;
    fit(box, key.startsWith("area "));  // an area is shown whole, a point in the middle
    gone = {key, before, after: now()};
  }
  map.on("moveend", () => {
    if (leading) return;
    tellView();
  });
  function byPerson() { locked = true; placed = true; }
  map.on("move zoomanim drag", () => Pump.moving());
  map.on("dragstart", byPerson);
  map.getContainer().addEventListener("wheel", byPerson, {passive: true});

  // Base maps made of pictures are sharp at whole zooms only: with them every zoom from now on is one.
  const wholeZooms = only => { map.options.zoomSnap = only ? 1 : FINE; };

  // Layers ------------------------------------------------------------------------------------------------------
  const api = {map, theme, overlay, fields, pins, dots, send, element, go, pump: Pump, bounds, covers, wholeZooms, hoverAgain: () => hover(last),
    covered(boxes) { const areas = halves.get("areas"); if (areas) areas.covered(boxes); }};
  function add(name, half) {
    halves.set(name, half);
    if (half.add) half.add(api);
    if (half.rehearse) Rehearsal.add(half.rehearse());
    for (const command of waiting.get(name) || []) obey(command);
    waiting.delete(name);
  }
  function obey(command) {
    if (command.layer === "map") return core[command.do] && core[command.do](command);
    const half = halves.get(command.layer);
    if (!half) {
      if (!waiting.has(command.layer)) waiting.set(command.layer, []);
      waiting.get(command.layer).push(command);
    } else if (half.commands && Object.hasOwn(half.commands, command.do)) {
      half.commands[command.do](command);
    } else {
      console.error("the layer " + command.layer + " cannot " + command.do);
    }
  }
  // What covers names: boxes of all layers that say so and of what stands on the view itself, px of a canvas over the view.
  // The same list until one of them changes; the view's own are looked up once for a view, not while it is dragged.
  let coverLists = [], coverBoxes = [], fixed = [], fixedFor = "";
  function standing(size, origin) {
    const wanted = [map.getZoom(), origin.x, origin.y, size.x, size.y].join();
    if (wanted === fixedFor) return fixed;
    fixedFor = wanted;
    const view = map.getContainer().getBoundingClientRect();
    const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0])).subtract(origin);
    fixed = Array.from(map.getContainer().querySelectorAll(".leaflet-control"), one => one.getBoundingClientRect())
      .filter(box => box.width).map(box => [box.left - view.left + corner.x, box.top - view.top + corner.y,
        box.right - view.left + corner.x, box.bottom - view.top + corner.y]);
    // And the edges of the view: no name is cut by them. What lies beyond is there when the map is dragged.
    const [l, t, r, b] = [corner.x, corner.y, corner.x + view.width, corner.y + view.height];
    fixed.push([l - 1, t, l, b], [r, t, r + 1, b], [l, t - 1, r, t], [l, b, r, b + 1]);
    return fixed;
  }
  function covers(size, origin) {
    const lists = [standing(size, origin)];
    for (const half of halves.values()) if (half.covers) lists.push(half.covers(size, origin));
    if (lists.length !== coverLists.length || lists.some((list, at) => list !== coverLists[at])) {
      coverLists = lists;
      coverBoxes = lists.flat();
    }
    return coverBoxes;
  }
  const ordered = () => [...halves.entries()].sort((a, b) => (b[1].order || 0) - (a[1].order || 0));

  // What the page itself can do
  const core = {
    theme(told) {
      Object.assign(theme, told);
      theme.font = theme.label + "px " + JSON.stringify(theme.family || "sans-serif") + ", sans-serif";
      const style = document.documentElement.style;
      for (const [name, color] of Object.entries(theme.colors)) style.setProperty("--" + name.replace(/_/g, "-"), color);
      style.setProperty("--family", JSON.stringify(theme.family || "sans-serif"));
      style.setProperty("--label", theme.label + "px");
      north.getContainer().querySelector(".word").textContent = theme.words.north;
      legend.dress();
      for (const half of halves.values()) if (half.dress) half.dress();
      for (const canvas of [overlay, fields, pins, dots]) canvas.again();
    },
    script(told) {
      if (halves.has(told.name) || !/^[a-z_]+\.js$/.test(told.file)) return;
      const tag = document.createElement("script");
      tag.src = told.file;
      document.head.append(tag);
    },
    view(told) {
      locked = !!told.locked;
      placed = true;
      fitted = null;
      lead(() => map.setView([told.latitude, told.longitude], told.zoom, {animate: false}));
    },
    suggest(told) { if (!locked) fit(told.box); },
    home(told) { home = told.box; if (!placed) fit(home, true); },
    go_home: goHome,
    go(told) { go(told.key, told.box); },
    zoom(told) { byPerson(); map.zoomIn(told.by); },
    measure(told) { Measure.take(told.kind, told.points); },
    legend(told) { legend.show(told); },
    stale(told) { map.getContainer().classList.toggle("stale", told.stale); },
    fold_legend(told) { legend.fold(told.folded); },
  };

  // The pointer -------------------------------------------------------------------------------------------------
  const tip = document.getElementById("tip");
  function hitAt(event) {
    for (const [name, half] of ordered()) {
      const hit = half.hit ? half.hit(event.latlng, event.containerPoint) : null;
      if (hit) return {name, half, hit};
    }
    return null;
  }
  let hovered = null, moved = null, last = null;
  map.on("mousemove", event => {
    if (!moved) requestAnimationFrame(() => { last = moved; moved = null; hover(last); });
    moved = event;
  });
  map.on("mouseout", () => { moved = last = null; leave(); });
  function leave() {
    if (hovered && hovered.half.hover) hovered.half.hover(null);
    hovered = null;
    tip.hidden = true;
    map.getContainer().classList.remove("hitting");
  }
  function hover(event) {
    if (!event) return;
    if (Measure.active) { leave(); Measure.move(event.latlng); return; }
    const found = hitAt(event);
    if (hovered && (!found || found.half !== hovered.half) && hovered.half.hover) hovered.half.hover(null);
    hovered = found;
    map.getContainer().classList.toggle("hitting", !!found);
    if (!found) { tip.hidden = true; return; }
    if (found.half.hover) found.half.hover(found.hit);
    const lines = found.hit.tip || [];
    tip.replaceChildren(...lines.map(line => element("div", "", line)));
    tip.hidden = !lines.length;
    const size = map.getSize(), gap = 14 * theme.scale, at = event.containerPoint;
    tip.style.left = Math.max(0, Math.min(at.x + gap, size.x - tip.offsetWidth - 4)) + "px";
    tip.style.top = (at.y + gap + tip.offsetHeight > size.y ? at.y - gap - tip.offsetHeight : at.y + gap) + "px";
  }
  function click(event) {
    if (Measure.active) { Measure.put(event.latlng); return; }
    for (const canvas of [overlay, fields, pins, dots]) canvas.settle();
    const found = hitAt(event), at = {longitude: event.latlng.lng, latitude: event.latlng.lat};
    if (!found) send("map", "missed", at);
    else if (found.half.click) found.half.click(found.hit, event);
    else send(found.name, "click", Object.assign({}, found.hit.body, at));
  }
  map.on("click", click);
  map.on("dblclick", event => {
    if (Measure.active || ordered().some(([, half]) => half.busy && half.busy())) return;
    byPerson();
    map.setZoomAround(event.latlng, map.getZoom() + (event.originalEvent.shiftKey ? -1 : 1));
  });

  // The keyboard ------------------------------------------------------------------------------------------------
  const STEP = 0.25;  // of the view
  const arrows = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
  let crossing = 0;
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const size = map.getSize();
    if (arrows[event.key]) {
      byPerson();
      const step = event.shiftKey ? STEP / 4 : STEP;
      map.panBy([arrows[event.key][0] * size.x * step, arrows[event.key][1] * size.y * step], {animate: false});
      showCross();
    } else if (event.key === "+" || event.key === "=" || event.key === "PageUp") {
      core.zoom({by: 1});
      showCross();
    } else if (event.key === "-" || event.key === "_" || event.key === "PageDown") {
      core.zoom({by: -1});
      showCross();
    } else if (event.key === "Home" || event.key === "*") {
      goHome();
    } else if (event.key === "l" || event.key === "L") {
      legend.fold();
    } else if (event.key === "Enter" && !event.repeat) {
      const at = size.divideBy(2);
      click({latlng: map.containerPointToLatLng(at), containerPoint: at, originalEvent: event});
    } else if (event.key === "Backspace" && Measure.active) {
      Measure.back();
    } else if (event.key === "Escape" && Measure.active) {
      Measure.end();
    } else {
      return;
    }
    event.preventDefault();
  });
  // Where Enter would click, for a few seconds after the keyboard moved the map.
  function showCross() { crossing = performance.now() + 4000; overlay.again(); setTimeout(() => overlay.again(), 4100); }
  const cross = (context, place) => {
    if (performance.now() > crossing) return;
    const centre = map.getCenter(), at = place(centre.lng, centre.lat), arm = 9 * theme.scale;
    context.strokeStyle = theme.colors.text;
    context.lineWidth = theme.scale;
    context.beginPath();
    context.moveTo(at.x - arm, at.y); context.lineTo(at.x + arm, at.y);
    context.moveTo(at.x, at.y - arm); context.lineTo(at.x, at.y + arm);
    context.stroke();
  };
  cross.idle = () => performance.now() > crossing;
  overlay.add(950, cross);

  const legend = Legend.start(api, words => send("map", "legend_folded", {folded: words}));
  legend.addTo(map);
  map.on("resize", () => legend.paint());
  new ResizeObserver(() => { fixedFor = ""; overlay.again(); }).observe(legend.getContainer());  // names keep clear of it

  Measure.start(api);
  // Not before every script of the page stands: a layer may need them all.
  window.addEventListener("load", () => new QWebChannel(qt.webChannelTransport, channel => {
    bridge = channel.objects.bridge;
    bridge.command.connect(text => obey(JSON.parse(text)));
    send("map", "ready", {});
  }));
  // A box that the program showed is shown whole in another size too (at first there is none); a person's view stays.
  new ResizeObserver(() => {
    map.invalidateSize({animate: false, pan: false});
    if (!locked && fitted) fit(...fitted);
  }).observe(map.getContainer());
  return {add, half: name => halves.get(name)};
})();
