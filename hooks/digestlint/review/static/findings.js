// The view of findings: the list, and the one that is chosen with what its fix changes.

import { DATA, FIXES, WORDS, entryName, fileName, shortName } from "./data.js";
import { make, visible } from "./dom.js";
import { chosenFindings } from "./filters.js";
import { LongList } from "./lists.js";
import { changedLines, excerptText } from "./shown.js";

export function findingsView() {
  const details = make("section", { class: "details", "aria-label": WORDS.details });
  const list = new LongList({
    label: WORDS.findings, render: findingRow,
    onSelect: (item) => details.replaceChildren(...(item ? findingDetails(item) : [nothing()])),
  });
  return {
    element: make("div", { class: "split" }, list.element, details),
    list,
    refresh: () => list.show(chosenFindings()),
  };
}

function nothing() {
  return make("p", { class: "muted" }, DATA.findings.length ? WORDS.none : WORDS.clean);
}

function findingRow(item) {
  const [code, name] = DATA.rules[item.rule];
  return [
    make("span", { class: "head" },
      make("span", { class: `badge ${item.severity}` }, WORDS[item.severity]),
      make("strong", {}, `${code} ${name}`),
      make("span", { class: "muted place" },
        make("bdi", {}, visible(`${shortName(item.file)}:${item.row}`)))),
    make("span", { class: "line" }, make("bdi", {}, visible(summary(item)))),
  ];
}

/** What tells a finding from others of its rule: of mojibake, the text that it is restored to. */
function summary({ rule, changes, message }) {
  const isMojibake = DATA.rules[rule][1].endsWith("mojibake");
  const added = changes.flatMap(([, parts]) => parts.filter(([kind]) => kind === 2));
  return isMojibake && added.length ? added.map(([, text]) => text).join(" ") : message;
}

/** What is to be seen of a finding; also on paper. */
export function findingDetails(item) {
  const [code, name, url] = DATA.rules[item.rule];
  return [
    make("h2", {}, `${code} ${name}`),
    make("p", { class: "muted" },
      make("bdi", {}, visible(`${fileName(item.file)}:${item.row}:${item.column}`)),
      " · ", make("bdi", {}, visible(entryName(item)))),
    make("p", {}, make("bdi", {}, visible(item.message))),
    make("p", {},
      make("span", { class: `badge ${item.severity}` }, WORDS[item.severity]), " ",
      make("span", { class: `badge ${FIXES[item.fix]}` }, WORDS[FIXES[item.fix]]), " ",
      make("a", { href: url, rel: "noreferrer", target: "_blank" }, WORDS.documentation)),
    ...(item.changes.length
      ? [make("h3", {}, WORDS.change), make("p", {}, make("bdi", {}, visible(item.fixMessage))),
         ...changedLines(item.changes)]
      : [make("h3", {}, WORDS.excerpt), make("p", { class: "box" }, excerptText(item.excerpt))]),
  ];
}

