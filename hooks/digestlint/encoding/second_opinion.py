"""What ftfy makes of text that our own restoration could not read, or not to its end.

ftfy looks at a text as a whole and says which code pages lead to something better. What it says
counts only if sending its text through the same channel gives the damaged text, character by
character, and it is never sure enough for a safe fix. ftfy takes longer to import than a digest to
check, so that is left until a text has something to be asked about.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.channel_names import Reading, Step
from digestlint.encoding.channels.plausibility import IMPOSSIBLE, written_cost
from digestlint.text.lines import line_around

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGES = {
    "latin-1": "iso-8859-1",
    "iso-8859-2": "iso-8859-2",
    "macroman": "macintosh",
    "cp437": "ibm437",
} | {f"sloppy-windows-{page}": f"windows-{page}" for page in range(1250, 1259)}
"""Our names of the code pages that ftfy tries."""

_NBSP_TO_SPACE: frozenset[Step] = frozenset({"nbsp-to-space"})
_RARE = 13.0
"""From so many bits each on, characters are hardly what anybody wrote."""

_CONTROLS = lazy_pattern("[\x80-\x9f]")

MOST = 1_000
"""So many places of a text are asked about, and no more."""

_LONGEST = 10_000
"""Characters of a line that is asked about as a whole."""


class Opinion(NamedTuple):
    """What ftfy reads in a stretch of a text; the rest of the stretch's line is as it is there."""

    start: int
    end: int
    text: str
    channel: str  # in words


class SecondOpinions:
    """Asks ftfy about places of one text."""

    def __init__(self, text: str) -> None:
        """Take the text; nothing is imported before the first question."""
        self._text = text
        self._left = MOST

    def on(self, start: int, end: int) -> Opinion | None:
        """Return what ftfy reads in the line of ``text[start:end]``, or just there.

        None where it reads nothing, or something that would not give the damaged text again.
        """
        if self._left <= 0:
            return None
        self._left -= 1
        for first, last in self._scopes(start, end):
            opinion = _opinion(self._text[first:last])
            if opinion is not None and first + opinion.start < end and start < first + opinion.end:
                return opinion._replace(start=first + opinion.start, end=first + opinion.end)
        return None

    def _scopes(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the line, the words of the place, and the place: one may be damaged throughout."""
        text = self._text
        line = line_around(text, start, end)
        if line[1] - line[0] <= _LONGEST:
            yield line
        first, last = start, end
        reach = max(line[0], start - _LONGEST), min(line[1], end + _LONGEST)
        while first > reach[0] and not text[first - 1].isspace():
            first -= 1
        while last < reach[1] and not text[last].isspace():
            last += 1
        yield first, last
        if (first, last) != (start, end):
            yield start, end


def _opinion(shown: str) -> Opinion | None:
    """Return what ftfy reads in ``shown``, without what it leaves at both ends."""
    from ftfy import TextFixerConfig, fix_encoding_and_explain  # for few texts
    from ftfy.badness import is_bad

    config = TextFixerConfig(
        replace_lossy_sequences=False, decode_inconsistent_utf8=False, fix_c1_controls=False
    )
    text, steps = fix_encoding_and_explain(shown, config)
    if not steps or text == shown or is_bad(text) or not _is_written(text, shown):
        return None
    channel = _channel([(step.action, step.parameter) for step in steps])
    if channel is None:
        return None
    name = channel.name
    if channel.send(text) != shown:
        # As Java and MySQL once wrote UTF-8: characters beyond U+FFFF are pairs of surrogates.
        if channel.send(_in_pairs(text)) != shown:
            return None
        name = name.replace("UTF-8", "CESU-8", 1)
    start = _same(shown, text)
    rest = _same(shown[start:][::-1], text[start:][::-1])
    return Opinion(start, len(shown) - rest, text[start : len(text) - rest], name)


def _channel(steps: Sequence[tuple[str, str]]) -> Channel | None:
    """Return the channel that a plan of ftfy undoes, or None if the plan does anything else."""
    readings: list[Reading] = []
    page, after = "", frozenset[Step]()
    for action, what in steps:
        if action == "encode" and what in _PAGES:
            page, after = _PAGES[what], frozenset()
        elif (action, what) == ("transcode", "restore_byte_a0"):
            after = _NBSP_TO_SPACE
        elif action == "decode" and what in ("utf-8", "utf-8-variants"):
            readings.append(Reading(page, "keep", after))
        else:
            return None
    channel: Channel | None = None
    for reading in reversed(readings):
        channel = Channel(*reading, before=channel)
    return channel


def _is_written(text: str, shown: str) -> bool:
    """Whether the characters that are new in ``text`` are such as people write, on the whole."""
    if "\ufffd" in text or _CONTROLS.search(text):
        return False
    costs = [written_cost(char) for char in set(text) - set(shown) if char > "\x7f"]
    return not costs or (max(costs) < IMPOSSIBLE and sum(costs) < _RARE * len(costs))


def _in_pairs(text: str) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    return "".join(
        chr(int.from_bytes(units[at : at + 2], "little")) for at in range(0, len(units), 2)
    )


def _same(one: str, other: str) -> int:
    """Return how many characters two texts begin with that are the same."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
