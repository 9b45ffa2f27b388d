"""Damaged characters of text that is not Chinese, each line by the model of its language."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from digestlint.encoding.channels.candidates import candidates
from digestlint.encoding.channels.plausibility import IMPOSSIBLE, written_cost
from digestlint.encoding.infill.characters import DamagedCharacters, Kind
from digestlint.encoding.infill.choices import UNTRIED, Choice
from digestlint.encoding.infill.language_model import LanguageModel, language_model
from digestlint.encoding.infill.languages import MODELS, Line, languages_of, script
from digestlint.encoding.infill.spelling import Hole, rank
from digestlint.text.lines import LineFinder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LIKELY = 0.25
"""A character that is less likely is not written, not even as an unsafe fix."""

_SHOWN, _NEGLIGIBLE = 5, 1e-3
_MOST_OPTIONS = 64
_PUNCTUATION = b"\xe3\x80"
_HAN_LEADS = frozenset(bytes([lead]) for lead in range(0xE4, 0xEA))


def choose_by_language(text: str, damaged: DamagedCharacters) -> dict[int, Choice | None]:
    """Return the choice for each damaged character of a line in a language that has a model.

    None where nothing is likely. Other lines are left to others.
    """
    scripts = [*map(_script, damaged.kinds)]
    lines: dict[tuple[int, int], list[int]] = {}
    around = LineFinder(text).around
    for number, offset in enumerate(damaged.offsets):
        lines.setdefault(around(offset, offset), []).append(number)
    found = [
        Line(*line, Counter(filter(None, (scripts[damaged.kind_of[at]] for at in members))))
        for line, members in lines.items()
    ]
    by_language: dict[str, list[int]] = {}
    for language, members in zip(languages_of(text, found), lines.values(), strict=True):
        if language in MODELS:
            by_language.setdefault(language, []).extend(members)
    chosen: dict[int, Choice | None] = {}
    for language, members in by_language.items():
        chosen.update(_chosen(language_model(language), text, damaged, members))
    return chosen


def written(survived: bytes, lost: frozenset[int], every: str = "") -> str:
    """Return the characters that people write, of those that may have left these bytes."""
    fitting = every or candidates(survived, lost)
    return "".join(char for char in fitting if written_cost(char) < IMPOSSIBLE)


def _script(kind: Kind) -> str:
    """Return the script of most letters that a damaged character may be, "" if it is not clear."""
    if kind.survived.startswith(_PUNCTUATION) or kind.survived[:1] < b"\xc0":
        return ""  # without its lead byte it may be of any script
    if kind.survived[:1] in _HAN_LEADS and not kind.every:  # most kinds, with many candidates
        return "Han"
    names = [*filter(None, map(script, written(*kind)))]
    if "Kana" in names:
        return "Kana"
    return max(dict.fromkeys(names), key=names.count, default="")


def _chosen(
    model: LanguageModel,
    text: str,
    damaged: DamagedCharacters,
    members: Sequence[int],
) -> Iterator[tuple[int, Choice | None]]:
    """Yield the choices for the characters with the numbers ``members``, which are ascending."""
    kinds = {damaged.kind_of[number] for number in members}
    likely = {at: _likeliest(model, written(*damaged.kinds[at])) for at in kinds}
    known = [number for number in members if likely[damaged.kind_of[number]]]
    holes = [Hole(damaged.offsets[at], likely[damaged.kind_of[at]]) for at in known]
    for at, shares in rank(model, text, holes):
        kind = damaged.kinds[damaged.kind_of[known[at]]]
        yield holes[at].offset, _choice(model, holes[at], shares, is_untried=kind.is_untried)


def _likeliest(model: LanguageModel, options: str) -> str:
    if len(options) <= _MOST_OPTIONS:
        return options
    odds = model.commonness(options).tolist()
    ranked = sorted(zip(odds, options, strict=True), key=lambda item: -item[0])
    return "".join(sorted(char for _, char in ranked[:_MOST_OPTIONS]))


def _choice(
    model: LanguageModel, hole: Hole, shares: "NDArray[np.float64]", *, is_untried: bool
) -> Choice | None:
    order = shares.argsort()[::-1].tolist()
    best = order[0]
    char = hole.options[best]
    rest = float(shares.sum() - shares[best])
    posterior = model.calibrated(float(shares[best]), rest)
    if is_untried:
        posterior = min(posterior, UNTRIED)
    if posterior < _LIKELY or not model.knows(char):
        return None
    scale = (1.0 - posterior) / max(rest, 1e-9)
    others = [(hole.options[at], float(shares[at]) * scale) for at in order[1:_SHOWN]]
    return Choice(char, posterior, tuple(other for other in others if other[1] >= _NEGLIGIBLE))
