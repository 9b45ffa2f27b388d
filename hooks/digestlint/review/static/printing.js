// On paper there are no lists to scroll: everything that the filters leave is written out.

import { WORDS } from "./data.js";
import { chosenGroups, groupDetails } from "./doubts.js";
import { make } from "./dom.js";
import { chosenFindings } from "./filters.js";
import { findingDetails } from "./findings.js";

const MOST_PRINTED = 2000; // of each kind

export function preparePrinting(container) {
  addEventListener("beforeprint", () => {
    container.replaceChildren(
      make("h2", {}, WORDS.doubts),
      ...chosenGroups().slice(0, MOST_PRINTED).map((at) =>
        make("article", {}, ...groupDetails(at, []))),
      make("h2", {}, WORDS.findings),
      ...chosenFindings().slice(0, MOST_PRINTED).map((item) => make("article", {}, ...findingDetails(item))),
    );
  });
  addEventListener("afterprint", () => container.replaceChildren());
}
