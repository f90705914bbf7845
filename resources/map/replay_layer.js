// Time gone by, played again: a day of cases (they appear, change stage, go) and the track of one unit. Python's slider says
// what time is shown; all records are here, so that a step of the slider asks nobody.
"use strict";
(function () {
  const SHAPES = ["circle", "diamond", "square", "triangle", "pentagon"], BYTES = 26, FRESH = 120;
  let api = null, words = "", second = 0, records = [], stands = new Map(), done = 0, track = [], serial = 0;

  // Where every case stands at `second`: forward from where it is, from the beginning when time goes back.
  function wind(to) {
    if (to < second) { stands = new Map(); done = 0; }
    second = to;
    while (done < records.length && records[done].second <= to) {
      const one = records[done++];
      if (one.stage < SHAPES.length) stands.set(one.id, one); else stands.delete(one.id);
    }
  }
  function paint(context, place, size) {
    const theme = api.theme;
    if (records.length) {
      for (const one of stands.values()) {
        const at = place(one.longitude, one.latitude);
        if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) continue;
        const fresh = one.second > 0 && second - one.second < FRESH;
        Icons.put(context, {shape: SHAPES[one.stage], color: fresh ? "focus" : "quiet", hollow: !fresh}, at.x, at.y, (fresh ? 8 : 6) * theme.scale, theme);
      }
    }
    if (track.length) road(context, place, theme);
    if (words) banner(context, theme);
  }
  function road(context, place, theme) {
    context.lineJoin = "round";
    let now = null;
    for (const [past, width, alpha] of [[false, 2, 0.35], [true, 3.5, 1]]) {
      context.beginPath();
      for (const [at, longitude, latitude] of track) {
        if (past && at > second) break;
        const p = place(longitude, latitude);
        context.lineTo(p.x, p.y);
        if (past) now = p;
      }
      context.globalAlpha = alpha;
      context.lineWidth = width * theme.scale;
      context.strokeStyle = theme.colors.focus;
      context.stroke();
    }
    context.globalAlpha = 1;
    if (now) Icons.put(context, {shape: "drop", color: "focus"}, now.x, now.y, 7 * theme.scale, theme);
  }
  // What is shown is not now, and says so.
  function banner(context, theme) {
    const corner = api.map.containerPointToLayerPoint([0, 0]).subtract(api.pins._bounds.min), view = api.map.getSize();
    context.font = "bold " + Math.round(theme.label * 1.4) + theme.font.slice(theme.font.indexOf("px"));
    const wide = context.measureText(words).width + 24 * theme.scale, high = theme.label * 2.4;
    const x = corner.x + (view.x - wide) / 2, y = corner.y + 8 * theme.scale;
    context.fillStyle = theme.colors.panel;
    context.fillRect(x, y, wide, high);
    context.lineWidth = 1.5 * theme.scale;
    context.strokeStyle = theme.colors.behind;
    context.strokeRect(x, y, wide, high);
    context.fillStyle = theme.colors.behind;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(words, x + wide / 2, y + high / 2);
  }
  Gridroom.add("replay", {
    order: 10,
    commands: {
      async day(said) {
        serial = said.serial;
        const answer = await fetch("replay/" + said.serial);
        if (!answer.ok || serial !== said.serial) return;
        const view = new DataView(await answer.arrayBuffer()), made = [];
        for (let at = 0; at + BYTES <= view.byteLength; at += BYTES) {
          made.push({id: Number(view.getBigInt64(at)), second: view.getFloat64(at + 8), longitude: view.getFloat32(at + 16),
            latitude: view.getFloat32(at + 20), stage: view.getInt16(at + 24)});
        }
        records = made;
        const to = second;
        second = Infinity;
        wind(to);
        api.pins.again();
        api.send("replay", "loaded", {records: made.length});
      },
      track(said) { track = said.rows; api.pins.again(); },
      at(said) { words = said.words; wind(said.second); api.pins.again(); },
      end() { words = ""; records = []; track = []; stands = new Map(); done = 0; serial = 0; api.pins.again(); },
      show() {},
      tip() {},
    },
    add(given) { api = given; api.pins.add(600, paint); },
    // For tests: how many stand in each stage at the time shown.
    counts: () => { const found = [0, 0, 0, 0, 0]; for (const one of stands.values()) found[one.stage]++; return found; },
  });
})();
