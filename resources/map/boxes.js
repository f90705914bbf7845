// Where something stands already, in px of one canvas: boxes [left, top, right, bottom], found by squares, so that
// asking costs the same among ten and among thousands.
"use strict";
class Boxes {
  constructor() { this._squares = new Map(); }
  _each(box, see) {
    const side = Boxes.SIDE;
    for (let y = Math.floor(box[1] / side); y <= Math.floor(box[3] / side); y++) {
      for (let x = Math.floor(box[0] / side); x <= Math.floor(box[2] / side); x++) {
        if (see(x * 65536 + y)) return true;
      }
    }
    return false;
  }
  add(box) {
    this._each(box, key => {
      const there = this._squares.get(key);
      if (there) there.push(box); else this._squares.set(key, [box]);
      return false;
    });
  }
  // Whether nothing stands there, nor nearer to it than `gap`.
  free(box, gap = 0) {
    const [l, t, r, b] = gap ? [box[0] - gap, box[1] - gap, box[2] + gap, box[3] + gap] : box;
    return !this._each([l, t, r, b], key => {
      const there = this._squares.get(key);
      return !!there && there.some(one => one[0] < r && one[2] > l && one[1] < b && one[3] > t);
    });
  }
}
Boxes.SIDE = 64;
