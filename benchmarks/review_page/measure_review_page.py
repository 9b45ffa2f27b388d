"""How fast the review page is with many doubtful characters, in a real Chromium.

    python benchmarks/review_page/measure_review_page.py [--doubts 50000] [--runs 5]

The page is of generated data, so that its size can be chosen; each doubt is in a sentence of its
own. What is printed are the medians of several runs: from opening the file to the first contentful
paint, and to the overview with its charts; opening the list of doubts, one key press with its
repaint, and a search through everything. Needs Playwright, and Chromium.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from digestlint.review.page import page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIRST_PAINT = 1000  # milliseconds: the target
_SENTENCE = "第{0}组实验研究智能体与环境的交互，并给出新的训练方法，在多个基准上速度提升{0}倍。"
_WHAT = ("first paint", "overview", "list of doubts", "key press", "search")
# In the page: how long something takes until the browser has painted what came of it.
_TIMED = """async (act) => {
  const start = performance.now();
  act === "open" ? document.getElementById("tab-doubts").click()
    : act === "key" ? document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key: "a", bubbles: true }))
    : (() => {
        const input = document.getElementById("filter-query");
        input.value = "第4999";
        input.dispatchEvent(new Event("input"));
      })();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
_PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  const entry = list.getEntriesByName("first-contentful-paint")[0];
  if (entry) done(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""


def content(doubts: int) -> dict[str, Any]:
    """Return the data of a page with this many doubtful characters, and as many findings."""
    sentences, found, groups, findings = [], [], [], []
    for number in range(doubts):
        text = _SENTENCE.format(number)
        damaged = text.encode().decode("cp1254", "ignore")
        at = text.index("与")
        start = len(text[:at].encode().decode("cp1254", "ignore"))
        marks = [value for place in range(at, at + 12, 3) for value in (place, 0.97)]
        sentences.append([0, -1, number + 1, text, damaged, marks])
        found.append([number, at, start, start + 2, "与中不", [0.71, 0.27, 0.02]])
        groups.append(["ä¸", f"{number}", "", "能体", "环境", [number]])
        row = [0, -1, 0, "error", 1, number + 1, 1, f"lossy mojibake in line {number}"]
        findings.append([*row, [], "Restore", [[number + 1, [[1, damaged], [2, text]]]]])
    return {
        "files": [{"name": "a.md", "entries": [], "characters": [0, 0, 0, doubts, 0, doubts / 9]}],
        "rules": [["ENC003", "lossy-mojibake", "https://example.org"]],
        "findings": findings,
        "sentences": sentences,
        "doubts": found,
        "groups": groups,
        "decisions": [],
    }


def measure(browser: Browser, address: str) -> list[float]:
    """Return how many milliseconds each of ``_WHAT`` takes."""
    opened = browser.new_page()
    opened.goto(address)
    times = [float(opened.evaluate(_PAINTED))]
    times.append(float(opened.evaluate("performance.getEntriesByName('shown')[0].startTime")))
    times += [float(opened.evaluate(_TIMED, act)) for act in ("open", "key", "search")]
    opened.close()
    return times


def main() -> int:
    """Measure and print; returns 1 if the first paint takes too long."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--doubts", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder, "review.html")
        path.write_bytes(page(content(options.doubts)))
        print(f"{options.doubts:,} doubtful characters, {path.stat().st_size / 1e6:.1f} MB")
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        runs = [measure(browser, path.as_uri()) for _ in range(options.runs)]
        browser.close()
    middle = [median(times) for times in zip(*runs, strict=True)]
    for what, milliseconds in zip(_WHAT, middle, strict=True):
        print(f"{what:15} {milliseconds:6.0f} ms")
    return int(middle[0] > FIRST_PAINT)


if __name__ == "__main__":
    sys.exit(main())
