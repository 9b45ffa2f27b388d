// The data of the page, and names for its columns (see page_data.py).

export const DATA = JSON.parse(document.getElementById("data").textContent);
export const WORDS = DATA.words;

export const SEVERITIES = ["error", "warning", "info"];
// What --fix does to a finding, by its number.
export const FIXES = ["safe", "unsafe", "waits", "byHand"];

export const findings = DATA.findings.map(
  ([file, entry, rule, severity, fix, row, column, message, excerpt, fixMessage, changes]) =>
    ({ file, entry, rule, severity, fix, row, column, message, excerpt, fixMessage, changes }),
);

export const sentences = DATA.sentences.map(([file, entry, row, text, damaged, marks]) =>
  ({ file, entry, row, text, damaged, marks, doubts: [] }));

export const doubts = DATA.doubts.map(([sentence, at, start, end, characters, odds]) =>
  ({ sentence: sentences[sentence], at, start, end, characters, odds }));

// The doubts that are decided together: the same damaged text between the same neighbours.
export const groups = DATA.groups.map(([damaged, before, after, left, right, places]) =>
  ({ damaged, before, after, left, right, places: places.map((number) => doubts[number]) }));

groups.forEach(({ places }, group) => {
  for (const place of places) {
    place.group = group;
    place.sentence.doubts.push(place);
  }
});

/** A sentence: a template with a value for each of its fields. */
export function say(name, values = {}) {
  return WORDS[name].replace(/\{(\w+)\}/g, (_, field) => String(values[field]));
}

export function number(value) {
  return value.toLocaleString(DATA.language);
}

/** A probability that is neither 0 nor 1, in percent. */
export function percent(share) {
  return `${Math.min(Math.max(Math.round(share * 100), 1), 99)} %`;
}

export function fileName(file) {
  return DATA.files[file].name;
}

/** The name of a file without its folders, where there is little room. */
export function shortName(file) {
  return fileName(file).split("/").at(-1);
}

export function entryName(item) {
  return item.entry < 0 ? WORDS.noEntry : DATA.files[item.file].entries[item.entry];
}
