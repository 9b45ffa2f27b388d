"""Hidden characters without which text would become markup.

Many are there on purpose: before `# x`, `- x` or a code fence, inside `[a](b)` or `**`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Fix
from digestlint.markdown.events import events
from digestlint.rules.encoding.invisible import without_hidden
from digestlint.text.byte_offsets import ByteOffsets
from digestlint.text.codec import LineIndex
from digestlint.text.edits import applied, in_order

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# A trial takes about as long as parsing the file.
_MOST_TRIALS = 20
_FEW = 4
_SURROGATES = lazy_pattern("[\ud800-\udfff]")
# Part of what GitHub turns into links: URLs, mentions, references to issues.
_LINKED = lazy_pattern(r"https?://|www\.|(?<!\w)@\w|(?<!\w)#\d")
_NEAR = 8


def plain(text: str, fixes: Mapping[int, Fix]) -> set[int]:
    """Return the keys of the fixes that leave the markup as it was.

    If some fixes change it, those in lines where something else begins afterwards are dropped, and
    the others are tried, a limited number of times; what is still unclear counts as a change.
    """
    wanted = {key: fix for key, fix in fixes.items() if not _links(text, fix)}
    if not wanted:
        return set()
    before = _markup(text)
    left, trials = wanted, _MOST_TRIALS
    while _markup(_fixed(text, left.values())) != before:
        fewer = _in_equal_lines(text, left)
        trials -= 1
        is_elsewhere = len(fewer) == len(left)  # what differs
        left = {} if is_elsewhere or not trials else fewer
    if len(left) == len(wanted):
        return set(left)
    out = [key for key in wanted if key not in left]
    if not _share_lines(text, [wanted[key] for key in out]):
        trials = min(trials, _FEW)
    return _with_more(text, wanted, before, set(left), out, trials)


def _with_more(
    text: str, fixes: Mapping[int, Fix], before: int, good: set[int], out: list[int], trials: int
) -> set[int]:
    """Return the keys in ``good``, and those in ``out`` that prove to be good as well.

    They are found by bisection.
    """
    groups = [out[len(out) // 2 :], out[: len(out) // 2]]
    for _ in range(trials):
        if not groups:
            break
        group = groups.pop()
        if not group:
            continue
        if _markup(_fixed(text, [fixes[key] for key in (*good, *group)])) == before:
            good.update(group)
        elif len(group) > 1:
            groups += [group[len(group) // 2 :], group[: len(group) // 2]]
    return good


def _in_equal_lines(text: str, fixes: Mapping[int, Fix]) -> dict[int, Fix]:
    """Return the fixes in lines where the same markup begins with and without all fixes."""
    fixed = _fixed(text, fixes.values())
    if LineIndex(fixed).rows != LineIndex(text).rows:
        return dict(fixes)
    before, after = _by_line(text), _by_line(fixed)
    rows = zip(fixes.items(), _rows(text, fixes.values()), strict=True)
    return {key: fix for (key, fix), row in rows if before.get(row) == after.get(row)}


def _share_lines(text: str, fixes: Collection[Fix]) -> bool:
    return len({*_rows(text, fixes)}) < len(fixes)


def _rows(text: str, fixes: Iterable[Fix]) -> Iterator[int]:
    lines = LineIndex(text)
    return (lines.position(fix.edits[0].start)[0] for fix in fixes)


def _links(text: str, fix: Fix) -> bool:
    """Whether the fix would create a link, or text that GitHub turns into one."""
    for edit in fix.edits:
        before = text[max(edit.start - _NEAR, 0) : edit.start] + edit.content
        at = len(before)
        around = before + text[edit.end : edit.end + _NEAR]
        if any(m.start() < at < m.end() for m in _LINKED.finditer(around)):
            return True
    return False


def _fixed(text: str, fixes: Iterable[Fix]) -> str:
    return applied(text, in_order(edit for fix in fixes for edit in fix.edits))


def _markup(text: str) -> int:
    """Return a hash of the parser's events without hidden characters and spaces."""
    found = 0
    for _, _, said in _parts(text, whole=True):
        found = hash((found, said))
    return found


def _by_line(text: str) -> Mapping[int, int]:
    """Return the same for the events that begin in each line, by row."""
    starts = ByteOffsets(_encodable(text)).of(LineIndex(text).starts)
    found: dict[int, int] = {}
    for at, depth, said in _parts(text, whole=False):
        row = bisect_right(starts, at)
        found[row] = hash((found.get(row, 0), depth, said))
    return found


def _parts(text: str, *, whole: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the text, ``whole`` or by line, and each other event, with its place and depth."""
    shown: list[str] = []
    depth = start = 0
    for event, place in events(_encodable(text)):
        is_element = isinstance(event, dict)
        if is_element and "Text" in event:
            start = start if shown else place["start"]
            shown.append(event["Text"])
            continue
        if event == "SoftBreak" and whole:
            continue
        if shown:
            yield start, depth, _squeezed("".join(shown))
            shown.clear()
        yield place["start"], depth, _said(event)
        depth += is_element and "Start" in event
        depth -= is_element and "End" in event
    if shown:
        yield start, depth, _squeezed("".join(shown))


def _said(event: Any) -> str:
    """Return what no other event says, without hidden characters and spaces."""
    if isinstance(event, dict):
        ((kind, value),) = event.items()
        if isinstance(value, str) and kind in ("Start", "End"):  # as most are
            return f"{kind} {value}"
    said = repr(event)
    if "\\" in said:  # hidden characters are escaped
        said = repr(_cleaned(event))
    return "".join(said.split())


def _encodable(text: str) -> str:
    return _SURROGATES.sub(",", text)


def _squeezed(text: str) -> str:
    return "".join(without_hidden(text).split())


def _cleaned(event: Any) -> Any:
    """Return ``event`` without hidden characters and spaces in its strings."""
    if isinstance(event, dict):
        return {key: _cleaned(value) for key, value in event.items()}
    if isinstance(event, list | tuple):
        return type(event)(map(_cleaned, event))
    return _squeezed(event) if isinstance(event, str) else event
