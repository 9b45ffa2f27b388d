"""A URL says `http://` where its host redirects to `https://`.

## What it does
Finds URLs with the scheme `http` on hosts that are known to redirect to `https`, in links,
images, reference definitions and in the text. A host stands for its subdomains, too: `arxiv.org`
includes `www.arxiv.org` and `export.arxiv.org`. URLs with a port are left alone.

## Why it matters
Every reader takes the detour, and the first request can be read and changed on its way.

## Example
```markdown
[Paper](http://arxiv.org/abs/2505.15117)
```

The host redirects anyway; write instead:
```markdown
[Paper](https://arxiv.org/abs/2505.15117)
```

## Fix safety
The fix is safe: it writes what the redirect leads to.

## Options
- `hosts`: the hosts that are known to redirect, each with its subdomains. The list replaces the
  default one.
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
    "pypi.org",
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
        Option("hosts", _HOSTS, "Hosts known to redirect to https, each with its subdomains."),
    ),
)

_HTTP = re.compile(r"http(?=://)", re.IGNORECASE)
_PORT = re.compile(r"http://[^/?#]*:[0-9]", re.IGNORECASE)


def check(document: Document) -> Iterator[Finding]:
    """Report ``http://`` on hosts that redirect."""
    hosts = [host.lower().strip(".") for host in document.option(RULE, "hosts")]
    for target in targets(document.markdown):
        scheme = _HTTP.match(document.text, *target.span)
        if scheme is None or _PORT.match(target.url):
            continue
        host = host_of(target.url)
        if is_host_or_below(host, hosts):
            yield Finding(
                *target.span,
                f"{host} redirects to https; write 'https://'",
                Fix.safe("Write 'https://'", Edit(scheme.end(), scheme.end(), "s")),
            )
