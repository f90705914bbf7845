// How a cluster of cases looks. An ordinary one is a quiet disc with a number. Trouble is told twice: by an arc of the
// ring (its share, in the colour of the state, each state with a stroke of its own) and by a sign with a number below.
"use strict";
const Clusters = (function () {
  const TURN = 2 * Math.PI, PARTS = 12;
  const STEPS = [[10, 9.5], [100, 11.5], [1000, 14], [Infinity, 17]];  // below so many cases: radius
  // Gravest first: overdue, ordered by leaders, nearly due. Width of the arc and its dashes differ too.
  const KINDS = [
    {name: "overdue", color: "overdue", width: 4, dash: []},
    {name: "ordered", color: "order", width: 4, dash: [2.5, 1.5]},
    {name: "near", color: "near", width: 2, dash: []},
  ];
  const sheet = new Sheet();
  const measured = new Map();  // number → its width in the theme's font
  let dressed = "", measuredFor = "", measure = null;

  function radius(n, scale) { return STEPS.find(([below]) => n < below)[1] * scale; }
  function words(n) { return n < 10000 ? String(n) : Math.round(n / 1000) + "k"; }
  const troubled = one => one.overdue > 0 || one.ordered > 0;

  // What stands below the disc: the gravest state with its number, and the flag of an order beside it; more is told by
  // the ring and beside the pointer.
  function signs(one) {
    const found = KINDS.filter(kind => one[kind.name]), first = found[0];
    if (!first) return [];
    const row = [[first, words(one[first.name])]];
    if (first.name === "overdue" && one.ordered) row.push([KINDS[1], ""]);
    return row;
  }
  // Twelfths of the ring, each state at least one, the gravest first.
  function parts(one) {
    let left = PARTS;
    return KINDS.map(kind => {
      const part = one[kind.name] ? Math.min(left, Math.max(1, Math.round(PARTS * one[kind.name] / one.n))) : 0;
      left -= part;
      return part;
    });
  }
  function disc(context, x, y, r, one, theme) {
    const {colors, scale} = theme;
    context.beginPath();
    context.arc(x, y, r, 0, TURN);
    context.fillStyle = troubled(one) && one.overdue ? colors.overdue_fill : troubled(one) ? colors.order_fill : colors.panel;
    context.fill();
    context.lineWidth = scale;
    context.strokeStyle = colors.faint;
    context.stroke();
    let from = -TURN / 4;
    parts(one).forEach((part, at) => {
      if (!part) return;
      const kind = KINDS[at], to = from + TURN * part / PARTS;
      context.beginPath();
      context.arc(x, y, r, from, to);
      context.lineWidth = kind.width * scale;
      context.setLineDash(kind.dash.map(length => length * scale));
      context.strokeStyle = colors[kind.color];
      context.stroke();
      from = to;
    });
    context.setLineDash([]);
    context.font = theme.font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = colors[troubled(one) ? "text" : "quiet"];
    context.fillText(words(one.n), x, y + scale);
  }
  // Each sign with its number in a box of its own, so that it is read on any ground.
  function tag(context, x, y, wide, high, row, theme) {
    const {colors, scale} = theme, first = row[0][0];
    context.beginPath();
    context.roundRect(x - wide / 2, y - high / 2, wide, high, 3 * scale);
    context.fillStyle = colors.panel;
    context.fill();
    context.lineWidth = scale;
    context.strokeStyle = colors[first.name === "near" ? "line" : first.color];  // nearly due is no trouble yet
    context.stroke();
    context.font = theme.font;
    context.textAlign = "left";
    context.textBaseline = "middle";
    let at = x - wide / 2 + 2 * scale;
    for (const [kind, number] of row) {
      Icons.sign(context, kind.name, at + 5 * scale, y, 5 * scale, colors[kind.color]);
      at += 11 * scale;
      context.fillStyle = colors.text;
      context.fillText(number, at, y + scale);
      at += number ? digits(number, theme) + scale : 0;
    }
  }
  function digits(number, theme) {
    if (!measure) measure = document.createElement("canvas").getContext("2d");
    if (measuredFor !== theme.font) { measured.clear(); measuredFor = measure.font = theme.font; }
    let wide = measured.get(number);
    if (wide === undefined) measured.set(number, wide = measure.measureText(number).width);
    return wide;
  }
  function tagWidth(row, theme) {
    return Math.ceil(row.reduce((sum, [, number]) => sum + 11 * theme.scale + (number ? digits(number, theme) + theme.scale : 0), 4 * theme.scale));
  }
  const tagHeight = theme => Math.ceil(theme.label * 1.2);

  return {
    radius, disc, troubled,
    // The theme may have changed: what was drawn for another one is dropped.
    fresh(theme) {
      const dress = theme.colors.bg + theme.font + theme.scale;
      if (dress !== dressed) sheet.clear(1536 * Math.min(2, Math.ceil(theme.scale * (window.devicePixelRatio || 1))));
      dressed = dress;
    },
    // Give a cluster its pictures, made if need be: `disc` and, in trouble, `tag`, which stands `down` px below the middle.
    // True when one had to be made.
    dress(one, theme) {
      if (one.dressed === dressed) return false;
      one.dressed = dressed;
      const row = signs(one), ring = parts(one).join(), key = words(one.n) + " " + ring + (troubled(one) ? "!" : "");
      let made = false;
      const get = (name, half, low, draw) => {
        const there = sheet.get(name);
        if (there) return there;
        made = true;
        return sheet.make(name, half, context => draw(context), low);
      };
      const half = Math.ceil(one.r + 3 * theme.scale);
      one.disc = get(key, half, half, context => disc(context, half, half, one.r, one, theme));
      one.tag = null;
      if (row.length) {
        const wide = tagWidth(row, theme), high = tagHeight(theme), name = row.map(([kind, number]) => kind.name + number).join(" ");
        one.tag = get(name, Math.ceil(wide / 2 + 1), Math.ceil(high / 2 + 1), context =>
          tag(context, Math.ceil(wide / 2 + 1), Math.ceil(high / 2 + 1), wide, high, row, theme));
        one.down = one.r + high / 2 - 3 * theme.scale;
      }
      return made;
    },
    put(context, one, x, y) {
      sheet.put(context, one.disc, x, y);
      if (one.tag) sheet.put(context, one.tag, Math.round(x), Math.round(y + one.down));
    },
    // The boxes that a cluster covers, around (x, y).
    boxes(one, x, y, theme) {
      const r = one.r + 2 * theme.scale, found = [[x - r, y - r, x + r, y + r]], row = signs(one);
      if (row.length) {
        const wide = tagWidth(row, theme) / 2 + 1, high = tagHeight(theme);
        found.push([x - wide, y + one.r - 3 * theme.scale, x + wide, y + one.r + high]);
      }
      return found;
    },
    // Whether two would cover each other. A tag is as wide as its disc, or nearly.
    meet(one, other, scale) {
      const tag = (upper, lower) => 11 * scale * (upper.y < lower.y && (upper.overdue || upper.ordered || upper.near) ? 1 : 0);
      const down = Math.abs(one.y - other.y) - (one.y < other.y ? tag(one, other) : tag(other, one));
      return Math.hypot(one.x - other.x, Math.max(0, down)) < one.r + other.r + scale;
    },
    words,
  };
})();
