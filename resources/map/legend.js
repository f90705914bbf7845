// The legend: words, colours and signs that Python gives, a part for each layer side by side; it folds to one line.
"use strict";
const Legend = {
  // `tell(folded)`: the hand folded it.
  start(api, tell) {
    const legend = L.control({position: "bottomleft"}), parts = new Map(), element = api.element;
    let folded = false;
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
    legend.room = () => api.theme.label * (folded ? 2.5 : 14);
    legend.fold = wanted => {
      folded = wanted === undefined ? !folded : !!wanted;
      legend.paint();
      if (wanted === undefined) tell(folded);
    };
    legend.paint = () => {
      const box = legend.getContainer(), words = api.theme.words || {};
      if (!box) return;
      box.hidden = !parts.size;
      box.classList.toggle("folded", folded);
      head.textContent = (words.legend || "") + (folded ? " ▸" : " ▾");
      head.title = words.fold || "";
      box.replaceChildren(head, ...(folded ? [] : [...parts.keys()].sort().map(key => {
        const one = parts.get(key);
        return one.made || (one.made = part(one.told));
      })));
    };
    function part(one) {
      const made = element("div", "part"), rows = element("div", "rows");
      rows.append(...(one.rows || []).map(row));
      made.append(element("div", "title", one.title), rows, ...(one.notes || []).map(words => element("div", "note", words)));
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
};
