"""Hidden characters that keep Markdown from being markup: without them it would be.

Many are put there on purpose: before `# x`, `- x` or a code fence, inside of `[a](b)` or `**`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from digestlint.analysis.invisible import without_hidden
from digestlint.finding import Fix
from digestlint.markdown.events import events
from digestlint.patterns import lazy_pattern

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Any

# A trial takes about as long as parsing the file.
_MOST_TRIALS = 20
_SURROGATES = lazy_pattern("[\ud800-\udfff]")
_SPACES = lazy_pattern(r"\s+")
# Of a link, a mention or a reference to an issue, which GitHub makes of plain text.
_LINKED = lazy_pattern(r"https?://|www\.|(?<!\w)@\w|(?<!\w)#\d")
_NEAR = 8


def plain(text: str, fixes: Mapping[int, Fix]) -> set[int]:
    """The keys of the fixes after which Markdown is the markup that it was before.

    Where some are not, no more than a few trials are made to find out which; the others count as if
    they were not.
    """
    wanted = {key: fix for key, fix in fixes.items() if not _links(text, fix)}
    if not wanted:
        return set()
    before = _markup(text)
    groups = [list(wanted)]
    good: set[int] = set()
    for _ in range(_MOST_TRIALS):
        if not groups:
            break
        group = groups.pop()
        if _markup(_fixed(text, [wanted[key] for key in group])) == before:
            good.update(group)
        elif len(group) > 1:
            groups += [group[len(group) // 2 :], group[: len(group) // 2]]
    return good


def _links(text: str, fix: Fix) -> bool:
    """Whether a link, or what GitHub makes one, would begin around the edit."""
    for edit in fix.edits:
        before = text[max(edit.start - _NEAR, 0) : edit.start] + edit.content
        at = len(before)
        around = before + text[edit.end : edit.end + _NEAR]
        if any(m.start() < at < m.end() for m in _LINKED.finditer(around)):
            return True
    return False


def _fixed(text: str, fixes: list[Fix]) -> str:
    parts: list[str] = []
    position = 0
    for edit in sorted(edit for fix in fixes for edit in fix.edits):
        parts += (text[position : edit.start], edit.content)
        position = edit.end
    return "".join([*parts, text[position:]])


def _markup(text: str) -> int:
    """A hash of the parser's events, hidden characters and spaces aside."""
    found = 0
    shown: list[str] = []
    for event, _ in events(_SURROGATES.sub(",", text)):
        if isinstance(event, dict) and "Text" in event:
            shown.append(event["Text"])
        elif event != "SoftBreak":
            found = hash((found, _squeezed("".join(shown)), _squeezed(" ".join(_strings(event)))))
            shown.clear()
    return hash((found, _squeezed("".join(shown))))


def _squeezed(text: str) -> str:
    return _SPACES.sub("", without_hidden(text))


def _strings(event: Any) -> Iterator[str]:
    if isinstance(event, dict):
        for key, value in event.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(event, list | tuple):
        for value in event:
            yield from _strings(value)
    else:
        yield str(event)
