// Saving decisions: as a file that is downloaded, or by the server that the page comes from.

import { DATA, WORDS, number, say } from "./data.js";
import { decidedNumber, decisionsFile, readDecisions, whenDecided } from "./decisions.js";
import { make } from "./dom.js";

const NAME = "decisions.json";
const DELAY = 300; // milliseconds in which more decisions may follow

/** The buttons; `onRead` is called after decisions were read. */
export function savingBar(onRead) {
  const status = make("p", { class: "status muted", role: "status" });
  const tell = (text) => status.replaceChildren(text);
  const input = make("input", {
    type: "file", id: "open-decisions", class: "unseen", accept: ".json,application/json",
    change: async () => {
      const [file] = input.files;
      if (file === undefined) return;
      try {
        const { number: count, unfit } = readDecisions(await file.text());
        tell(say("opened", { number: number(count), unfit: number(unfit) }));
        onRead();
      } catch {
        tell(WORDS.notDecisions);
      }
      input.value = "";
    },
  });
  const buttons = [
    make("label", { class: "button", for: "open-decisions" }, WORDS.open), input,
  ];
  if (DATA.saveTo) {
    saveOften(tell);
  } else {
    buttons.unshift(make("button", { type: "button", id: "download", click: () => {
      download();
      tell(WORDS.next);
    } }, WORDS.download));
    warnBeforeLeaving();
  }
  return make("div", { class: "saving" }, ...buttons, status);
}

let unsaved = false;

function download() {
  const url = URL.createObjectURL(new Blob([decisionsFile()], { type: "application/json" }));
  make("a", { href: url, download: NAME }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  unsaved = false;
}

function warnBeforeLeaving() {
  whenDecided(() => {
    unsaved = decidedNumber() > 0;
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}

function saveOften(tell) {
  let waiting;
  const save = async () => {
    try {
      const answer = await fetch(DATA.saveTo, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: decisionsFile(),
      });
      tell(answer.ok ? WORDS.saved : WORDS.notSaved);
    } catch {
      tell(WORDS.notSaved);
    }
  };
  whenDecided(() => {
    clearTimeout(waiting);
    waiting = setTimeout(save, DELAY);
  });
}
