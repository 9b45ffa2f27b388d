"""From mojibake found in a text to its damaged characters, and the text with these filled in."""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import compress
from operator import itemgetter

from digestlint._runtime.freeing import give_back
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.channels.plausibility import written_cost
from digestlint.encoding.infill.by_language import choose_by_language
from digestlint.encoding.infill.characters import DamagedCharacters, Kind
from digestlint.encoding.infill.choices import UNTRIED, Characters, Choice, Choices
from digestlint.encoding.infill.choosing import choose_each
from digestlint.encoding.infill.letters import Ranked, is_letter, letters_that_fit, rank
from digestlint.encoding.infill.punctuation import ranked
from digestlint.encoding.infill.threads import Progress
from digestlint.encoding.result.damaged import is_aligned, left, left_of
from digestlint.encoding.result.restoration import Restoration
from digestlint.text.lines import line_start


def damaged_characters(restoration: Restoration) -> DamagedCharacters:
    """Return the damaged characters of the restored runs; offsets are into ``restoration.text``."""
    source = restoration.source
    offsets, kind_of = array("I"), array("I")
    kinds: dict[Kind, int] = {}
    shown: dict[int, _KindsByView] = {}
    for run in restoration.runs:
        if not run.damaged:
            continue
        start, bounds, channel = run.restored_start, run.bounds, run.channel
        offsets.extend([start + index for index in run.damaged])
        if is_aligned(channel):
            known = shown.get(id(channel))
            if known is None:
                known = shown[id(channel)] = _KindsByView(channel, kinds)
            kind_of.extend([known[source[bounds[at] : bounds[at + 1]]] for at in run.damaged])
        else:
            found = [Kind(known, channel.lost, every) for known, every in left(run, source)]
            kind_of.extend([kinds.setdefault(kind, len(kinds)) for kind in found])
    return DamagedCharacters(offsets, list(kinds), kind_of)


class _KindsByView(dict[str, int]):
    """The kind of what stands for a damaged character of a channel, as its number."""

    def __init__(self, channel: Channel, kinds: dict[Kind, int]) -> None:
        super().__init__()
        self._channel = channel
        self._kinds = kinds

    def __missing__(self, shown: str) -> int:
        kind = Kind(*left_of(self._channel, shown))
        number = self[shown] = self._kinds.setdefault(kind, len(self._kinds))
        return number


_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x40000))
_LEARNT = (*_HAN, range(0x1D400, 0x1D800))
"""Han, and the mathematical alphabets that occur in Chinese papers."""

_ONLY_ONE = 1.0
"""The posterior where a single candidate is left."""

_NO_BREAK_SPACE = "\xa0"
"""Where there is one, no byte A0 became a space."""

_COMMON = 8.0
"""A letter costs fewer bits if it is in daily use."""

_LAST_LEAD = b"\xe1"
"""The last one of alphabets."""

_LIKELY = 0.6
"""A letter that is less likely is not written, not even as an unsafe fix."""

_NEGLIGIBLE = 1e-3


@dataclass(frozen=True)
class Filled:
    """A restoration whose damaged characters are chosen.

    Attributes:
        restoration: The restoration; its text has the chosen characters.
        choices: The choice for each damaged character, by its offset in ``restoration.text``; a
            character without candidates, or of a script that the model has not learnt, is not among
            them and stays a placeholder.
    """

    restoration: Restoration
    choices: Mapping[int, Choice]


def fill_in(restoration: Restoration, progress: Progress | None = None) -> Filled:
    """Choose the damaged characters of ``restoration``; nothing is loaded where there are none.

    ``progress`` is called with the number of them that are done.

    Raises:
        ModelError: The model of the package cannot be used.
    """
    if not restoration.is_lossy:
        return Filled(restoration, {})
    damaged = damaged_characters(restoration)
    settled = _cut_short(restoration, damaged)
    others = _without(damaged, settled) if settled else damaged
    settled |= choose_by_language(restoration.text, others)
    settled |= _letters(restoration, _without(damaged, settled))
    if _NO_BREAK_SPACE not in restoration.source:
        settled |= dict.fromkeys(_may_have_taken_spaces(restoration.text, damaged, settled))
    # The rest is read with the letters in their places.
    read = restoration.with_characters(
        {at: choice.char for at, choice in settled.items() if choice}
    )
    settled |= _marks(read.text, damaged, settled)
    left = damaged
    if settled:
        left = _without(damaged, settled)
    chosen = (
        (offset, _opened(read.text, offset, choice))
        for offset, choice in zip(
            left.offsets, choose_each(read.text, left, progress=progress), strict=True
        )
        if choice is not None and _is_believed(*choice)
    )
    known = ((at, choice) for at, choice in sorted(settled.items()) if choice is not None)
    choices = Choices(merge(known, chosen, key=itemgetter(0)))
    filled = restoration.with_characters(Characters(choices))
    give_back()
    return Filled(filled, choices.written_in(filled.text))


def _cut_short(restoration: Restoration, damaged: DamagedCharacters) -> dict[int, Choice | None]:
    """Return the choices for what only double-byte code pages do: they swallow what follows."""
    if all(is_aligned(run.channel) for run in restoration.runs):
        return {}
    from digestlint.encoding.infill.line_ends import choose_at_line_ends
    from digestlint.encoding.infill.swallowed import choose_swallowed

    swallowed = choose_swallowed(restoration.text, damaged)
    return swallowed | choose_at_line_ends(restoration.text, damaged, swallowed)


def _is_mark(kind: Kind) -> bool:
    return kind.survived[:1] == b"\xe2" and not kind.every


def _without(damaged: DamagedCharacters, settled: Collection[int]) -> DamagedCharacters:
    is_kept = [offset not in settled for offset in damaged.offsets]
    offsets = array("I", compress(damaged.offsets, is_kept))
    return DamagedCharacters(offsets, damaged.kinds, array("I", compress(damaged.kind_of, is_kept)))


def _letters(restoration: Restoration, damaged: DamagedCharacters) -> dict[int, Choice | None]:
    """Return the choice for each damaged letter of an alphabet; None where nothing is likely."""
    kinds = [letters_that_fit(*kind) for kind in damaged.kinds]
    if not any(kinds):
        return {}
    text = restoration.text
    holes = [
        (at, kinds[kind])
        for at, kind in zip(damaged.offsets, damaged.kind_of, strict=True)
        if kinds[kind]
    ]
    return {at: _choice(found) for at, found in rank(text, holes).items()}


def _may_have_taken_spaces(
    text: str, damaged: DamagedCharacters, settled: Mapping[int, Choice | None]
) -> Iterator[int]:
    """Yield where a letter was chosen although the space after it may be half of another one."""
    for at, kind in zip(damaged.offsets, damaged.kind_of, strict=True):
        if at in settled and _may_have_taken_a_space(text, at, damaged.kinds[kind].survived):
            yield at


def _may_have_taken_a_space(text: str, at: int, survived: bytes) -> bool:
    """Whether the space after the first letter of a word may be half of it, as a byte A0.

    ``Å veices`` was ``Šveices``; no letter of which a byte is lost is more likely.
    """
    if (
        survived[:1] > _LAST_LEAD
        or text[at + 1 : at + 2] != " "
        or not text[at + 2 : at + 3].isalpha()
    ):
        return False
    if at and is_letter(text[at - 1]):
        return False
    taken = (survived + b"\xa0").decode(errors="ignore")
    return len(taken) == 1 and is_letter(taken) and written_cost(taken) < _COMMON


def _choice(found: Sequence[Ranked]) -> Choice | None:
    best, *others = found
    if best.probability < _LIKELY:
        return None
    alternatives = tuple((char, odds) for char, odds in others if odds >= _NEGLIGIBLE)
    return Choice(best.char, min(best.probability, UNTRIED), alternatives[:4])


def _marks(
    text: str, damaged: DamagedCharacters, settled: Mapping[int, Choice | None]
) -> dict[int, Choice | None]:
    """Return the choice for each damaged quotation mark or dash outside Chinese text."""
    found: dict[int, Choice | None] = {}
    marks_of = {at for at, kind in enumerate(damaged.kinds) if _is_mark(kind)}
    if not marks_of:
        return found
    for offset, number in zip(damaged.offsets, damaged.kind_of, strict=True):
        if number not in marks_of or offset in settled:
            continue
        survived, lost, _ = damaged.kinds[number]
        marks = ranked(text, offset, survived, lost)
        if marks is not None:
            mark, odds = next(iter(marks.items()), ("", 0.0))
            found[offset] = Choice(mark, odds) if mark else None
    return found


_BRACKETS = dict(zip("」》】』）", "「《【『（", strict=True))


def _opened(text: str, at: int, choice: Choice) -> Choice:
    """Return the next best choice where a doubtful one closes what nothing in its line opens."""
    if choice.char not in _BRACKETS or not choice.is_doubtful:
        return choice
    before = text[line_start(text, at) : at]
    for char, odds in ((choice.char, choice.posterior), *choice.alternatives):
        opener = _BRACKETS.get(char)
        if opener is None or before.count(opener) > before.count(char):
            others = ((choice.char, choice.posterior), *choice.alternatives)
            return Choice(char, odds, tuple(other for other in others if other[0] != char))
    return choice


def _is_believed(char: str, posterior: float, _: object) -> bool:
    """Whether a choice is worth writing.

    The model has learnt Chinese and the signs in it. A letter of another script is chosen by how
    common it is, which is no reason to write it.
    """
    if "\u3400" <= char <= "\u9fff":  # most of them
        return True
    is_learnt = any(ord(char) in part for part in _LEARNT)
    return is_learnt or posterior >= _ONLY_ONE or not char.isalpha()
