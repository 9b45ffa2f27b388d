// A list of which only the rows in sight exist: it may have many thousands of items.

import { make } from "./dom.js";

const ROW_HEIGHT = 62; // pixels
const BEYOND = 8; // rows that exist above and below those in sight
let lists = 0;

export class LongList {
  /** `render` returns the children of the row of an item; `onSelect` is called with an item. */
  constructor({ label, render, onSelect }) {
    Object.assign(this, { render, onSelect });
    this.id = `list${(lists += 1)}`;
    this.items = [];
    this.at = -1;
    this.rows = new Map();
    this.space = make("div", { class: "space", role: "presentation" });
    this.element = make(
      "div",
      {
        class: "list", role: "listbox", tabindex: "0", "aria-label": label,
        scroll: () => this.refresh(), keydown: (event) => this.onKey(event),
      },
      this.space,
    );
    new ResizeObserver(() => this.refresh()).observe(this.element);
  }

  show(items, at = 0) {
    this.items = items;
    this.clear();
    this.space.style.height = `${items.length * ROW_HEIGHT}px`;
    this.select(Math.min(at, items.length - 1));
    this.refresh();
  }

  clear() {
    this.rows.clear();
    this.space.replaceChildren();
  }

  /** Render the rows anew: their items look different. */
  renew() {
    this.clear();
    this.refresh();
  }

  select(at) {
    if (this.items.length === 0) {
      this.at = -1;
      this.element.removeAttribute("aria-activedescendant");
      this.onSelect(undefined, -1);
      return;
    }
    this.at = Math.min(Math.max(at, 0), this.items.length - 1);
    this.reveal();
    this.refresh();
    this.element.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    this.onSelect(this.items[this.at], this.at);
  }

  move(by) {
    this.select(this.at + by);
  }

  reveal() {
    const top = this.at * ROW_HEIGHT;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) {
      this.element.scrollTop = top;
    } else if (top + ROW_HEIGHT > scrollTop + clientHeight) {
      this.element.scrollTop = top + ROW_HEIGHT - clientHeight;
    }
  }

  refresh() {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(Math.floor(scrollTop / ROW_HEIGHT) - BEYOND, 0);
    const last = Math.min(
      Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + BEYOND, this.items.length,
    );
    for (const [at, row] of this.rows) {
      if ((at < first || at >= last) && at !== this.at) {
        row.remove();
        this.rows.delete(at);
      }
    }
    for (let at = first; at < last; at += 1) {
      this.row(at);
    }
    if (this.at >= 0 && this.at < this.items.length) {
      this.row(this.at); // exists even out of sight: it is the active one
    }
  }

  row(at) {
    let row = this.rows.get(at);
    if (row === undefined) {
      row = make(
        "div",
        {
          class: "row", role: "option", id: `${this.id}-${at}`,
          "aria-setsize": this.items.length, "aria-posinset": at + 1,
          click: () => this.select(at),
        },
        ...this.render(this.items[at]),
      );
      row.style.top = `${at * ROW_HEIGHT}px`;
      row.style.height = `${ROW_HEIGHT}px`;
      this.rows.set(at, row);
      this.space.append(row);
    }
    row.setAttribute("aria-selected", String(at === this.at));
  }

  onKey(event) {
    const page = Math.max(Math.floor(this.element.clientHeight / ROW_HEIGHT) - 1, 1);
    const steps = {
      ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page,
      Home: -this.items.length, End: this.items.length,
    };
    if (event.key in steps && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.move(steps[event.key]);
    }
  }
}
