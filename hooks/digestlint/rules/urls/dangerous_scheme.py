"""A link runs a script, embeds a page or opens a file on the reader's machine.

## What it does
Finds links, images and reference definitions with the scheme `javascript:`, `vbscript:`, `data:`
or `file:`. The scheme is read as browsers read it: they ignore case, spaces and control characters
before the scheme, and tabs and line breaks inside it, and they decode HTML entities. Images with
`data:image/…` are not reported.

## Why it matters
Renderers differ in what they block. If one lets such a link through, a click runs code from the
digest in the reader's browser. A `file:` link works on the author's machine at best.

## Example
```markdown
[Demo](javascript:alert(1))
```

Link to the real address of the page instead:
```markdown
[Demo](https://example.org/demo)
```

## Fix safety
There is no fix, because the intended target is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.urls.url_targets import targets

RULE = RuleInfo("URL007", "dangerous-scheme", severity=Severity.ERROR, requires="links")

_DANGER = Template("dangerous-scheme/danger", "link with the unsafe scheme '{scheme}'")

# The basic parser of the URL Standard removes these.
_LEADING = lazy_pattern(r"\A[\x00-\x20]+")
_IGNORED = lazy_pattern(r"[\t\n\r]+")
_DANGEROUS = lazy_pattern(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)
_IMAGE = lazy_pattern(r"data:image/", re.IGNORECASE)


def check(document: Document) -> Iterator[Finding]:
    """Report links with a dangerous scheme."""
    for target in targets(document.markdown):
        url = _IGNORED.sub("", _LEADING.sub("", target.url))
        scheme = _DANGEROUS.match(url)
        if scheme is None or (target.image and _IMAGE.match(url)):
            continue
        name = scheme[0].lower()
        yield Finding(*target.span, _DANGER(scheme=name))
