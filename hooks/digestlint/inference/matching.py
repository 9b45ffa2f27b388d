"""By what files of a schema are recognised: what all of them have."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.inference.corpus import Seen, Table
from digestlint.inference.shapes import escaped
from digestlint.markdown import Heading
from digestlint.markdown.front_matter_keys import find_keys

_DIGITS = lazy_pattern(r"\d+")
_MOST = 2  # keys of the front matter that files are recognised by
# One paper that is written in another way doesn't make a file none of these.
_LEAST_SHARES = (0.5, 0.25)
_MARGIN = 0.9


def match_of(seen: Sequence[Seen]) -> Table:
    """Return how files like those that have parts are recognised."""
    fitting = [each for each in seen if each.parts]
    match: Table = {}
    if title := _title(fitting):
        match["headings"] = [title]
    if keys := _common_keys(fitting):
        match["front-matter"] = dict.fromkeys(keys, ".")
    fewest = min((len(each.parts) for each in fitting), default=1)
    match["least-parts"] = 1 if fewest < 3 else 2
    shares = (len(each.parts) / (len(each.parts) + len(each.misfits)) for each in fitting)
    least = min(shares, default=1.0) * _MARGIN
    if share := next((share for share in _LEAST_SHARES if share <= least), None):
        match["least-share"] = share
    return match


def _title(fitting: Sequence[Seen]) -> str | None:
    """Return a pattern for the first heading of all files, unless that is a note's."""
    found: set[str] = set()
    for file, parts, _ in fitting:
        first = next(iter(file.markdown.headings), None)
        if first is None or not first.text.strip() or parts[0].note.head == first.span:
            return None
        found.add(_pattern(first))
    return found.pop() if len(found) == 1 else None


def _pattern(heading: Heading) -> str:
    """Return a pattern for a heading's text that fits others with other numbers."""
    pieces = map(escaped, _DIGITS.split(heading.text.strip()))
    return "^" + r"\d+".join(pieces) + "$"


def _common_keys(fitting: Sequence[Seen]) -> list[str]:
    """Return the keys of the front matter that all files have, a few of them."""
    common: dict[str, None] | None = None
    for each in fitting:
        markdown = each.file.markdown
        found = find_keys(markdown.text, markdown.front_matter) if markdown.front_matter else []
        keys = [key.name for key in found if key.value]
        common = dict.fromkeys(key for key in (keys if common is None else common) if key in keys)
    return list(common or ())[:_MOST]
