"""A URL uses `http://` although its host supports `https://`.

## What it does
Finds `http` URLs of hosts that are known to serve `https`, in links, images, reference definitions
and text. Each host includes its subdomains: `arxiv.org` covers `www.arxiv.org` and
`export.arxiv.org`. URLs with a port are not reported, nor are the former addresses of GitHub Pages
(`name.github.com`).

## Why it matters
`http` traffic can be read and changed on its way. Most of these hosts redirect to `https` anyway,
which costs every reader a detour.

## Example
```markdown
[Paper](http://arxiv.org/abs/2505.15117)
```

Write instead:
```markdown
[Paper](https://arxiv.org/abs/2505.15117)
```

## Fix safety
The fix is safe: these hosts serve the same page with `https`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import Option, RuleInfo
from digestlint.document.document import Document
from digestlint.rules.helpers.urls.hosts import host_of, is_host_or_below
from digestlint.rules.urls.url_targets import targets

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
    severity=Severity.INFO,
    fixes=(Applicability.SAFE,),
    options=(
        Option(
            "hosts",
            _HOSTS,
            "The hosts that are known to serve https, each with its subdomains. The list replaces "
            "the default one.",
        ),
    ),
    requires="links",
)

_INSECURE = Template("insecure-scheme/http", "'http://' instead of 'https://', which {host} serves")
_WRITE_HTTPS = Template("insecure-scheme/write", "Write 'https://'")

_HTTP = lazy_pattern(r"http(?=://)", re.IGNORECASE)
# The subdomains of github.com today; any other name was a user's GitHub Pages.
_OF_GITHUB = "api blog developer docs education gist guides help lab pages raw status www"
_GITHUB = frozenset({"github.com", *(f"{name}.github.com" for name in _OF_GITHUB.split())})
_PORT = lazy_pattern(r"http://[^/?#]*:[0-9]", re.IGNORECASE)


def check(document: Document) -> Iterator[Finding]:
    """Report ``http://`` on hosts that serve https."""
    hosts = [host.lower().strip(".") for host in document.option(RULE, "hosts")]
    known_of: dict[str, str | None] = {}  # many URLs have the same host
    for target in targets(document.markdown):
        scheme = _HTTP.match(document.text, *target.span)
        if scheme is None or _PORT.match(target.url):
            continue
        host = host_of(target.url)
        if host not in known_of:
            known = next((known for known in hosts if is_host_or_below(host, (known,))), None)
            known_of[host] = known
        known = known_of[host]
        if known == "github.com" and host not in _GITHUB:
            continue
        if known is not None:
            yield Finding(
                *target.span,
                _INSECURE(host=known),
                Fix.safe(_WRITE_HTTPS(), Edit(scheme.end(), scheme.end(), "s")),
            )
