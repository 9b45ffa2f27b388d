"""By what files of a schema are recognised: what all of them have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.inference.corpus import File, Part, Table, parts_in
from digestlint.markdown import Heading
from digestlint.markdown.front_matter_keys import find_keys

_DIGITS = lazy_pattern(r"\d+")
_MOST = 2  # keys of the front matter that files are recognised by
_LEAST_SHARES = (0.8, 0.5, 0.25)
_MARGIN = 0.9


def match_of(files: Sequence[File], parts: Sequence[Part], notes: Table) -> Table:
    """Return how files like those with ``parts`` are recognised."""
    with_parts = {part.file.name for part in parts}
    fitting = [file for file in files if file.name in with_parts]
    counts = Counter(part.file.name for part in parts)
    match: Table = {}
    if title := _title(fitting, parts):
        match["headings"] = [title]
    if keys := _common_keys(fitting):
        match["front-matter"] = dict.fromkeys(keys, ".")
    fewest = min(counts.values(), default=1)
    match["least-parts"] = 1 if fewest < 3 else 2
    shares = [_share(file, notes) for file in fitting]
    least = min(shares, default=1.0)
    for share in _LEAST_SHARES:
        if share <= least * _MARGIN:
            match["least-share"] = share
            break
    return match


def _share(file: File, notes: Table) -> float:
    found, misfits = parts_in(file, notes)
    return len(found) / max(1, len(found) + len(misfits))


def _title(files: Sequence[File], parts: Sequence[Part]) -> str | None:
    """Return a pattern for the first heading of all ``files``, unless that is a note's."""
    notes = {(part.file.name, part.note.head.start) for part in parts}
    found: set[str] = set()
    for file in files:
        first = next(iter(file.markdown.headings), None)
        if first is None or (file.name, first.span.start) in notes or not first.text.strip():
            return None
        found.add(_pattern(first))
    return found.pop() if len(found) == 1 else None


def _pattern(heading: Heading) -> str:
    """Return a pattern for a heading's text that fits others with other numbers."""
    pieces = map(re.escape, _DIGITS.split(heading.text.strip()))
    return "^" + r"\d+".join(pieces) + "$"


def _common_keys(files: Sequence[File]) -> list[str]:
    """Return the keys of the front matter that all ``files`` have, a few of them."""
    common: dict[str, None] | None = None
    for file in files:
        markdown = file.markdown
        found = find_keys(markdown.text, markdown.front_matter) if markdown.front_matter else []
        keys = [key.name for key in found if key.value]
        common = dict.fromkeys(key for key in (keys if common is None else common) if key in keys)
    return list(common or ())[:_MOST]
