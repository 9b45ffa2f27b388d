"""From runs to restored text: what is around them, and what is left of damage."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.detect.evidence import mask
from digestlint.encoding.detect.leftovers import find_leftovers, words_around
from digestlint.encoding.detect.remains import find_remains
from digestlint.encoding.result.restoration import Restoration
from digestlint.encoding.result.run import Run
from digestlint.text.edits import applied
from digestlint.text.lines import LineFinder

_SURROGATE = re.compile("[\ud800-\udfff]")


def in_order(runs: Iterable[Run]) -> list[Run]:
    """Return the runs by their places."""
    return sorted(runs, key=lambda run: run.start)


def assemble(text: str, runs: list[Run], suspects: list[Run]) -> Restoration:
    """Return the restored text with its runs, and what is left of damage beside them."""
    restored = applied(text, ((run.start, run.end, run.text) for run in runs))
    growth = 0
    for number, run in enumerate(runs):
        start = run.start + growth
        end = start + len(run.text)
        runs[number] = Run(run.start, run.end, start, end, *run[4:])  # lest there be two
        growth = end - run.end
    sizes = Counter[int]()
    channels: dict[int, Channel] = {}
    for run in runs:
        sizes[id(run.channel)] += len(run.text)
        channels[id(run.channel)] = run.channel
    channel = channels[sizes.most_common(1)[0][0]] if sizes else None
    remains = find_remains(text, runs, suspects)
    known = in_order([*runs, *suspects])
    unread = find_leftovers(mask(text, [*known]) if known else text)
    if unread:
        around = LineFinder(text).around
        lines = {around(start, start) for start, _ in (*remains, *_spans(known))}
        unread = tuple(span for span in unread if around(*span) not in lines)
        remains = tuple(sorted((*remains, *words_around(text, unread))))
    bare = Restoration(text, _SURROGATE.sub("\ufffd", restored), tuple(runs), (), channel, remains)
    if not suspects:
        return bare
    placed = tuple(
        run._replace(
            restored_start=bare.to_restored(run.start),
            restored_end=bare.to_restored(run.start) + run.end - run.start,
        )
        for run in suspects
    )
    return Restoration(text, bare.text, bare.runs, placed, channel, remains)


def _spans(runs: Iterable[Run]) -> Iterator[tuple[int, int]]:
    return ((run.start, run.end) for run in runs)
