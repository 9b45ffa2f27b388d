// The page: its three views, and the keys.

import { DATA, WORDS, findings, groups, number } from "./data.js";
import { make } from "./dom.js";
import { doubtsView } from "./doubts.js";
import { filterForm, focusSearch, whenFiltered } from "./filters.js";
import { findingsView } from "./findings.js";
import { overview } from "./overview.js";
import { preparePrinting } from "./printing.js";
import { savingBar } from "./saving.js";

const ofFindings = findingsView();
const ofDoubts = doubtsView();
const views = {
  overview: { tab: WORDS.overview, panel: [overview((name) => open(name))] },
  findings: { tab: `${WORDS.findings} (${number(findings.length)})`, panel: [ofFindings.element] },
  doubts: {
    tab: `${WORDS.doubts} (${number(groups.length)})`,
    panel: [
      make("div", { class: "tools" },
        make("button", { type: "button", id: "accept", click: () => ofDoubts.chooseNumber(1) },
          WORDS.accept),
        make("button", { type: "button", id: "undo", click: () => ofDoubts.takeBack() }, WORDS.undo),
        ofDoubts.progress,
        savingBar(() => ofDoubts.refresh())),
      ofDoubts.element,
    ],
  },
};
let current = "overview";
const form = filterForm();

function open(name) {
  current = name;
  for (const [key, view] of Object.entries(views)) {
    const chosen = key === name;
    view.button.setAttribute("aria-selected", String(chosen));
    view.button.tabIndex = chosen ? 0 : -1;
    view.element.hidden = !chosen;
  }
  form.hidden = name === "overview";
  form.dataset.view = name;
  refresh();
}

function refresh() {
  if (current === "findings") ofFindings.refresh();
  if (current === "doubts") ofDoubts.refresh();
}

function tabs() {
  const names = Object.keys(views);
  for (const [name, view] of Object.entries(views)) {
    view.button = make("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}`,
      click: () => open(name),
    }, view.tab);
    view.element = make("div", {
      role: "tabpanel", id: `view-${name}`, "aria-labelledby": `tab-${name}`, class: `view ${name}`,
    }, ...view.panel);
  }
  return make("div", {
    role: "tablist", "aria-label": WORDS.views,
    keydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      const name = names[(names.indexOf(current) + step + names.length) % names.length];
      open(name);
      views[name].button.focus();
    },
  }, ...names.map((name) => views[name].button));
}

const shortcuts = make("input", { type: "checkbox", id: "shortcuts", checked: true });

function keyHelp() {
  const key = (keys, word) => make("li", {}, make("kbd", {}, keys), " ", word);
  return make("details", { class: "keys" },
    make("summary", {}, WORDS.keys),
    make("label", { class: "check", for: "shortcuts" }, shortcuts, WORDS.keysOn),
    make("ul", {},
      key("j k", WORDS.keyMove), key("1–9", WORDS.keyChoose), key("a", WORDS.keyAccept),
      key("u", WORDS.keyUndo), key("/", WORDS.keySearch)));
}

function onKey(event) {
  const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea");
  if (isTyping || !shortcuts.checked || event.ctrlKey || event.metaKey || event.altKey) {
    if (isTyping && event.key === "Escape") event.target.blur();
    return;
  }
  const list = current === "doubts" ? ofDoubts.list : ofFindings.list;
  const actions = { j: () => list.move(1), k: () => list.move(-1), "/": focusSearch };
  if (current === "doubts") {
    actions.a = () => ofDoubts.chooseNumber(1);
    actions.u = () => ofDoubts.takeBack();
    for (let digit = 1; digit <= 9; digit += 1) {
      actions[digit] = () => ofDoubts.chooseNumber(digit);
    }
  }
  if (current !== "overview" && event.key in actions) {
    event.preventDefault();
    actions[event.key]();
  }
}

const paper = make("div", { id: "paper" });
document.getElementById("page").replaceChildren(
  make("header", {}, make("h1", {}, "digestlint ", make("span", {}, WORDS.review)), tabs(), keyHelp()),
  make("main", {}, form, ...Object.values(views).map((view) => view.element)),
  paper,
);
whenFiltered(refresh);
addEventListener("keydown", onKey);
preparePrinting(paper);
open(DATA.saveTo && groups.length ? "doubts" : "overview");
performance.mark("shown"); // see benchmarks/review_page
