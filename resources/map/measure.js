// Measuring on the ground: a line's length, a polygon's area, on the sphere (0.3 % off the ellipsoid at most).
"use strict";
const Measure = (function () {
  const R = 6371008.8, RAD = Math.PI / 180;
  let core = null, kind = "", points = [], cursor = null;

  function metres(a, b) {
    const u = Math.sin((b.lat - a.lat) * RAD / 2), v = Math.sin((b.lng - a.lng) * RAD / 2);
    return 2 * R * Math.asin(Math.sqrt(u * u + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * v * v));
  }
  function along(line) {
    let sum = 0;
    for (let i = 1; i < line.length; i++) sum += metres(line[i - 1], line[i]);
    return sum;
  }
  function inside(ring) {
    let sum = 0;
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i], b = ring[(i + 1) % ring.length];
      sum += (b.lng - a.lng) * RAD * (2 + Math.sin(a.lat * RAD) + Math.sin(b.lat * RAD));
    }
    return Math.abs(sum * R * R / 2);
  }
  const words = {
    length: m => m < 1000 ? m.toFixed(m < 100 ? 1 : 0) + " m" : (m / 1000).toFixed(2) + " km",
    area: m2 => m2 < 100000 ? m2.toFixed(0) + " m²" : (m2 / 1e6).toFixed(3) + " km²",
  };
  function said(line) {
    return kind === "area" ? (line.length > 2 ? words.area(inside(line)) : "") : (line.length > 1 ? words.length(along(line)) : "");
  }
  function tell() {
    const body = {kind, points: points.map(p => [p.lng, p.lat])};
    if (kind === "area") body.square_metres = inside(points); else body.metres = along(points);
    core.send("map", "measured", body);
  }
  return {
    start(given) {
      const paint = this.paint.bind(this);
      paint.idle = () => !kind || !points.length;
      core = given;
      core.overlay.add(900, paint);
    },
    get active() { return kind !== ""; },
    take(wanted, begun) {
      kind = wanted === "distance" || wanted === "area" ? wanted : "";
      points = (kind && begun || []).map(([lng, lat]) => L.latLng(lat, lng));
      cursor = null;
      core.map.getContainer().classList.toggle("measuring", kind !== "");
      core.overlay.again();
    },
    put(point) { points.push(point); tell(); core.overlay.again(); },
    move(point) { cursor = point; if (points.length) core.overlay.again(); },
    back() { points.pop(); tell(); core.overlay.again(); },
    end() { this.take(""); core.send("map", "measuring_ended", {}); },
    paint(context, place) {
      if (!kind || !points.length) return;
      const theme = core.theme, line = cursor ? points.concat([cursor]) : points;
      const at = line.map(p => place(p.lng, p.lat));
      context.beginPath();
      at.forEach((p, i) => i ? context.lineTo(p.x, p.y) : context.moveTo(p.x, p.y));
      if (kind === "area") context.closePath();
      context.lineWidth = 2 * theme.scale;
      context.strokeStyle = theme.colors.focus;
      context.stroke();
      context.fillStyle = theme.colors.text;
      at.slice(0, points.length).forEach(p => context.fillRect(p.x - 2 * theme.scale, p.y - 2 * theme.scale, 4 * theme.scale, 4 * theme.scale));
      const text = said(line), last = at[at.length - 1];
      if (!text) return;
      context.font = theme.font;
      context.textBaseline = "middle";
      const wide = context.measureText(text).width, high = theme.label * 1.5, gap = 8 * theme.scale;
      context.fillStyle = theme.colors.raised;
      context.fillRect(last.x + gap, last.y - high / 2, wide + gap, high);
      context.fillStyle = theme.colors.text;
      context.fillText(text, last.x + 1.5 * gap, last.y);
    },
    length: along, area: inside,
  };
})();
