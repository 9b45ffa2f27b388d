"""From text to restored text: which stretches are mojibake, of which channel, how surely."""

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate

from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.codepages import NAMES, high_characters
from digestlint.encoding.channels.multibyte import PAGES as MULTIBYTE
from digestlint.encoding.detect import east_asian, legacy, natural
from digestlint.encoding.detect.assembling import assemble, in_order
from digestlint.encoding.detect.channel_scores import (
    Survey,
    pages_by_fit,
    refine,
    survey,
    survey_as,
)
from digestlint.encoding.detect.decoding import forget
from digestlint.encoding.detect.evidence import CONFIRMED, Verdict, judge, mask
from digestlint.encoding.detect.layers import is_mojibake_still, peel
from digestlint.encoding.detect.scanner import Stretch, scan
from digestlint.encoding.detect.suspicion import is_suspicious
from digestlint.encoding.detect.words import by_line
from digestlint.encoding.result.invariant import leads_back
from digestlint.encoding.result.restoration import Restoration
from digestlint.encoding.result.run import Run
from digestlint.text.lines import lines_of

_FIRST_SAMPLE = 2_000
_SAMPLE = 20_000
"""Characters of suspicious lines that are enough to decide between code pages."""

_CLOSE = 0.1
"""How much lower a score of a few lines may be and still get another look."""

_CUT_SHORT = re.compile("(?<=[a-z])[ÂÃÄÅÈÌÐÑÎÏØÙ](?=[a-z])|(?<![^\\W_])Ã(?=[b-df-hj-np-vx-z][a-z])")
"""Capitals where no word has them."""


class _Found(NamedTuple):
    """What is restored, and what is only suspected, both in order."""

    runs: list[Run]
    suspects: list[Run]


def find_and_restore(text: str, channel: Channel | None) -> Restoration:
    """As ``find_mojibake``, for a text that may hold mojibake."""
    if channel is not None:
        found = _Found(_forced(text, channel), [])
    else:
        found = _find(text) if is_suspicious(text) else _Found([], [])
        if not legacy.is_most_of(text, found.runs):
            found = _with_legacy(text, found)
        known = in_order([*found.runs, *found.suspects])
        others = east_asian.find(mask(text, known) if known else text)
        if others:
            others = _sound(others, text)
            runs = [*found.runs, *(run for run in others if run.certain)]
            suspects = [*found.suspects, *(run for run in others if not run.certain)]
            found = _Found(in_order(runs), in_order(suspects))
    forget()
    natural.forget()
    return assemble(text, *found)


def _with_legacy(text: str, found: _Found) -> _Found:
    """Return what is of another encoding, and what is UTF-8 in the rest of the text."""
    runs, suspects = (_sound(each, text) for each in legacy.find(text, found.runs))
    if not runs and (found.runs or not suspects):
        return found
    rest = mask(text, in_order([*runs, *suspects]))
    found = _find(rest) if is_suspicious(rest) else _Found([], [])
    return _Found(in_order([*found.runs, *runs]), in_order([*found.suspects, *suspects]))


def _forced(text: str, channel: Channel) -> list[Run]:
    """Return the runs of a channel that is known."""
    if channel.code_page in MULTIBYTE:
        return _sound(east_asian.find(text, channel), text)
    found = survey(text, channel.page) if not channel.says_losses else None
    found = refine(text, found) if found is not None else survey_as(text, channel)
    stretches = [
        stretch
        for stretch in scan(text, found.channel)
        if stretch.gain > 0.0 or not stretch.decoding.only_leads
    ]
    return _runs(text, found.channel, [(stretch, "certain") for stretch in stretches]).runs


def _find(text: str) -> _Found:
    """Return all runs and suspects: one code page after the other."""
    runs: list[Run] = []
    suspects: list[Run] = []
    rest = text
    names = list(NAMES)
    while surveys := _surveys(rest, names, is_first=not (runs or suspects)):
        found, *rivals = surveys
        names.remove(found.page.name)
        stretches = _uncontested(rest, found, rivals, list(scan(rest, found.channel)))
        judged = _runs(text, found.channel, judge(text, stretches, found.strays))
        if judged.runs or judged.suspects:
            runs += judged.runs
            suspects += judged.suspects
            rest = mask(rest, in_order([*judged.runs, *judged.suspects]))
    return _Found(in_order(runs), in_order(suspects))


def _surveys(text: str, names: list[str], *, is_first: bool) -> list[Survey]:
    """Return what the code pages find that explain anything, the best one first.

    Only suspicious lines count; if there are many, a sample of them, unless that shows nothing.
    Losses are inferred only at first, from the whole text; the rest of it shows too little later.
    """
    lines = [line for line in lines_of(text) if not line.isascii() and _says_something(line)]
    size = sum(map(len, lines))
    for most in (_FIRST_SAMPLE, size) if size > _FIRST_SAMPLE else (size,):
        sample = _every(lines, size // (most + 1) + 1)
        surveys = [survey(sample, page) for page in pages_by_fit(sample, names)]
        hopeful = [found for found in surveys if found is not None and found.evidence > 0]
        if hopeful:
            return _settled(_every(lines, size // _SAMPLE + 1), hopeful, is_first=is_first)
    return []


def _says_something(line: str) -> bool:
    return is_suspicious(line) or _CUT_SHORT.search(line) is not None


def _every(lines: list[str], step: int) -> str:
    return "\n".join(lines[::step])


def _settled(sample: str, surveys: list[Survey], *, is_first: bool) -> list[Survey]:
    """Return the surveys of a few lines, the best of them made again with more of the text."""
    surveys.sort(key=lambda found: -found.score)
    least = surveys[0].score - _CLOSE * abs(surveys[0].score)
    settled = [
        refine(sample, again) if is_first else again
        for found in surveys
        if found.score >= least or found.foreign < surveys[0].foreign
        if (again := survey(sample, found.page))
    ]
    done = {found.page.name for found in settled}
    rivals = [found for found in surveys if found.page.name not in done]
    return sorted(settled, key=lambda found: -found.score) + rivals


def _uncontested(
    text: str, found: Survey, rivals: list[Survey], stretches: list[Stretch]
) -> list[Stretch]:
    """Leave out the lines that another code page of the document explains better as a whole."""
    pages = [rival.page for rival in rivals if rival.evidence >= CONFIRMED]
    if not pages:
        return stretches
    rest = mask(text, stretches)
    high = high_characters()
    if high.search(rest) is None:
        return stretches
    kept: list[Stretch] = []
    for start, end, members in by_line(text, stretches):
        if high.search(rest, start, end):
            line = text[start:end]
            ours = survey(line, found.page)
            others = [theirs.score for page in pages if (theirs := survey(line, page))]
            if ours is None or max(others, default=0.0) > max(ours.score, 0.0):
                continue
        kept += members
    return kept


def _runs(text: str, channel: Channel, judged: Iterable[tuple[Stretch, Verdict]]) -> _Found:
    """Make runs of stretches, but of those where the channel does not lead back to the source."""
    runs: list[Run] = []
    suspected: set[int] = set()
    losable = channel.lost | channel.marked
    unseen = losable.isdisjoint(channel.view(text))
    variants: dict[frozenset[int], Channel] = {}
    suspicious: dict[str, bool] = {}
    for stretch, verdict in judged:
        start, end, chars = stretch.start, stretch.end, stretch.text
        here = channel
        bounds: Sequence[int] = array("I", accumulate(stretch.decoding.sizes, initial=start))
        damaged = stretch.decoding.damaged
        if not unseen and (kept := losable.intersection(channel.view(text[start:end]))):
            here = variants.setdefault(kept, channel.keeping(kept))
        if chars not in suspicious:
            suspicious[chars] = is_suspicious(chars)
        if suspicious[chars]:
            if not damaged:
                chars, bounds, here = peel(here, chars, bounds)
            elif is_mojibake_still(here, chars):
                verdict = "suspect"
        if verdict == "suspect":
            suspected.add(start)
        runs.append(Run(start, end, 0, 0, chars, bounds, damaged, here, verdict == "certain"))
    sound = _sound(runs, text)
    return _Found(
        [run for run in sound if run.start not in suspected],
        [run for run in sound if run.start in suspected],
    )


def _sound(runs: list[Run], text: str) -> list[Run]:
    """Return the runs whose channel leads back to the text exactly."""
    return [run for run, good in zip(runs, leads_back(runs, text), strict=True) if good]
