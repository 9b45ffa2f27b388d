"""The tables of the benchmark, as Markdown, and its bars."""

from __future__ import annotations

from collections.abc import Mapping

from loads import LOADS
from peers import BARE, OURS

from timing import Times

Results = Mapping[str, Mapping[str, Times]]  # by load, by tool

# Load of ours, load and tool of the peer, the most that ours may take of the peer's time.
_KNOWN = ("file", "folder", "hook", "fix", "json", "stdin")
BARS = (
    *(
        (f"nothing changed: {what}", f"known, {what}", f"known, {what}", BARE, 1.5)
        for what in _KNOWN
    ),
    ("digests restored", "restored", "restored", "rumdl", 2.0),
    ("digests as they are", "as is", "as is", "ftfy", 1.0),
    ("the same, warm cache", "as is, warm", "as is, warm", "rumdl", 1.5),
    ("corpus, cold", "corpus, cold", "corpus, cold", "rumdl", 1.0),
    ("corpus, warm cache", "corpus, warm", "corpus, warm", "rumdl", 1.0),
    ("corpus of files that all differ, cold", "distinct, cold", "distinct, cold", "rumdl", 1.0),
    ("fixing everything", "fix", "as is", OURS, 3.0),
)
_MEMORY_BAR = 1.5


def render(results: Results, versions: Mapping[str, str], sizes: Mapping[str, int]) -> str:
    """Return the table of times, the table of peaks and that of the bars."""
    tools = list(versions)
    head = ["", *(f"{tool} {versions[tool]}" for tool in tools)]
    times, peaks = [], []
    for load in (load for load in LOADS if load in results):
        its = results[load]
        label = f"{LOADS[load]}{_size(sizes.get(load, 0))}"
        times.append([label, *(_seconds(its.get(tool)) for tool in tools)])
        peaks.append([label, *(_memory(its.get(tool)) for tool in tools)])
    return "\n\n".join(
        [
            "Seconds of wall time (and of processor time, all processes together), medians:",
            _table(head, times),
            "Peak memory of the largest process, MiB:",
            _table(head, peaks),
            "The bars:",
            _table(["", "bar", "wall time", "processor time"], _bars(results)),
        ]
    )


def _bars(results: Results) -> list[list[str]]:
    rows = []
    for label, load, other, peer, most in BARS:
        ours, theirs = results.get(load, {}).get(OURS), results.get(other, {}).get(peer)
        if not (ours and theirs and ours.wall and theirs.wall):
            continue
        wall = ours.seconds / theirs.seconds
        cpu = ours.cpu_seconds / theirs.cpu_seconds
        name = f"{peer}'s check" if peer == OURS else peer
        mark = "" if wall <= most else " **missed**"
        rows.append([label, f"≤ {most:g} × {name}", f"{wall:.2f} ×{mark}", f"{cpu:.2f} ×"])
    corpus = results.get("corpus, cold", {})
    if OURS in corpus and "rumdl" in corpus and corpus["rumdl"].memory:
        share = corpus[OURS].memory / corpus["rumdl"].memory
        mark = "" if share <= _MEMORY_BAR else " **missed**"
        rows.append(
            ["corpus, peak memory", f"≤ {_MEMORY_BAR:g} × rumdl", f"{share:.2f} ×{mark}", ""]
        )
    return rows


def _seconds(times: Times | None) -> str:
    if times is None:
        return "–"
    if times.failure:
        return times.failure
    few = f", {len(times.wall)} ×" if len(times.wall) < 7 else ""
    return f"{times.seconds:.3g} ({times.cpu_seconds:.3g}{few})"


def _memory(times: Times | None) -> str:
    return f"{times.memory:.0f}" if times and times.memory else "–"


def _size(count: int) -> str:
    return f" ({count / 1e6:.3g} MB)" if count >= 10_000 else ""


def _table(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *["---:" for _ in head[1:]]]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *rows])
