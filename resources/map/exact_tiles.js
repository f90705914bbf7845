// Tiles drawn for the very zoom that is shown, a broken one too, instead of those of a whole zoom stretched: so the map may
// show a box as large as there is room for it, and lines stay sharp.
"use strict";
const ExactTiles = L.GridLayer.extend({
  options: {tileSize: 512, minZoom: 3, maxZoom: 20, updateWhenZooming: false, updateWhenIdle: false, keepBuffer: 1},
  // As Leaflet has it, without rounding the zoom.
  _setView(centre, zoom, noPrune, noUpdate) {
    if (!noUpdate) {
      this._tileZoom = zoom < this.options.minZoom || zoom > this.options.maxZoom ? undefined : this._clampZoom(zoom);
      this._updateLevels();
      this._resetGrid();
      if (this._tileZoom !== undefined) this._update(centre);
      if (!noPrune) this._pruneTiles();
      this._noPrune = !!noPrune;
    }
    this._setZoomTransforms(centre, zoom);
  },
});
