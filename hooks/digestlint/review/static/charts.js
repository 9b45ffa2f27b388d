// Charts, drawn as SVG. Each has its numbers as text, so nothing is said by length or colour alone.

import { WORDS, number, say } from "./data.js";
import { draw, make, visible } from "./dom.js";

const MOST_BARS = 10; // bars of a chart

/** Bars: `rows` have a label, a count, and what is done where one is chosen. */
export function bars(title, rows) {
  const sorted = rows.filter((row) => row.count > 0).sort((one, other) => other.count - one.count);
  const most = sorted.length ? sorted[0].count : 1;
  const shown = sorted.slice(0, MOST_BARS).map((row) =>
    make(
      "li", {},
      make(
        "button", { type: "button", class: "bar", click: row.choose },
        make("span", { class: "bar-label" }, make("bdi", {}, visible(row.label))),
        make("span", { class: "bar-count" }, number(row.count)),
        draw(
          "svg",
          { viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
          draw("rect", { class: "track", width: 100, height: 6 }),
          draw("rect", {
            class: `fill ${row.shade ?? ""}`, width: Math.max((100 * row.count) / most, 0.5), height: 6,
          }),
        ),
      ),
    ));
  const left = sorted.length - MOST_BARS;
  return make(
    "section", { class: "chart" },
    make("h2", {}, title),
    shown.length ? make("ul", {}, ...shown) : make("p", { class: "muted" }, WORDS.clean),
    left > 0 ? make("p", { class: "muted" }, say("more", { number: number(left) })) : "",
  );
}

/** One bar of parts, with a legend: `parts` have a label, a count and a class. */
export function stacked(title, parts, remark) {
  const total = parts.reduce((sum, part) => sum + part.count, 0) || 1;
  let left = 0;
  const pieces = parts.map(({ count, shade }) => {
    const width = (100 * count) / total;
    const piece = draw("rect", { class: shade, x: left, width, height: 10 });
    left += width;
    return piece;
  });
  const legend = parts.map(({ label, count, shade }) =>
    make(
      "li", {},
      draw("svg", { viewBox: "0 0 10 10", class: "swatch", "aria-hidden": "true" },
        draw("rect", { class: shade, width: 10, height: 10 })),
      make("span", {}, label),
      make("span", { class: "bar-count" }, number(count)),
      make("span", { class: "muted share" }, share(count, total)),
    ));
  return make(
    "section", { class: "chart wide" },
    make("h2", {}, title),
    draw("svg",
      { viewBox: "0 0 100 10", preserveAspectRatio: "none", class: "stack", "aria-hidden": "true" },
      ...pieces),
    make("ul", { class: "legend" }, ...legend),
    remark ? make("p", { class: "muted" }, remark) : "",
  );
}

function share(count, total) {
  const value = (100 * count) / total;
  return count === 0 ? "0 %" : value < 0.01 ? "< 0.01 %" : `${value.toFixed(2)} %`;
}
