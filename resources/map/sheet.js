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
  // A picture of 2 × `half` px across and 2 × `low` px down; `draw(context)` has its corner at 0, 0.
  make(key, half, draw, low = half) {
    const ratio = window.devicePixelRatio || 1, wide = Math.ceil(2 * half * ratio), tall = Math.ceil(2 * low * ratio);
    if (this.x + wide > this.side) { this.x = 0; this.y += this.high; this.high = 0; }
    if (!this.canvas || this.y + tall > this.side) {
      this.clear(this.side);
      this.canvas = document.createElement("canvas");
      this.canvas.width = Math.max(this.side, wide);
      this.canvas.height = Math.max(this.side, tall);
      this.context = this.canvas.getContext("2d");
    }
    const place = {canvas: this.canvas, x: this.x, y: this.y, wide, tall, half, low};
    this.context.setTransform(ratio, 0, 0, ratio, this.x, this.y);
    draw(this.context);
    this.x += wide;
    this.high = Math.max(this.high, tall);
    this.places.set(key, place);
    return place;
  }
  // Its middle at (x, y), moved to whole pixels of the screen: sharp, and copied instead of blended from four pixels each,
  // which takes several times as long without a graphics card.
  put(context, place, x, y) {
    const ratio = window.devicePixelRatio || 1;
    context.drawImage(place.canvas, place.x, place.y, place.wide, place.tall, Math.round((x - place.half) * ratio) / ratio,
      Math.round((y - place.low) * ratio) / ratio, place.wide / ratio, place.tall / ratio);
  }
}
