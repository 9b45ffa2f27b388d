"""What stands in a written table of contents, beside what should stand there."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.text.quoting import quoted

_MARK = lazy_pattern(r"[ \t]*(?:[-*+]|\d+[.)])(?:[ \t]+|\Z)")
_LINK = lazy_pattern(r"\[(?P<label>(?:\\.|[^\]\\]|\](?!\())*)\]\((?P<target>#[^\s()]*)\)\Z")


def is_list(lines: Sequence[str]) -> bool:
    """Whether all ``lines`` are list items or blank."""
    return all(_MARK.match(line) for line in lines if line)


def first_foreign(lines: Sequence[str], wanted: Sequence[str]) -> str | None:
    """Return the first item that holds more than a link to a heading of the same file."""
    for line in lines:
        item = _item(line)
        if item and line not in wanted and not _LINK.match(item):
            return item
    return None


def difference(lines: Sequence[str], wanted: Sequence[str]) -> str:
    """In a few words, how ``lines``, which differ from ``wanted``, differ."""
    old, new = [_item(line) for line in lines if line], [_item(line) for line in wanted]
    if not old:
        return "it is empty"
    missing = [item for item in new if item not in old]
    extra = [item for item in old if item not in new]
    if missing and extra:
        targets = {_part(item, "label"): _part(item, "target") for item in extra}
        label, target = _part(missing[0], "label"), _part(missing[0], "target")
        if label in targets:
            return f"{quoted(label)} is at {quoted(target)}, not {quoted(targets[label])}"
    parts = []
    if missing:
        parts.append(f"{quoted(_part(missing[0], 'label'))}{_more(missing)} missing")
    if extra:
        parts.append(f"{quoted(_part(extra[0], 'label'))}{_more(extra)} not among the headings")
    if parts:
        return ", ".join(parts)
    if len(old) != len(new):
        return "an item is doubled"
    if old != new:
        first = next(item for item, other in zip(new, old, strict=True) if item != other)
        return f"the order differs, first at {quoted(_part(first, 'label'))}"
    return "the list marks, indentation or blank lines differ"


def _more(items: Sequence[str]) -> str:
    return f" and {len(items) - 1} more are" if len(items) > 1 else " is"


def _item(line: str) -> str:
    return _MARK.sub("", line, count=1).strip()


def _part(item: str, group: str) -> str:
    match = _LINK.match(item)
    return match[group] if match else item
