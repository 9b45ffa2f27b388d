// Texts of files with colours: restored characters by how certain they are, and what fixes change.

import { WORDS, percent, say } from "./data.js";
import { decisionFor } from "./decisions.js";
import { make, visible } from "./dom.js";

/** The class of a posterior: "sure", or how doubtful it is. */
export function tint(posterior) {
  if (posterior >= 0.99) return "sure";
  if (posterior >= 0.9) return "doubt1";
  if (posterior >= 0.7) return "doubt2";
  return "doubt3";
}

/** The sentence of a doubt, restored, with what has been decided in it. */
export function restoredText({ sentence, at }) {
  const characters = Array.from(sentence.text);
  const decided = new Map(sentence.doubts.map((doubt) => [doubt.at, decisionFor(doubt.group)]));
  const children = [];
  let done = 0;
  for (let number = 0; number < sentence.marks.length; number += 2) {
    const offset = sentence.marks[number];
    const posterior = sentence.marks[number + 1];
    children.push(visible(characters.slice(done, offset).join("")));
    const here = offset === at;
    const chosen = decided.get(offset);
    const text = chosen ?? characters[offset];
    const shade = chosen ? "decided" : tint(posterior);
    const label = posterior > 0 ? say("likely", { percent: percent(posterior) }) : WORDS.unreadable;
    children.push(
      make("span", { class: here ? `${shade} here` : shade, title: label }, visible(text)),
    );
    done = offset + 1;
  }
  children.push(visible(characters.slice(done).join("")));
  return make("bdi", { class: "restored" }, ...children);
}

/** The sentence as it is in the file; what is left of the character in question is marked. */
export function damagedText(doubt) {
  const characters = Array.from(doubt.sentence.damaged);
  const part = (from, to) => visible(characters.slice(from, to).join(""));
  return make(
    "bdi",
    { class: "damaged" },
    part(0, doubt.start),
    make("span", { class: "here" }, part(doubt.start, doubt.end)),
    part(doubt.end),
  );
}

/** A few words around the character in question. */
export function shortText(doubt, chosen, reach) {
  const characters = Array.from(doubt.sentence.text);
  const from = Math.max(doubt.at - reach, 0);
  const to = Math.min(doubt.at + 1 + reach, characters.length);
  const part = (first, last) => visible(characters.slice(first, last).join(""));
  const shade = chosen ? "decided" : tint(doubt.odds[0]);
  return make(
    "bdi",
    { class: "short" },
    (from > 0 ? "…" : "") + part(from, doubt.at),
    make("span", { class: `${shade} here` }, chosen || visible(characters[doubt.at])),
    part(doubt.at + 1, to) + (to < characters.length ? "…" : ""),
  );
}

/** Part of the file around a finding, which is marked. */
export function excerptText([before, found, after]) {
  return make(
    "bdi",
    { class: "excerpt" },
    visible(before), make("mark", {}, visible(found)), visible(after),
  );
}

/** The changes of a fix: each as it was and as it will be. */
export function changedLines(changes) {
  return changes.map(([row, parts]) => {
    const side = (kind, element, sign, word) =>
      make(
        "div",
        { class: `side ${element}-side` },
        make("span", { class: "sign" }, sign, make("span", { class: "unseen" }, word)),
        make(
          "bdi", {},
          ...parts
            .filter(([of]) => of === 0 || of === kind)
            .map(([of, text]) => (of === 0 ? visible(text) : make(element, {}, visible(text)))),
        ),
      );
    return make(
      "div",
      { class: "change" },
      row > 0 ? make("p", { class: "where" }, say("line", { number: row })) : "",
      side(1, "del", "−", WORDS.before),
      side(2, "ins", "+", WORDS.after),
    );
  });
}
