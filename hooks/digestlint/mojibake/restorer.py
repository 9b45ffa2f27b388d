"""From text to restored text: which stretches are mojibake, of which code page, how surely."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from digestlint.mojibake.channel import candidates
from digestlint.mojibake.codepages import NAMES, code_page, high_characters, suspicious
from digestlint.mojibake.evidence import CONFIRMED, judge, mask
from digestlint.mojibake.layers import peel
from digestlint.mojibake.lines import line_around, lines_of
from digestlint.mojibake.restoration import Restoration, Run
from digestlint.mojibake.scanner import Stretch, Survey, scan, survey

_SAMPLE = 20_000
"""Characters of suspicious lines that are enough to decide between code pages."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def restore(text: str) -> Restoration:
    """Find the mojibake in ``text`` and restore what is certain.

    Args:
        text: Any text; lone surrogates (bytes that were not UTF-8) may be in it.

    Returns:
        The restored text with the map back to ``text``. Line endings never change.
    """
    if text.isascii():
        return Restoration(text, text)
    runs: list[Run] = []
    if suspicious().search(text):
        runs = _find(text)
    certain = [run for run in runs if run.certain]
    return _assemble(text, certain, [run for run in runs if not run.certain])


def _find(text: str) -> list[Run]:
    """Return all runs, certain or not, in order: one code page after the other."""
    runs: list[Run] = []
    rest = text
    names = list(NAMES)
    while surveys := _surveys(rest, names):
        found, *rivals = surveys
        names.remove(found.page.name)
        stretches = _uncontested(rest, found, rivals, list(scan(rest, found.page, found.lost)))
        judged = [
            run
            for stretch, certain in judge(text, stretches, found.strays)
            if (run := _run(text, found, stretch, certain))
        ]
        if judged:
            runs += judged
            rest = mask(rest, judged)
    return sorted(runs, key=lambda run: run.start)


def _surveys(text: str, names: list[str]) -> list[Survey]:
    """Return what the code pages find that explain anything, the best one first.

    Only suspicious lines count, and of many of them every so many, unless those show nothing.
    """
    search = suspicious().search
    lines = [line for line in lines_of(text) if not line.isascii() and search(line)]
    step = sum(map(len, lines)) // _SAMPLE + 1
    for sample in (lines[::step], lines)[: 1 if step == 1 else 2]:
        surveys = [survey("\n".join(sample), code_page(name)) for name in names]
        hopeful = [found for found in surveys if found is not None and found.evidence > 0]
        if hopeful:
            return sorted(hopeful, key=lambda found: -found.score)
    return []


def _uncontested(
    text: str, found: Survey, rivals: list[Survey], stretches: list[Stretch]
) -> list[Stretch]:
    """Leave out the lines that another code page of the document explains better as a whole."""
    pages = [rival.page for rival in rivals if rival.evidence >= CONFIRMED]
    if not pages:
        return stretches
    high = high_characters().findall
    kept: list[Stretch] = []
    for start, end, members in _by_line(text, stretches):
        line = text[start:end]
        if len(high(line)) > sum(sum(member.sizes) for member in members):
            ours = survey(line, found.page)
            others = [theirs.score for page in pages if (theirs := survey(line, page))]
            if ours is None or max(others, default=0.0) > max(ours.score, 0.0):
                continue
        kept += members
    return kept


def _by_line(text: str, stretches: list[Stretch]) -> Iterator[tuple[int, int, list[Stretch]]]:
    """Yield each line's start and end with the stretches in it."""
    members: list[Stretch] = []
    start = end = -1
    for stretch in stretches:
        if stretch.start > end:
            if members:
                yield start, end, members
            members = []
            start, end = line_around(text, stretch.start, stretch.start)
        members.append(stretch)
    if members:
        yield start, end, members


def _run(text: str, found: Survey, stretch: Stretch, certain: bool) -> Run | None:
    """Make a run, or None where the channel does not lead back to the source exactly."""
    chars = stretch.text
    bounds = tuple(accumulate(stretch.sizes, initial=stretch.start))
    damaged = tuple([index for index, piece in enumerate(stretch.pieces) if piece.damaged])
    times = 1
    lost = frozenset[int]()
    if damaged:
        lost = found.lost.difference(found.page.view(text[stretch.start : stretch.end]))
    else:
        chars, bounds, times = peel(found.page, chars, bounds)
    run = Run(
        start=bounds[0],
        end=bounds[-1],
        restored_start=0,
        restored_end=0,
        text=chars,
        bounds=bounds,
        damaged=damaged,
        code_page=found.page.name,
        certain=certain,
        lost=lost,
        times=times,
    )
    return run if round_trips(run, text) else None


def round_trips(run: Run, source: str) -> bool:
    """Whether the run's channel leads from the restored characters back to the source.

    The intact characters must become exactly the source characters that they were read from, and
    for a damaged one there must be a candidate that leaves the characters that stand there.
    """
    channel = run.channel
    if not run.damaged:
        return channel.send(run.text) == source[run.start : run.end]
    view = code_page(run.code_page).view(source[run.start : run.end])
    at = 0
    for index in run.damaged:
        start, end = run.bounds[index], run.bounds[index + 1]
        if channel.send(run.text[at:index]) != source[run.bounds[at] : start]:
            return False
        if not candidates(view[start - run.start : end - run.start], run.lost):
            return False
        at = index + 1
    return channel.send(run.text[at:]) == source[run.bounds[at] : run.end]


def _assemble(text: str, certain: list[Run], suspects: list[Run]) -> Restoration:
    parts: list[str] = []
    at = offset = 0
    applied: list[Run] = []
    for run in certain:
        offset += run.start - at
        parts += text[at : run.start], run.text
        end = offset + len(run.text)
        applied.append(replace(run, restored_start=offset, restored_end=end))
        at, offset = run.end, end
    restored = "".join([*parts, text[at:]])
    pages = Counter[str]()
    for run in certain:
        pages[run.code_page] += len(run.text)
    page = pages.most_common(1)[0][0] if pages else None
    bare = Restoration(text, _SURROGATE.sub("\ufffd", restored), tuple(applied), (), page)
    placed = tuple(
        replace(
            run,
            restored_start=bare.to_restored(run.start),
            restored_end=bare.to_restored(run.start) + run.end - run.start,
        )
        for run in suspects
    )
    return Restoration(text, bare.text, bare.runs, placed, page)
