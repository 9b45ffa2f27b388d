"""The mojibake of one file that went through one channel, as one block of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from digestlint._runtime.language import say, translated
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Applicability, Doubt, Finding, Restored
from digestlint.output.concise import place
from digestlint.output.paint import Paint
from digestlint.output.saying import said_channel
from digestlint.text.quoting import counted
from digestlint.text.terminal import ELLIPSIS, display_width, safe

_DOUBTS = 10  # that are shown of a block
_REACH = 200  # characters on each side of a doubtful one that are looked at
_BEFORE = lazy_pattern(r"(?s).*(?:[。！？；\n]|[.!?;] )")
_AFTER = lazy_pattern(r"(?s).*?(?:[。！？；\n]|[.!?;](?: |$))")
_INDENT = 4
_LEAST = 24  # columns of a sentence, however narrow the terminal is


class _Placed(NamedTuple):
    """A doubtful character, and the restored text that it is in."""

    doubt: Doubt
    row: int
    text: str


def block(found: Sequence[Finding], channel: str, paint: Paint, *, limited: bool) -> Iterator[str]:
    """Yield the lines about several findings of one file."""
    row = found[0].location.row
    codes = ", ".join(sorted({finding.code for finding in found}))
    kinds = Counter(finding.fix.applicability for finding in found if finding.fix)
    mark = f" [{paint('*' if kinds[Applicability.SAFE] else '!', 'cyan')}]" if kinds else ""
    what = say(
        "mojibake in {lines} ({channel})",
        lines=counted(len(found), "line"),
        channel=safe(said_channel(channel)),
    )
    yield f"{place(found[0], paint)} {paint(codes, 'bold', 'red')}{mark} {what}"
    equals = f"{'':{_INDENT}}{paint('=', 'blue')}"
    names = Counter(finding.name for finding in found)
    rules = ", ".join(f"{name} {count:,}" for name, count in names.most_common())
    last = found[-1].location.row
    where = say("{rules}; lines {first} to {last}", rules=rules, first=row, last=last)
    yield f"{equals} {where}"
    yield f"{equals} {_restored(kinds, len(found))}"
    yield from doubtful_lines(found, paint, limited=limited)
    yield f"{equals} {say('next: {step}', step=_next(found, kinds))}"


def _restored(kinds: Counter[Applicability], lines: int) -> str:
    """Return how many of the lines can be restored, and how."""
    safely, unsafely = kinds[Applicability.SAFE], kinds[Applicability.UNSAFE]
    left = lines - safely - unsafely
    parts = [say("--fix restores {lines}", lines=counted(safely, "line"))]
    if unsafely:
        parts.append(say("--fix --unsafe-fixes {number} more", number=f"{unsafely:,}"))
    if left:
        parts.append(say("{lines} can't be restored", lines=counted(left, "line")))
    return translated("; ").join(parts)


def _next(found: Sequence[Finding], kinds: Counter[Applicability]) -> str:
    """Return what to do next."""
    if kinds[Applicability.SAFE]:
        return say(
            "see it with --diff, then --fix; findings that the damage hides appear after that"
        )
    if any(finding.restored and finding.restored.doubtful for finding in found):
        return say(
            "compare the doubtful characters with the undamaged text, if there is "
            "one; --fix --unsafe-fixes writes the likeliest"
        )
    if kinds:
        return say("see it with --diff --unsafe-fixes, then --fix --unsafe-fixes")
    return say("find the undamaged text: what is lost can't be guessed")


def doubtful_lines(found: Sequence[Finding], paint: Paint, *, limited: bool) -> Iterator[str]:
    """Yield how many characters are doubtful, and the least certain in their sentences."""
    placed = [each for finding in found if finding.restored for each in _placed(finding.restored)]
    if not placed:
        return
    equals = f"{'':{_INDENT}}{paint('=', 'blue')}"
    shown = placed
    if limited and len(placed) > _DOUBTS + 1:
        least = nsmallest(_DOUBTS, enumerate(placed), key=lambda each: each[1].doubt.posterior)
        shown = [each for _, each in sorted(least, key=lambda each: each[0])]
    where = counted(len({each.row for each in placed}), "line")
    count = counted(len(placed), "doubtful character")
    head = (
        say("{characters} in {lines}:", characters=count, lines=where)
        if shown is placed
        else say(
            "{characters} in {lines}, the least certain of them:", characters=count, lines=where
        )
    )
    yield f"{equals} {head}"
    width = max(len(str(shown[-1].row)), _INDENT - 1)
    for each in shown:
        yield f"{paint(f'{each.row:{width}}', 'blue')} {paint('|', 'blue')} {_shown(each, paint)}"
    if left := len(placed) - len(shown):
        more = say("… and {left} more; --no-limit", left=f"{left:,}")
        yield f"{equals} {more}"


def _placed(restored: Restored) -> Iterator[_Placed]:
    """Yield the doubtful characters, with all the text that is shown around them."""
    before, after = restored.around
    text = f"{before}{restored.text}{after}"
    for doubt in restored.doubtful:
        yield _Placed(doubt._replace(at=doubt.at + len(before)), doubt.location.row, text)


def _shown(placed: _Placed, paint: Paint) -> str:
    """Return a doubtful character in its restored sentence, and what else it may be."""
    doubt = placed.doubt
    choices = ((doubt.chosen, doubt.posterior), *doubt.alternatives[:2])
    shares = "  ".join(f"{safe(char)} {_percent(share)}" for char, share in choices)
    room = max(paint.width - _INDENT - 6 - display_width(shares) - 2, _LEAST)
    left, right = _sentence(placed.text, doubt, room)
    mark = paint(f"⟦{safe(doubt.chosen)}⟧", "bold", "red")
    return f"{safe(left)}{mark}{safe(right)}  {shares}"


def _percent(share: float) -> str:
    """Return a probability that is neither 0 nor 1, in percent."""
    return f"{min(max(round(share * 100), 1), 99)} %"


def _sentence(text: str, doubt: Doubt, room: int) -> tuple[str, str]:
    """Return what is beside a character in its sentence, in ``room`` columns with its brackets."""
    at, after = doubt.at, doubt.at + len(doubt.chosen)
    if at < 0 or text[at:after] != doubt.chosen:
        return "", ""
    left = text[max(at - _REACH, 0) : at]
    if begun := _BEFORE.match(left):
        left = left[begun.end() :]
    elif at > _REACH:
        left = ELLIPSIS + left
    right = text[after : after + _REACH]
    if ended := _AFTER.match(right):
        right = right[: ended.end()]
    elif after + _REACH < len(text):
        right += ELLIPSIS
    left, right = left.lstrip(), right.rstrip()
    room -= display_width(doubt.chosen) + 2
    half = room // 2
    tail = _cut(right, max(half, room - display_width(left)))
    head = _cut(left[::-1], room - display_width(tail))[::-1]
    return head, tail


def _cut(text: str, room: int) -> str:
    """Return as much of the beginning of a text as there is room for, with an ellipsis."""
    if display_width(text) <= room:
        return text
    end, used = 0, 1
    while used + (width := display_width(text[end])) <= room:
        used += width
        end += 1
    return text[:end] + ELLIPSIS
