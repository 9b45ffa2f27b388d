"""The content of files: those of the repository, and secret ones outside."""

from __future__ import annotations

import re

FINDING = b"[x](http://arxiv.org/abs/2510.00001.)"
"""Two findings, with a safe fix each."""


def marker(name: str) -> str:
    """Return the word that is in the outside file called ``name`` and nowhere else."""
    return f"zq7{re.sub('[^a-z]', '', name)}7qz"


MARKER = re.compile(rb"zq7([a-z]+)7qz", re.IGNORECASE)


def _secret_markdown(name: str) -> bytes:
    word = marker(name).encode()
    return (
        b"# Secret part of the file %s\n\n%s %s\n\n%s%s\n\n**Code**: [%s](#gone-%s) \\textbf{%s} "
        b"<think> %s\n" % (word, word, FINDING, word, "é—®".encode(), word, word, word, word)
    )


def _secret_bibliography(name: str) -> bytes:
    word = marker(name).encode()
    entry = b'@article{k%s, title = {A %s B}, url = "http://arxiv.org/abs/2510.00009"}\n'
    return entry % (word, word) + b"@article{%s, title = {%s\n" % (word, word)


def _setting(name: str) -> bytes:
    return b'%s = "%s"\n' % (marker(name).encode(), marker(name).encode())


OUTSIDE: dict[bytes, bytes] = {
    b"victim.md": _secret_markdown("victim"),
    b"linked.md": _secret_markdown("linked"),
    b"swapped.md": _secret_markdown("swapped"),
    b"folder/victim.md": _secret_markdown("infolder"),
    b"folder/zq7name7qz.md": _secret_markdown("named"),
    b"papers.bib": _secret_bibliography("bibliography"),
    b"gitignore": b"[%s\n*\n" % marker("gitignore").encode(),
    b"digestlint.toml": _setting("settings"),
    b"pyproject.toml": b"[tool.digestlint]\n" + _setting("pyproject"),
    b"git/HEAD": b"ref: refs/heads/%s\n" % marker("head").encode(),
    b"git/config": b'[core]\n\texcludesFile = "%s"\n' % marker("gitconfig").encode(),
    b"git/info/exclude": b"*\n",
    b"git/commondir": b"%s\n" % marker("commondir").encode(),
}
"""Beside the repository. No name is known to it but those that its author can guess."""

HOME: dict[bytes, bytes] = {
    b".gitconfig": b"[user]\n\tname = %s\n" % marker("user").encode(),
    b"notes.md": _secret_markdown("home"),
    b"gitignore": b"mine\n",
}
ENVIRONMENT = f"{FINDING.decode()} {marker('token')}\n# {marker('token')}"
"""The value of a variable: a token that only a CI job knows."""

GOOD: dict[bytes, bytes] = {
    b"good/plain.md": b"# Plain\n\n" + FINDING + b"\n\n[y](#plai) and [z](other.md#oter)\n",
    b"good/other.md": b"# Other\n\n<think> " + FINDING + b"\n",
}
"""Files that mean no harm. What is found in them does not depend on what is around them."""

SURVEY = """\
# Paper List from BIB File: papers.bib
- [25/10] **A{0}**  \n[[Paper](http://arxiv.org/abs/2510.00001.{0})] [[TLDR/Notes](#a{0})]

{0}
[z](http://arxiv.org/abs/2510.00002)
{0}
# TLDR/Notes

## {0}
### {0} Abstract {0}
{0} [x](gone{0}.md#{0}) [y](#{0}z) <{0}> \\textbf{{{0}}} ** {0} **

[l](../outside/linked.md#secret-part-of-the-file) [m](/../outside/linked.md#secret-part)
[n](lead.md#secret-part-of-the-file) [o](lead/victim.md#secret-part-of-the-file)
<!-- digestlint-disable {0} URL999 -->
```{0}
open
"""


def survey(text: str) -> bytes:
    """Return a digest that many rules have something to say about, with ``text`` all over in it."""
    line = re.sub(r"[\r\n]", " ", text)
    return SURVEY.format(line).encode("utf-8", "surrogateescape")
