// The small signs of the map, drawn on canvas: a shape, its colour (a token's name), a glyph inside, marks beside it.
// The same function draws them on the map and in the legend. A state is never told by colour alone.
"use strict";
const Icons = (function () {
  const TURN = 2 * Math.PI;
  const corners = {diamond: [4, 0], square: [4, 0.125], triangle: [3, 0], pentagon: [5, 0]};
  function trace(context, shape, x, y, r) {
    context.beginPath();
    if (shape === "drop") {
      context.arc(x, y, r, TURN * 0.05, TURN * 0.45, true);
      context.lineTo(x, y + 1.5 * r);
      context.closePath();
    } else if (corners[shape]) {
      const [n, turn] = corners[shape], far = r * (n === 4 ? 1.15 : 1.25);
      for (let i = 0; i < n; i++) {
        const angle = TURN * (i / n + turn - 0.25);
        context.lineTo(x + far * Math.cos(angle), y + far * Math.sin(angle));
      }
      context.closePath();
    } else {
      context.arc(x, y, r, 0, TURN);
    }
  }
  const glyphs = {
    near(context, x, y, r) { context.beginPath(); context.moveTo(x, y); context.arc(x, y, r * 0.7, -TURN / 4, 0); context.closePath(); context.fill(); },
    overdue(context, x, y, r) { stroke(context, r, [[x - r * 0.4, y - r * 0.4, x + r * 0.4, y + r * 0.4], [x + r * 0.4, y - r * 0.4, x - r * 0.4, y + r * 0.4]]); },
    paused(context, x, y, r) { stroke(context, r, [[x - r * 0.25, y - r * 0.4, x - r * 0.25, y + r * 0.4], [x + r * 0.25, y - r * 0.4, x + r * 0.25, y + r * 0.4]]); },
    dash(context, x, y, r) { stroke(context, r, [[x - r * 0.45, y, x + r * 0.45, y]]); },
    play(context, x, y, r) { context.beginPath(); context.moveTo(x - r * 0.3, y - r * 0.5); context.lineTo(x + r * 0.55, y); context.lineTo(x - r * 0.3, y + r * 0.5); context.fill(); },
    ask(context, x, y, r) { context.beginPath(); context.arc(x, y, r * 0.28, 0, TURN); context.fill(); },
  };
  // A sign by itself, without a shape around it.
  function sign(context, name, x, y, r, color) {
    context.fillStyle = context.strokeStyle = color;
    if (name === "ordered") {
      context.lineWidth = r * 0.3;
      context.beginPath(); context.moveTo(x - r * 0.6, y + r * 0.9); context.lineTo(x - r * 0.6, y - r * 0.8); context.stroke();
      context.beginPath(); context.moveTo(x - r * 0.6, y - r * 0.9); context.lineTo(x + r * 0.8, y - r * 0.4); context.lineTo(x - r * 0.6, y + r * 0.15); context.fill();
    } else if (name === "near") {
      context.lineWidth = r * 0.25;
      context.beginPath(); context.arc(x, y, r * 0.75, 0, TURN); context.stroke();
      context.beginPath(); context.moveTo(x, y); context.arc(x, y, r * 0.75, -TURN / 4, 0); context.closePath(); context.fill();
    } else {
      stroke(context, r, [[x - r * 0.6, y - r * 0.6, x + r * 0.6, y + r * 0.6], [x + r * 0.6, y - r * 0.6, x - r * 0.6, y + r * 0.6]]);
    }
  }
  function stroke(context, r, lines) {
    context.lineWidth = Math.max(1.4, r * 0.28);
    context.beginPath();
    for (const [ax, ay, bx, by] of lines) { context.moveTo(ax, ay); context.lineTo(bx, by); }
    context.stroke();
  }
  // icon: {shape, color, glyph, hollow, ring (urgent), flag (token of a card)}
  function draw(context, icon, x, y, r, theme) {
    const colors = theme.colors, color = colors[icon.color] || colors.quiet;
    context.lineJoin = "round";
    trace(context, icon.shape, x, y, r);
    context.lineWidth = 3 * theme.scale;
    context.strokeStyle = colors.bg;
    context.stroke();
    context.fillStyle = icon.hollow ? colors.panel : color;
    context.fill();
    context.lineWidth = 1.5 * theme.scale;
    context.strokeStyle = icon.hollow ? color : colors.bg;
    context.stroke();
    if (icon.glyph) {
      context.fillStyle = context.strokeStyle = icon.hollow ? color : colors.bg;
      glyphs[icon.glyph](context, x, y + (icon.shape === "triangle" ? r * 0.15 : 0), r);
    }
    if (icon.ring) {
      context.beginPath();
      context.arc(x, y, r * 1.55, 0, TURN);
      context.lineWidth = 1.5 * theme.scale;
      context.strokeStyle = color;
      context.stroke();
    }
    if (icon.flag) {
      const top = y - r * 1.9, left = x + r * 0.8;
      context.fillStyle = context.strokeStyle = colors[icon.flag] || colors.order;
      context.lineWidth = 1.5 * theme.scale;
      context.beginPath(); context.moveTo(left, y - r * 0.3); context.lineTo(left, top); context.stroke();
      context.beginPath(); context.moveTo(left, top); context.lineTo(left + r, top + r * 0.4); context.lineTo(left, top + r * 0.8); context.fill();
    }
  }
  const sheet = new Sheet();
  let dressed = "";
  return {
    draw, sign,
    // The icon's place on the sheet, drawn once for a theme.
    sprite(icon, r, theme) {
      const dress = theme.colors.bg + theme.scale;
      if (dress !== dressed) { sheet.clear(512 * Math.min(4, Math.ceil(theme.scale * (window.devicePixelRatio || 1)))); dressed = dress; }
      const key = icon.shape + " " + icon.color + " " + icon.glyph + " " + icon.hollow + " " + icon.ring + " " + icon.flag + " " + r;
      const there = sheet.get(key), half = Math.ceil(r * 2.4);
      return there || sheet.make(key, half, context => draw(context, icon, half, half, r, theme));
    },
    put(context, icon, x, y, r, theme) { sheet.put(context, this.sprite(icon, r, theme), x, y); },
    // Many of them: take all sprites first, then lay them. One drawn anew after another was read would copy the sheet.
    lay(context, sprite, x, y) { sheet.put(context, sprite, x, y); },
    element(icon, theme) {
      const ratio = window.devicePixelRatio || 1, side = Math.round(theme.label * 1.5), canvas = document.createElement("canvas");
      canvas.width = canvas.height = side * ratio;
      canvas.style.width = canvas.style.height = side + "px";
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      if (icon.fill) {
        context.fillStyle = theme.colors[icon.fill] || icon.fill;
        context.globalAlpha = icon.alpha || 1;
        context.fillRect(0, side * 0.15, side, side * 0.7);
      } else if (icon.cluster) {
        Clusters.disc(context, side / 2, side / 2, side * 0.42, Object.assign({n: 9, overdue: 0, near: 0, ordered: 0}, icon.cluster), theme);
      } else if (icon.sign) {
        sign(context, icon.sign, side / 2, side / 2, side * 0.34, theme.colors[icon.color]);
      } else {
        draw(context, icon, side * (icon.flag ? 0.4 : 0.5), side * (icon.flag ? 0.62 : 0.5), side * (icon.ring || icon.flag ? 0.26 : 0.34), theme);
      }
      return canvas;
    },
    // Words with a rim, so that they are read on any ground.
    words(context, text, x, y, theme, color) {
      context.font = theme.font;
      context.lineJoin = "round";
      context.lineWidth = 3 * theme.scale;
      context.strokeStyle = theme.colors.bg;
      context.strokeText(text, x, y);
      context.fillStyle = color || theme.colors.text;
      context.fillText(text, x, y);
    },
  };
})();
