// The overview: how much of what there is. Each bar leads to what it counts.

import {
  DATA, FIXES, SEVERITIES, WORDS, entryName, fileName, findings, number, say,
} from "./data.js";
import { bars, stacked } from "./charts.js";
import { make, visible } from "./dom.js";
import { clearFilters, entryKey, filter } from "./filters.js";

/** The view; `open` leads to another one. */
export function overview(open) {
  const lead = (changes) => () => {
    clearFilters();
    filter(changes);
    open("findings");
  };
  const counted = (keyFor) => {
    const counts = new Map();
    for (const item of findings) {
      const key = keyFor(item);
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { count: 1, item });
    }
    return [...counts.values()];
  };
  const charts = [
    characters(),
    bars(WORDS.byFix, counted((item) => item.fix).map(({ count, item: { fix } }) =>
      ({ label: WORDS[FIXES[fix]], count, choose: lead({ fix: String(fix) }), shade: FIXES[fix] }))),
    bars(WORDS.bySeverity, SEVERITIES.map((name) => ({
      label: WORDS[name], shade: name, choose: lead({ severity: name }),
      count: findings.filter(({ severity }) => severity === name).length,
    }))),
    bars(WORDS.byRule, counted((item) => item.rule).map(({ count, item: { rule } }) =>
      ({ label: DATA.rules[rule].slice(0, 2).join(" "), count, choose: lead({ rule: String(rule) }) }))),
    bars(WORDS.byFile, counted((item) => item.file).map(({ count, item: { file } }) =>
      ({ label: fileName(file), count, choose: lead({ file: String(file) }) }))),
    bars(WORDS.byEntry, counted(entryKey).filter(({ item }) => item.entry >= 0).map(
      ({ count, item }) =>
        ({ label: entryName(item), count, choose: lead({ entry: entryKey(item) }) }))),
  ];
  return make("div", { class: "charts" }, ...charts, problems());
}

function characters() {
  const names = ["intact", "exact", "sure", "doubtful", "unreadable"];
  const totals = names.map((_, at) =>
    DATA.files.reduce((sum, file) => sum + (file.characters?.[at] ?? 0), 0));
  const wrong = DATA.files.reduce((sum, file) => sum + (file.characters?.[names.length] ?? 0), 0);
  const remark = wrong >= 0.5 ? say("expected", { number: number(Math.round(wrong)) }) : "";
  const parts = names.map((name, at) => ({ label: WORDS[name], count: totals[at], shade: name }));
  return stacked(WORDS.characters, parts, remark);
}

function problems() {
  const found = DATA.files.filter(({ problem }) => problem);
  if (found.length === 0) return "";
  return make(
    "section", { class: "chart wide" },
    make("h2", {}, WORDS.problems),
    make("ul", {}, ...found.map(({ name, problem }) =>
      make("li", {}, make("bdi", {}, visible(`${name}: ${problem}`))))),
  );
}
