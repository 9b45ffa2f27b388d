// What was decided: kept by group, undone in the order of decisions, written and read as JSON.

import { DATA, groups } from "./data.js";

const VERSION = 1;

const made = new Map(); // the character, by the number of the group
const history = []; // of groups, with what was decided before
let elsewhere = []; // decisions that fit nothing on this page, which are kept
let numbers; // of the groups, by key: made when it is needed
const decisionListeners = [];

export function whenDecided(listener) {
  decisionListeners.push(listener);
}

function keyOf({ damaged, before, after }) {
  return JSON.stringify([damaged, before, after]);
}

export function decisionFor(group) {
  return made.get(group);
}

export function decidedNumber() {
  return made.size;
}

export function decide(group, character) {
  history.push([group, made.get(group)]);
  made.set(group, character);
  decisionListeners.forEach((listener) => listener());
}

/** Take the last decision back; returns its group, or undefined. */
export function undo() {
  const last = history.pop();
  if (last === undefined) return undefined;
  const [group, before] = last;
  if (before === undefined) {
    made.delete(group);
  } else {
    made.set(group, before);
  }
  decisionListeners.forEach((listener) => listener());
  return group;
}

/** The characters that it may have been, the likeliest first: `[character, posterior]`. */
export function candidates(group) {
  const odds = new Map();
  for (const place of groups[group].places) {
    Array.from(place.characters).forEach((character, at) => {
      odds.set(character, Math.max(odds.get(character) ?? 0, place.odds[at]));
    });
  }
  const [first] = Array.from(groups[group].places[0].characters);
  const others = [...odds].filter(([character]) => character !== first);
  return [[first, odds.get(first)], ...others.sort((one, other) => other[1] - one[1])].slice(0, 9);
}

/** The text around a character once all that was decided is carried out: neighbours too. */
function onceRestored({ left, right, places: [{ sentence, at }] }) {
  const text = Array.from(sentence.text);
  for (const doubt of sentence.doubts) text[doubt.at] = made.get(doubt.group) ?? text[doubt.at];
  return text.slice(at - Array.from(left).length, at + 1 + Array.from(right).length).join("");
}

/** What is saved: all decisions, in the order of the page. */
export function decisionsFile() {
  const here = [...made].sort(([one], [other]) => one - other).map(([at, chosen]) => {
    const { damaged, before, after } = groups[at];
    return { damaged, before, after, chosen, restored: onceRestored(groups[at]) };
  });
  return `${JSON.stringify({ version: VERSION, decisions: [...here, ...elsewhere] }, null, 1)}\n`;
}

/** Take the decisions of a file; returns how many there are, and how many fit nothing here. */
export function readDecisions(text) {
  const content = JSON.parse(text);
  if (content?.version !== VERSION || !Array.isArray(content.decisions)) {
    throw new TypeError("no file of decisions");
  }
  const isText = (value) => typeof value === "string";
  for (const each of content.decisions) {
    const { damaged, before, after, chosen } = each ?? {};
    if (![damaged, before, after, chosen].every(isText)) {
      throw new TypeError("no decision");
    }
  }
  const result = takeDecisions(content.decisions);
  decisionListeners.forEach((listener) => listener());
  return result;
}

function takeDecisions(decisions) {
  const known = new Set(elsewhere.map(keyOf));
  numbers ??= new Map(groups.map((group, at) => [keyOf(group), at]));
  let unfit = 0;
  for (const decision of decisions) {
    const at = numbers.get(keyOf(decision));
    if (at !== undefined && candidates(at).some(([character]) => character === decision.chosen)) {
      made.set(at, decision.chosen);
    } else {
      unfit += 1;
      if (!known.has(keyOf(decision))) elsewhere.push(decision);
    }
  }
  history.length = 0;
  return { number: decisions.length, unfit };
}

if (DATA.decisions.length) takeDecisions(DATA.decisions);
