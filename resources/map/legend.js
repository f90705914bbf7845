// The legend: words, colours and signs that Python gives, a part for each layer side by side; it folds to one line.
// So does each part, by a click on its title; where all of them would take much of a small view, the signs of cases fold by
// themselves, and the whole where the view is lower still, until the hand opens it.
"use strict";
const Legend = {
  // `tell(folded)`: the hand folded it.
  start(api, tell) {
    const legend = L.control({position: "bottomleft"}), parts = new Map(), element = api.element;
    const byHand = new Map();  // part → whether the hand closed it
    let folded = false, tight = false, low = false, opened = false;  // opened: by hand although the view is low
    const away = () => folded || low && !opened;
    const closed = name => byHand.get(name) ?? (tight && name === Legend.KNOWN);
    const head = element("button", "fold");
    head.type = "button";
    head.tabIndex = -1;  // the keyboard stays on the map, where L folds
    head.addEventListener("click", () => legend.fold());
    legend.onAdd = () => {
      const box = L.DomUtil.create("div", "box legend");
      box.hidden = true;
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    // Each layer has a part of its own beside the others; without a title it has none.
    legend.show = told => {
      const name = told.part || "";
      if (told.title) parts.set(name, {told, made: null}); else parts.delete(name);
      legend.paint();
    };
    // Another theme: every part is made anew.
    legend.dress = () => {
      for (const one of parts.values()) one.made = null;
      legend.paint();
    };
    // px of the view's foot that it takes up as a rule; it may come later than the first view.
    legend.room = () => api.theme.label * (away() ? 2.5 : 14);
    legend.fold = wanted => {
      const was = away();
      folded = wanted === undefined ? !was : !!wanted;
      opened = wanted === undefined && was;
      legend.paint();
      if (wanted === undefined) tell(folded);
    };
    legend.paint = () => {
      const box = legend.getContainer(), words = api.theme.words || {};
      if (!box) return;
      box.hidden = !parts.size;
      head.title = words.fold || "";
      const room = api.map.getSize().y;
      tight = low = false;
      fill(box);
      tight = !folded && parts.size > 1 && box.offsetHeight > Legend.MOST * room;
      if (tight) fill(box);
      low = !folded && box.offsetHeight > Legend.ALL * room;
      if (away()) fill(box);
    };
    function fill(box) {
      const folded = away(), words = api.theme.words || {};
      box.classList.toggle("folded", folded);
      head.textContent = (words.legend || "") + (folded ? " ▸" : " ▾");
      const names = [...parts.keys()].sort((a, b) => closed(a) - closed(b) || (a < b ? -1 : 1));
      box.replaceChildren(head, ...(folded ? [] : names.map(name => {
        const one = parts.get(name), shut = closed(name);
        if (!one.made || one.shut !== shut) Object.assign(one, {made: part(name, one.told, shut), shut});
        return one.made;
      })));
    }
    function part(name, one, shut) {
      const made = element("div", shut ? "part shut" : "part"), rows = element("div", "rows");
      const title = element("button", "title", one.title + (shut ? " ▸" : ""));
      title.type = "button";
      title.tabIndex = -1;
      title.addEventListener("click", () => { byHand.set(name, !shut); legend.paint(); });
      made.append(title);
      if (shut) return made;
      rows.append(...(one.rows || []).map(row));
      made.append(rows, ...(one.notes || []).map(words => element("div", "note", words)));
      return made;
    }
    function row(told) {
      const line = element("div", "row");
      line.append(told.icon ? Icons.element(told.icon, api.theme) : element("div", "swatch"), element("div", "", told.words),
        element("div", "count", told.count || ""));
      if (!told.icon) line.firstChild.style.background = told.color;
      return line;
    }
    return legend;
  },
  KNOWN: "cases",  // signs that are always the same
  MOST: 0.36,      // of the view's height, for all parts open
  ALL: 0.6,        // of the view's height, for any legend at all
};
