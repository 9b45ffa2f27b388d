"""Chinese punctuation at the end of a line that lost its last bytes in a double-byte code page.

There it is the last byte that is lost, of any mark: the network has learnt what single-byte code
pages lose, where a full stop always comes through.
"""

from collections.abc import Mapping

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.channels.multibyte import CONTINUATIONS
from digestlint.encoding.infill.characters import DamagedCharacters
from digestlint.encoding.infill.choices import UNTRIED, Choice
from digestlint.text.lines import line_around

_CLOSING = {"》": "《", "」": "「", "』": "『", "】": "【", "〉": "〈", "）": "（"}
_QUESTION = lazy_pattern("(?:吗|呢|什么|怎么|为何|为什么|如何|是否|哪)[^，。；！？]{0,12}$")
_LIST = lazy_pattern(r"\n?\n(?:\s*(?:[-*+]|1[.)]) |```|\||\$\$)")
_AFTER = "*_\"') "
_PROBABLE = 0.9


def choose_at_line_ends(
    text: str, damaged: DamagedCharacters, swallowed: Mapping[int, Choice | None]
) -> dict[int, Choice | None]:
    """Return the choice for each such mark."""
    is_mark = [
        len(kind.lost) == len(CONTINUATIONS) and not {"。", "："}.isdisjoint(kind.every)
        for kind in damaged.kinds
    ]
    found: dict[int, Choice | None] = {}
    if not any(is_mark):
        return found
    for at, kind in zip(damaged.offsets, damaged.kind_of, strict=True):
        if not is_mark[kind] or at in swallowed:
            continue
        start, end = line_around(text, at, at)
        following = swallowed.get(at + 1)
        if following and following.char == "\n":
            end = at + 1
        rest = at + 1 if at + 1 not in swallowed else at + 2
        is_before_space = following is not None and following.char == " "
        if following and "。" in damaged.kinds[kind].every:
            end = at + 1  # what was swallowed follows a full stop rather than a comma
        if is_before_space and "，" in damaged.kinds[kind].every:
            found[at] = Choice("，", _PROBABLE)
        elif not text[rest:end].strip(_AFTER):
            choice = _choose(text[start:at], text[end : end + 20], damaged.kinds[kind].every)
            if choice is not None:
                found[at] = choice
    return found


def _choose(before: str, after: str, every: str) -> Choice | None:
    for closing, opening in _CLOSING.items():
        if closing in every and before.count(opening) > before.count(closing):
            return Choice(closing, UNTRIED)
    if "。" in every:
        return Choice("。", _PROBABLE)
    if "？" in every and _QUESTION.search(before):
        return Choice("？", _PROBABLE)
    if "：" in every and _LIST.match(after):
        return Choice("：", _PROBABLE)
    return None
