"""How a table of contents differs from the headings that it should list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.message import Message, Template
from digestlint.text.quoting import quoted

_EMPTY = Template("differences/empty", "it is empty")
_TARGET = Template("differences/target", "{label} links to {written} instead of {target}")
_MISSING = Template("differences/missing", "{item} is missing")
_MANY_MISSING = Template("differences/many-missing", "{item} and {more} more are missing")
_FOREIGN = Template("differences/foreign", "{item} is not among the headings")
_MANY_FOREIGN = Template(
    "differences/many-foreign", "{item} and {more} more are not among the headings"
)
_BOTH = Template("differences/both", "{missing}, and {foreign}")
_DOUBLED = Template("differences/doubled", "an item is repeated")
_ORDER = Template("differences/order", "the order differs from {item} on")
_LAYOUT = Template("differences/layout", "list markers, indentation or blank lines differ")

_MARK = lazy_pattern(r"[ \t]*(?:[-*+]|\d+[.)])(?:[ \t]+|\Z)")
_LINK = lazy_pattern(r"\[(?P<label>(?:\\.|[^\]\\]|\](?!\())*)\]\((?P<target>#[^\s()]*)\)\Z")


def is_list(lines: Sequence[str]) -> bool:
    """Whether all ``lines`` are list items or blank."""
    return all(_MARK.match(line) for line in lines if line)


def first_foreign(lines: Sequence[str], wanted: Sequence[str]) -> str | None:
    """Return the first item that contains more than a link to a heading of the same file."""
    for line in lines:
        item = _item(line)
        if item and line not in wanted and not _LINK.match(item):
            return item
    return None


def difference(lines: Sequence[str], wanted: Sequence[str]) -> Message:
    """Return how ``lines`` differ from ``wanted``."""
    old, new = [_item(line) for line in lines if line], [_item(line) for line in wanted]
    if not old:
        return _EMPTY()
    missing = [item for item in new if item not in old]
    extra = [item for item in old if item not in new]
    if missing and extra:
        targets = {_part(item, "label"): _part(item, "target") for item in extra}
        label, target = _part(missing[0], "label"), _part(missing[0], "target")
        if label in targets:
            return _TARGET(
                label=quoted(label), target=quoted(target), written=quoted(targets[label])
            )
    parts = [
        *_listed(missing, _MISSING, _MANY_MISSING),
        *_listed(extra, _FOREIGN, _MANY_FOREIGN),
    ]
    if parts:
        return _BOTH(missing=parts[0], foreign=parts[1]) if parts[1:] else parts[0]
    if len(old) != len(new):
        return _DOUBLED()
    if old != new:
        first = next(item for item, other in zip(new, old, strict=True) if item != other)
        return _ORDER(item=quoted(_part(first, "label")))
    return _LAYOUT()


def _listed(items: Sequence[str], one: Template, many: Template) -> Iterator[Message]:
    if items:
        first = quoted(_part(items[0], "label"))
        yield many(item=first, more=len(items) - 1) if items[1:] else one(item=first)


def _item(line: str) -> str:
    return _MARK.sub("", line, count=1).strip()


def _part(item: str, group: str) -> str:
    match = _LINK.match(item)
    return match[group] if match else item
