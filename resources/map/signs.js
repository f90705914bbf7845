// What layers of single signs with ids share: where each sign was drawn, which one is under the pointer, and its words,
// which are asked of Python when the pointer rests there.
"use strict";
class Signs {
  constructor(layer, api, reach) {
    this.layer = layer;
    this.api = api;
    this.reach = reach;   // px around the middle of a sign that belong to it
    this.drawn = [];      // [id, x, y], world px of the zoom
    this.tip = null;
    this.under = 0;
  }
  begin() { this.drawn = []; }
  put(id, at, origin) { this.drawn.push([id, at.x + origin.x, at.y + origin.y]); }
  // Words that came for one of them.
  told(said) {
    this.tip = {id: said.id, lines: said.lines};
    this.api.hoverAgain();
  }
  // What lies on top there; `stands(id)`: whether it is still there.
  hit(latlng, stands) {
    const at = this.api.map.project(latlng), reach = this.reach * this.api.theme.scale;
    for (let i = this.drawn.length - 1; i >= 0; i--) {
      const [id, x, y] = this.drawn[i];
      if (Math.abs(at.x - x) > reach || Math.abs(at.y - y) > reach || !stands(id)) continue;
      return {body: {id}, tip: this.tip && this.tip.id === id ? this.tip.lines : []};
    }
    return null;
  }
  hover(hit) {
    const id = hit ? hit.body.id : 0;
    if (id && id !== this.under) this.api.send(this.layer, "tip", {id});
    this.under = id;
  }
  // Whether a place is in the picture, or no farther from it than `far` px.
  static seen(at, size, far) { return at.x > -far && at.y > -far && at.x < size.x + far && at.y < size.y + far; }
}
