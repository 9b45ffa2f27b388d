"""A URL says `http://` where its host serves `https://`.

## What it does
Finds URLs with the scheme `http` on hosts that are known to serve `https`, in links, images,
reference definitions and in the text. A host stands for its subdomains, too: `arxiv.org` includes
`www.arxiv.org` and `export.arxiv.org`. URLs with a port are left alone.

## Why it matters
What is sent with `http` can be read and changed on its way. Most of these hosts redirect anyway, so
that every reader takes a detour.

## Example
```markdown
[Paper](http://arxiv.org/abs/2505.15117)
```

The same page is there with `https`; write instead:
```markdown
[Paper](https://arxiv.org/abs/2505.15117)
```

## Fix safety
The fix is safe: the same page is there with `https`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint.analysis.urls import host_of, is_host_or_below, targets
from digestlint.document import Document
from digestlint.finding import Applicability, Edit, Finding, Fix
from digestlint.rule import Option, RuleInfo

_HOSTS = [
    "arxiv.org",
    "alphaxiv.org",
    "ar5iv.org",
    "github.com",
    "github.io",
    "githubusercontent.com",
    "gitlab.com",
    "huggingface.co",
    "hf.co",
    "doi.org",
    "openreview.net",
    "aclanthology.org",
    "paperswithcode.com",
    "semanticscholar.org",
    "kaggle.com",
    "pytorch.org",
    "tensorflow.org",
    "wikipedia.org",
    "youtube.com",
    "youtu.be",
    "twitter.com",
    "x.com",
    "linkedin.com",
    "zhihu.com",
]

RULE = RuleInfo(
    "URL005",
    "insecure-scheme",
    fixes=(Applicability.SAFE,),
    options=(
        Option(
            "hosts",
            _HOSTS,
            "The hosts that are known to serve https, each with its subdomains. The list replaces "
            "the default one.",
        ),
    ),
)

_HTTP = re.compile(r"http(?=://)", re.IGNORECASE)
_PORT = re.compile(r"http://[^/?#]*:[0-9]", re.IGNORECASE)


def check(document: Document) -> Iterator[Finding]:
    """Report ``http://`` on hosts that serve https."""
    hosts = [host.lower().strip(".") for host in document.option(RULE, "hosts")]
    for target in targets(document.markdown):
        scheme = _HTTP.match(document.text, *target.span)
        if scheme is None or _PORT.match(target.url):
            continue
        host = host_of(target.url)
        known = next((known for known in hosts if is_host_or_below(host, (known,))), None)
        if known is not None:
            yield Finding(
                *target.span,
                f"'http://' instead of 'https://', which {known} serves",
                Fix.safe("Write 'https://'", Edit(scheme.end(), scheme.end(), "s")),
            )
