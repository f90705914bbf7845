// Many small pictures on one canvas, row by row: a canvas for each would cost more to make and to read than its strokes.
// When it is full it begins anew, on another canvas, so that what was taken from the old one in this frame stays.
"use strict";
class Sheet {
  constructor() { this.clear(1024); }
  clear(side) {
    this.side = side;
    this.places = new Map();
    this.canvas = this.context = null;
    this.x = this.y = this.high = 0;
  }
  get(key) { return this.places.get(key); }
  // A picture of 2 × `half` px each way; `draw(context)` has its corner at 0, 0.
  make(key, half, draw) {
    const ratio = window.devicePixelRatio || 1, wide = Math.ceil(2 * half * ratio);
    if (this.x + wide > this.side) { this.x = 0; this.y += this.high; this.high = 0; }
    if (!this.canvas || this.y + wide > this.side) {
      this.clear(this.side);
      this.canvas = document.createElement("canvas");
      this.canvas.width = this.side;
      this.canvas.height = Math.max(this.side, wide);
      this.context = this.canvas.getContext("2d");
    }
    const place = {canvas: this.canvas, x: this.x, y: this.y, wide, half};
    this.context.setTransform(ratio, 0, 0, ratio, this.x, this.y);
    draw(this.context);
    this.x += wide;
    this.high = Math.max(this.high, wide);
    this.places.set(key, place);
    return place;
  }
  put(context, place, x, y) {
    context.drawImage(place.canvas, place.x, place.y, place.wide, place.wide, x - place.half, y - place.half, 2 * place.half, 2 * place.half);
  }
}
