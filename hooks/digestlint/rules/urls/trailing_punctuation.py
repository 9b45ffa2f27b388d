"""A link target ends in punctuation that is not part of the URL.

## What it does
Finds links, images and reference definitions whose URL ends in a full stop, comma, colon or
semicolon, in one of their full-width forms, or in an unmatched closing bracket. Balanced brackets
(`…/Lisp_(language)`) and a final `/` are not reported, nor is a full stop in the name of a wiki
page (`/wiki/Warner_Bros.`) or after a sentence in the fragment (`#:~:text=A%20sentence.`). Relative
links and bare URLs in a sentence are not reported: renderers leave the full stop out of such links.

A URL that ends in `...` or `…` is truncated and is reported without a fix. The same is true of text
after the name of a repository or the identifier of a paper, which cannot be part of the URL.

## Why it matters
Most servers do not find such a URL.

## Example
```markdown
[Code](https://github.com/owner/name.)
```

The full stop is from the sentence that the URL was copied from; write instead:
```markdown
[Code](https://github.com/owner/name)
```

## Fix safety
The fix is safe; it removes the punctuation.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.helpers.urls.hosts import host_of, is_web
from digestlint.rules.urls.swallowed import find_in_target
from digestlint.rules.urls.trailing import PAIRS, PUNCTUATION, cut_off_at, kept_length
from digestlint.rules.urls.url_targets import UrlTarget, targets
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "URL002",
    "trailing-punctuation",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    requires="links",
)

_ENDS_IN = Template(
    "trailing-punctuation/ends-in", "link target ends in {tail}, which is not part of the URL"
)
_CUT_OFF = Template(
    "trailing-punctuation/cut-off", "link target {url} is truncated; write the full URL"
)
_REMOVE = Template("trailing-punctuation/remove", "Remove the punctuation")

_ENDS = frozenset({*PUNCTUATION, *PAIRS, "…", "\\"})


def check(document: Document) -> Iterator[Finding]:
    """Report punctuation at the end of link targets."""
    for target in targets(document.markdown):
        written = document.text[target.span.start : target.span.end]
        if target.kind == "bare" or not (is_web(written) or written.startswith("mailto:")):
            continue
        found = _at_end(document, target, written) if written[-1] in _ENDS else None
        if found is None and not written.isascii() and target.kind != "autolink":
            found = _before_text(document, target)
        if found is not None:
            yield found


def _at_end(document: Document, target: UrlTarget, written: str) -> Finding | None:
    start, end = target.span
    cut_off = cut_off_at(written)
    if cut_off is not None:
        return Finding(start + cut_off, end, _CUT_OFF(url=quoted(target.url)))
    kept = kept_length(written)
    if kept == len(written) or document.restoration.damaged(start + kept, end):
        return None
    fix = None
    if host_of(written[:kept]) or not is_web(written):
        fix = Fix.safe(_REMOVE(), Edit(start + kept, end, ""))
    return Finding(start + kept, end, _ENDS_IN(tail=quoted(written[kept:])), fix)


def _before_text(document: Document, target: UrlTarget) -> Finding | None:
    """Return a finding for signs or text that cannot be part of the URL's path."""
    swallowed = find_in_target(document.text, target.span)
    if swallowed is None or document.restoration.damaged(swallowed.start, swallowed.end):
        return None
    start, end = swallowed.start, swallowed.end
    tail = document.text[start:end]
    signs_only = not any(map(str.isalnum, tail))
    fix = Fix.safe(_REMOVE(), Edit(start, end, "")) if signs_only else None
    return Finding(start, end, _ENDS_IN(tail=quoted(tail)), fix)
