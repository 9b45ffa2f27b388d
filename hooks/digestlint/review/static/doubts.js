// The view of doubtful characters: each in its sentence, decided with one key for all its places.

import { WORDS, entryName, fileName, groups, number, percent, say, shortName } from "./data.js";
import { candidates, decide, decidedNumber, decisionFor, undo } from "./decisions.js";
import { make, visible } from "./dom.js";
import { filters, isOf } from "./filters.js";
import { LongList } from "./lists.js";
import { damagedText, restoredText, shortText } from "./shown.js";

const PLACES = 30; // that are shown of a group
const REACH = 14; // characters beside one in the list

export function doubtsView() {
  const details = make("section", { class: "details", "aria-label": WORDS.details });
  const progress = make("p", { class: "muted", role: "status" });
  const list = new LongList({
    label: WORDS.doubts, render: groupRow,
    onSelect: (group) => details.replaceChildren(...(group === undefined
      ? [make("p", { class: "muted" }, groups.length ? WORDS.none : WORDS.noDoubts)]
      : choiceDetails(group, (character) => view.choose(character)))),
  });
  const view = {
    element: make("div", { class: "split" }, list.element, details),
    progress,
    list,
    refresh: () => {
      list.show(chosenGroups());
      view.count();
    },
    count: () => {
      const values = { number: number(decidedNumber()), total: number(groups.length) };
      progress.replaceChildren(say("decided", values));
    },
    /** Decide about the group that is chosen, and go on to the next. */
    choose: (character) => {
      const group = list.items[list.at];
      if (group === undefined || character === undefined) return;
      if (details.contains(document.activeElement)) list.element.focus(); // the button is replaced
      decide(group, character);
      list.renew();
      view.count();
      list.select(list.at + 1);
    },
    chooseNumber: (at) => view.choose(candidates(list.items[list.at] ?? 0)[at - 1]?.[0]),
    takeBack: () => {
      const group = undo();
      if (group === undefined) return;
      list.renew();
      view.count();
      const at = list.items.indexOf(group);
      list.select(at >= 0 ? at : list.at);
    },
  };
  return view;
}

/** The numbers of the groups that the filters leave. */
export function chosenGroups() {
  const query = filters.query.toLowerCase();
  return [...groups.keys()].filter((at) => {
    if (filters.undecided && decisionFor(at) !== undefined) return false;
    return groups[at].places.some(({ sentence }) =>
      isOf(sentence) &&
      (query === "" || `${sentence.text}\n${sentence.damaged}`.toLowerCase().includes(query)));
  });
}

function groupRow(at) {
  const { places } = groups[at];
  const chosen = decisionFor(at);
  const [place] = places;
  return [
    make("span", { class: "line first" }, shortText(place, chosen, REACH)),
    make("span", { class: "muted place" },
      make("bdi", {}, visible(`${shortName(place.sentence.file)}:${place.sentence.row}`)),
      places.length > 1 ? ` × ${number(places.length)}` : ""),
    make("span", { class: "badge" },
      chosen ? `✓ ${WORDS.chosenHere}` : say("likely", { percent: percent(place.odds[0]) })),
  ];
}

/** What is to be seen of a group; `choose` is called with the character that was chosen. */
export function groupDetails(at, buttons) {
  const { places } = groups[at];
  const [place] = places;
  const { sentence } = place;
  return [
    make("p", { class: "muted" },
      make("bdi", {}, visible(`${fileName(sentence.file)}:${sentence.row}`)), " · ",
      make("bdi", {}, visible(entryName(sentence)))),
    make("h2", {}, WORDS.restored),
    make("p", { class: "box large" }, restoredText(place)),
    make("h2", {}, WORDS.damaged),
    make("p", { class: "box" }, damagedText(place)),
    ...buttons,
  ];
}

function choiceDetails(at, choose) {
  const { places } = groups[at];
  const chosen = decisionFor(at);
  const buttons = candidates(at).map(([character, posterior], index) =>
    make(
      "button",
      {
        type: "button", class: "choice", "aria-pressed": String(character === chosen),
        click: () => choose(character),
      },
      make("kbd", {}, String(index + 1)),
      make("span", { class: "character" }, visible(character)),
      make("span", { class: "share" }, percent(posterior)),
    ));
  const others = places.slice(1, PLACES + 1).map((place) =>
    make("li", {},
      make("span", { class: "muted" },
        make("bdi", {}, visible(`${shortName(place.sentence.file)}:${place.sentence.row} `))),
      shortText(place, chosen, REACH)));
  const left = places.length - 1 - others.length;
  return groupDetails(at, [
    make("h2", {}, WORDS.choices),
    make("div", { class: "choices", role: "group", "aria-label": WORDS.choices }, ...buttons),
    places.length > 1
      ? make("p", { class: "muted" }, say("places", { number: number(places.length) }))
      : "",
    others.length ? make("ul", { class: "places" }, ...others) : "",
    left > 0 ? make("p", { class: "muted" }, say("more", { number: number(left) })) : "",
    make("p", { class: "muted" }, WORDS.legend),
  ]);
}

