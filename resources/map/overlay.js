// One canvas over the whole view for what is few and always on top: labels, highlights, the measuring line.
// Painters are called in ascending order as painter(context, place, size): place(longitude, latitude) → {x, y} px.
// A painter may have `idle()`: true when it would draw nothing. A canvas of which all painters are idle is put away.
// It may have `*prepare(size, origin)`: what takes long, in steps. After a move the canvas goes on showing what it
// shows, moved and scaled, until all is prepared and its turn has come; another move begins anew.
"use strict";
const Overlay = L.Renderer.extend({
  options: {padding: 0.15, pane: "labels"},
  initialize(options) {
    L.Renderer.prototype.initialize.call(this, options);
    this._painters = [];
    this._asked = false;
    this._tells = [];
  },
  add(order, painter) {
    this._painters.push({order, painter});
    this._painters.sort((one, other) => one.order - other.order);
  },
  // Paint again in the next frame, however often it is asked.
  again() {
    if (this._asked || !this._map) return;
    this._asked = true;
    Pump.frame(() => {
      this._asked = false;
      if (!this._job) this._paint();  // else it is painted soon anyway
    });
  },
  // Paint again when its turn comes, prepared in steps: much has changed.
  inTurn() { if (this._map && !this._job) this._update(); },
  // Call `tell` when what is known now is painted: after the frame of the next painting, which must have been asked for.
  painted(tell) { this._tells.push(tell); },
  // Let the engine find room for this canvas before there is anything on it: 10 MB take as long as all the strokes.
  warm() {
    if (!this._map || !this._bounds || !this._rests()) return;
    this._container.style.display = "";
    this._context.clearRect(0, 0, 1, 1);
    requestAnimationFrame(() => requestAnimationFrame(() => this.again()));
  },
  // What waits for its turn is painted now: somebody clicks.
  settle() { if (this._job) this._now(); },
  _initContainer() {
    const canvas = this._container = document.createElement("canvas");
    canvas.style.pointerEvents = "none";
    this._context = canvas.getContext("2d");
  },
  _destroyContainer() {
    this._container.remove();
    delete this._container;
    delete this._context;
  },
  _updatePaths() {},
  _onZoomEnd() {},
  _reset() { this._now(); },  // another view without a way to it: nothing to show meanwhile
  _update() {
    if (!this._bounds) { this._now(); return; }
    if (this._job) this._job.dead = true;
    this._job = Pump.add(this._steps(), true);
  },
  *_steps() {
    const view = this._map.getSize(), min = this._map.containerPointToLayerPoint(view.multiplyBy(-this.options.padding)).round();
    const size = min.add(view.multiplyBy(1 + 2 * this.options.padding)).round().subtract(min);
    const origin = this._map.getPixelOrigin().add(min);  // as they will be when it is painted
    for (const {painter} of this._painters) {
      if (painter.prepare && !(painter.idle && painter.idle())) yield* painter.prepare(size, origin);
    }
    if (!this._map) return Pump.IDLE;
    this._now();
    return this._rests() ? Pump.IDLE : undefined;
  },
  _rests() { return this._painters.every(one => one.painter.idle && one.painter.idle()); },
  _now() {
    if (this._job) this._job.dead = true;
    this._job = null;
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1, canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    if (canvas.width !== Math.floor(size.x * ratio)) canvas.width = size.x * ratio;  // else it is only wiped, not made anew
    if (canvas.height !== Math.floor(size.y * ratio)) canvas.height = size.y * ratio;
    canvas.style.width = size.x + "px";
    canvas.style.height = size.y + "px";
    this._paint();
    this.fire("update");
  },
  _paint() {
    if (!this._map || !this._bounds || this._map._animatingZoom) return;
    const ratio = window.devicePixelRatio || 1, size = this._bounds.getSize(), min = this._bounds.min, map = this._map;
    const context = this._context, rests = this._rests();
    this._container.style.display = rests ? "none" : "";  // an empty canvas costs every frame, too
    for (const tell of this._tells.splice(0)) Pump.afterFrame(tell);
    if (rests) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    const origin = map.getPixelOrigin().add(min);  // world pixels of the canvas's corner
    // As Leaflet's latLngToLayerPoint, less the corner, without its three objects for each of thousands of places.
    const world = 256 * Math.pow(2, map.getZoom()), most = L.Projection.SphericalMercator.MAX_LATITUDE, from = map.getPixelOrigin();
    const place = (longitude, latitude) => {
      const sine = Math.sin(Math.max(-most, Math.min(most, latitude)) * Math.PI / 180);
      return {x: Math.round((longitude + 180) / 360 * world - from.x) - min.x,
        y: Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world - from.y) - min.y};
    };
    const taken = new Boxes();  // where words and what covers them stand already, for all who write
    for (const one of this._painters) {
      context.save();
      one.painter(context, place, size, origin, taken);
      context.restore();
    }
  },
});
