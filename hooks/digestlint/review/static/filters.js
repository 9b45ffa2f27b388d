// What is shown: by rule, file, entry, severity, what --fix does, and words that are searched.

import { DATA, FIXES, SEVERITIES, WORDS, entryName, findings, sentences } from "./data.js";
import { make, visible } from "./dom.js";

export const filters = {
  rule: "", file: "", entry: "", severity: "", fix: "", query: "", undecided: false,
};
const filterListeners = [];

export function whenFiltered(listener) {
  filterListeners.push(listener);
}

/** Set some of the filters; what they leave is shown anew. */
export function filter(changes) {
  Object.assign(filters, changes);
  for (const [name, input] of Object.entries(inputs)) {
    if (input.type === "checkbox") {
      input.checked = filters[name];
    } else {
      input.value = filters[name];
    }
  }
  filterListeners.forEach((listener) => listener());
}

export function clearFilters() {
  filter({
    rule: "", file: "", entry: "", severity: "", fix: "", query: "", undecided: false,
  });
}

/** The findings that the filters leave. */
export function chosenFindings() {
  const { rule, severity, fix } = filters;
  const query = filters.query.toLowerCase();
  return findings.filter(
    (item) =>
      isOf(item) &&
      (rule === "" || item.rule === Number(rule)) &&
      (severity === "" || item.severity === severity) &&
      (fix === "" || item.fix === Number(fix)) &&
      (query === "" || wordsOf(item).includes(query)),
  );
}

function wordsOf(item) {
  const [code, name] = DATA.rules[item.rule];
  const changed = item.changes.flatMap(([, parts]) => parts.map(([, text]) => text));
  return [code, name, item.message, ...item.excerpt, ...changed].join(" ").toLowerCase();
}

/** Whether a finding or a sentence is in the file and in the entry that are chosen. */
export function isOf(item) {
  return (
    (filters.file === "" || item.file === Number(filters.file)) &&
    (filters.entry === "" || entryKey(item) === filters.entry)
  );
}

export function entryKey(item) {
  return `${item.file}:${item.entry}`;
}

const inputs = {};
let search;

export function focusSearch() {
  search.focus();
  search.select();
}

/** The form with the filters; `names` are those that are of use in a view. */
export function filterForm() {
  const option = ([value, label]) => make("option", { value }, visible(label));
  const choice = (name, options) => {
    inputs[name] = make(
      "select", { id: `filter-${name}`, change: () => filter({ [name]: inputs[name].value }) },
      option(["", WORDS.all]), ...options.map(option),
    );
    return make("label", { class: `of-${name}`, for: `filter-${name}` }, WORDS[name], inputs[name]);
  };
  search = make("input", {
    type: "search", id: "filter-query", autocomplete: "off",
    input: () => filter({ query: search.value }),
  });
  inputs.query = search;
  inputs.undecided = make("input", {
    type: "checkbox", id: "filter-undecided",
    change: () => filter({ undecided: inputs.undecided.checked }),
  });
  const rest = make(
    "details", { class: "more", open: matchMedia("(min-width: 52rem)").matches },
    make("summary", {}, WORDS.filters),
    choice("rule", DATA.rules.map(([code, name], at) => [at, `${code} ${name}`])),
    choice("file", DATA.files.map(({ name }, at) => [at, name])),
    choice("entry", entries()),
    choice("severity", SEVERITIES.map((name) => [name, WORDS[name]])),
    choice("fix", FIXES.map((name, at) => [at, WORDS[name]])),
    make("label", { class: "check of-undecided", for: "filter-undecided" },
      inputs.undecided, WORDS.undecided),
    make("button", { type: "button", click: clearFilters }, WORDS.clear),
  );
  return make(
    "form",
    { class: "filters", "aria-label": WORDS.filters, submit: (event) => event.preventDefault() },
    make("label", { for: "filter-query" }, WORDS.search, search), rest,
  );
}

/** The entries that anything is to be seen of. */
function entries() {
  const known = new Map();
  for (const items of [findings, sentences]) {
    for (const item of items) {
      if (item.entry >= 0) known.set(entryKey(item), entryName(item));
    }
  }
  return [...known];
}
