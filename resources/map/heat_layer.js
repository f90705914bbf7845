// What has gone by, spread over the map: heat of case points, rings of repeat places, shading of walked cells.
// Heat is counted into a coarse raster, blurred and coloured there, and drawn large: the number of points costs little.
"use strict";
(function () {
  const COARSE = 4, BLUR = 4, ROUNDS = 3;  // px per raster cell; cells; box blurs come close to a bell
  let api = null, shown = {heat: false, repeat: false, patrol: false};
  let xs = new Float64Array(0), ys = xs, serial = 0, places = [], chosen = -1, walked = new Map(), full = 120, tips = [];
  let raster = document.createElement("canvas");

  function heat(context, place, size, origin) {
    if (!shown.heat || !xs.length) return;
    const wide = Math.ceil(size.x / COARSE), high = Math.ceil(size.y / COARSE), world = 256 * Math.pow(2, api.map.getZoom());
    let grid = new Float32Array(wide * high);
    for (let i = 0; i < xs.length; i++) {
      const x = (xs[i] * world - origin.x) / COARSE | 0, y = (ys[i] * world - origin.y) / COARSE | 0;
      if (x >= 0 && y >= 0 && x < wide && y < high) grid[y * wide + x]++;
    }
    let other = new Float32Array(wide * high);
    for (let round = 0; round < ROUNDS; round++) {
      blur(grid, other, wide, high, 1, wide);
      blur(other, grid, high, wide, wide, 1);
    }
    let most = 0;
    for (let i = 0; i < grid.length; i++) if (grid[i] > most) most = grid[i];
    if (!most) return;
    raster.width = wide;
    raster.height = high;
    const small = raster.getContext("2d"), image = small.createImageData(wide, high), data = image.data;
    const strong = rgb(api.theme.colors.heat), mild = rgb(api.theme.colors.heat_mild);
    for (let i = 0; i < grid.length; i++) {
      const share = Math.sqrt(grid[i] / most);
      if (share < 0.02) continue;
      for (let part = 0; part < 3; part++) data[4 * i + part] = mild[part] + (strong[part] - mild[part]) * share;
      data[4 * i + 3] = 255 * Math.min(0.85, 1.2 * share);
    }
    small.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = true;
    context.drawImage(raster, 0, 0, wide * COARSE, high * COARSE);
  }
  heat.idle = () => !shown.heat || !xs.length;
  const rgb = color => [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16));
  // One box blur along lines: `step` from one cell to the next, `leap` from one line to the next.
  function blur(from, to, length, lines, step, leap) {
    const width = 2 * BLUR + 1;
    for (let line = 0; line < lines; line++) {
      const start = line * leap;
      let sum = 0;
      for (let i = 0; i < Math.min(BLUR, length); i++) sum += from[start + i * step];
      for (let i = 0; i < length; i++) {
        if (i + BLUR < length) sum += from[start + (i + BLUR) * step];
        if (i - BLUR - 1 >= 0) sum -= from[start + (i - BLUR - 1) * step];
        to[start + i * step] = sum / width;
      }
    }
  }
  function cells(context, place, size, origin) {
    const pack = shown.patrol && api.outlines && api.outlines("grid_cell");
    if (!pack) return;
    const world = 256 * Math.pow(2, api.map.getZoom()), k = pack.unit * world;
    const ox = pack.x0 * world - origin.x, oy = pack.y0 * world - origin.y;
    context.fillStyle = api.theme.colors.heat;
    for (const i of pack.within(-ox / k, -oy / k, (size.x - ox) / k, (size.y - oy) / k)) {
      const minutes = walked.get(pack.ids[i]);
      if (!minutes) continue;
      context.globalAlpha = 0.2 + 0.5 * Math.min(1, minutes / full);
      context.beginPath();
      pack.trace(context, i, k, ox, oy);
      context.fill();
    }
    context.globalAlpha = 1;
  }
  cells.idle = () => !shown.patrol;
  function rings(context, place) {
    if (!shown.repeat) return;
    const theme = api.theme, most = Math.max(1, ...places.map(one => one[2]));
    context.textAlign = "center";
    context.textBaseline = "middle";
    tips = [];
    places.forEach(([longitude, latitude, count], i) => {
      const at = place(longitude, latitude), r = (10 + 14 * Math.sqrt(count / most)) * theme.scale;
      tips.push([at.x, at.y, r]);
      context.beginPath();
      context.arc(at.x, at.y, r, 0, 2 * Math.PI);
      context.lineWidth = (i === chosen ? 4 : 2.5) * theme.scale;
      context.setLineDash([6 * theme.scale, 3 * theme.scale]);
      context.strokeStyle = theme.colors[i === chosen ? "focus" : "heat"];
      context.stroke();
      context.setLineDash([]);
      Icons.words(context, String(i + 1), at.x + r * 0.9, at.y - r * 0.9, theme);
    });
  }
  const commands = {
    async points(said) {
      serial = said.serial;
      const answer = await fetch("heat/" + said.serial);
      if (!answer.ok || serial !== said.serial) return;
      const view = new DataView(await answer.arrayBuffer()), n = view.byteLength / 8;
      xs = new Float64Array(n);
      ys = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        const sine = Math.sin(view.getFloat32(8 * i + 4) * Math.PI / 180);
        xs[i] = (view.getFloat32(8 * i) + 180) / 360;
        ys[i] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
      }
      api.fields.again();
      api.pump.whenIdle(() => api.send("heat", "painted", {count: n}));
    },
    places(said) { places = said.rows; chosen = -1; api.pins.again(); },
    choose(said) { chosen = said.at; api.pins.again(); },
    walked(said) { walked = new Map(said.rows); full = said.full; api.fields.again(); },
    parts(said) { shown = said; api.fields.again(); api.pins.again(); },
    show() {},
    tip() {},
  };
  Gridroom.add("heat", {
    order: 310,
    commands,
    add(given) {
      api = given;
      api.fields.add(100, cells);
      api.fields.add(200, heat);
      api.pins.add(200, rings);
    },
    hit(latlng) {
      if (!shown.repeat) return null;
      const at = api.map.latLngToLayerPoint(latlng).subtract(api.pins._bounds.min);
      const i = tips.findIndex(([x, y, r]) => Math.abs(Math.hypot(at.x - x, at.y - y) - r) < 5 * api.theme.scale);
      return i < 0 || !places[i] ? null : {body: {id: i}, tip: places[i][3]};
    },
  });
})();
