"""Which `.bib` file names belong to a digest."""

from __future__ import annotations

import re
from pathlib import PurePath

from digestlint._runtime.patterns import lazy_pattern

_LONGEST_TITLE = 1_000
_AFTER_LABEL_RE = lazy_pattern(r"BIB\s+File\s*[:：]\s*(?P<name>\S.*?\.bib)(?!\w)", re.IGNORECASE)
_LAST_WORD_RE = lazy_pattern(r"(?P<name>[^\s:：*`\[\]()]+\.bib)(?!\w)", re.IGNORECASE)


def candidate_names(digest_path: PurePath, title_hint: str | None) -> tuple[str, ...]:
    """Names of `.bib` files that would belong to the digest if they lay beside it, best first.

    `title_hint` is a file name or a whole title such as `Paper List from BIB File: papers.bib`;
    the name in it comes first, then the digest's own name with the suffix `.bib`. Names are bare
    (no folder), and no file is looked at.
    """
    names = [_name_in(title_hint)] if title_hint else []
    names.append(f"{digest_path.stem}.bib" if digest_path.stem else None)
    return tuple(dict.fromkeys(name for name in names if name))


def _name_in(title: str) -> str | None:
    title = title[:_LONGEST_TITLE]
    if ".bib" not in title.lower():  # as in most; the patterns need not be compiled
        return None
    match = _AFTER_LABEL_RE.search(title) or _LAST_WORD_RE.search(title)
    if match is None:
        return None
    # A digest must not point the linter at files outside its own folder.
    name = match["name"].replace("\\", "/").rpartition("/")[2].strip("`*_ ")
    return name if name.isprintable() and name.lower() != ".bib" else None
