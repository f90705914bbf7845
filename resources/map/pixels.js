// Boxes with soft edges, written into pixels: a quarter of the time that as many fillRect take without a graphics card,
// which are recorded first and drawn later, all in one go. Boxes may touch; where they overlap the later one wins.
"use strict";
class Pixels {
  constructor(side) {
    this.image = new ImageData(side, side);
    this.side = side;
    this.words = new Uint32Array(this.image.data.buffer);  // A B G R, as every machine here is little-endian
  }
  clear() { this.words.fill(0); }
  // "#rrggbb" as a number without opacity; −1 for what is written otherwise.
  static color(text) {
    if (!/^#[0-9a-f]{6}$/i.test(text)) return -1;
    const n = parseInt(text.slice(1), 16);
    return (n & 255) << 16 | n & 0xff00 | n >> 16;
  }
  // From x0, y0 to x1, y1 in pixels, parts of one count by their share; `opacity` 0…255.
  box(x0, y0, x1, y1, color, opacity) {
    const side = this.side;
    x0 = x0 > 0 ? x0 : 0; y0 = y0 > 0 ? y0 : 0;
    x1 = x1 < side ? x1 : side; y1 = y1 < side ? y1 : side;
    if (x0 >= x1 || y0 >= y1 || opacity <= 0) return;
    const words = this.words, left = Math.floor(x0), right = Math.ceil(x1) - 1, bottom = Math.ceil(y1) - 1;
    const first = Math.min(left + 1, x1) - x0, last = x1 - right;
    for (let y = Math.floor(y0); y <= bottom; y++) {
      const strength = opacity * ((y + 1 < y1 ? y + 1 : y1) - (y > y0 ? y : y0)), row = y * side;
      if (first < 1 || strength < opacity) this._soft(row + left, color, strength * first); else words[row + left] = color | opacity << 24;
      if (right === left) continue;
      if (strength < opacity) {
        for (let at = row + left + 1; at < row + right; at++) this._soft(at, color, strength);
      } else {
        const full = color | opacity << 24;
        for (let at = row + left + 1; at < row + right; at++) words[at] = full;
      }
      if (last < 1 || strength < opacity) this._soft(row + right, color, strength * last); else words[row + right] = color | opacity << 24;
    }
  }
  // A pixel that a neighbour may share: opacities add up, the colour is the stronger one's.
  _soft(at, color, strength) {
    const there = this.words[at], before = there >>> 24, sum = Math.min(255, before + Math.round(strength));
    this.words[at] = (strength > before ? color : there & 0xffffff) | sum << 24;
  }
}
