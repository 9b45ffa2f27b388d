"""The initial corpus: short texts with a little of everything."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from digestlint.lint.registry import all_rules

_SURVEY = """\
# Paper List from BIB File: papers.bib
- [25/10] **A**  \n[[Paper](http://arxiv.org/abs/2510.00001.)] [[TLDR/Notes](#a--b)]

# TLDR/Notes
## a-b
### Abstract
We study \\textbf{agents} in <think> tags, [see][x] ** bold **[^1].
```
### 🚀 核心方法（介绍本文的几个创新点）
我们让它更快。
```
<!-- digestlint-disable-next-line URL005, ENC -->
| a | b |
|---|---|
| `c` | $d_1$ |

[x]: <http://example.org/a b>
[^1]: Note.
"""
_DAILY = "# Papers for 2025-10-03\n\n## 0.[A](https://arxiv.org/pdf/2510.00001)\n> é—®é¢˜\n"
_TOML = """\
select = ["ALL"]
ignore = ["URL"]
exclude = ["a/**/*.md"]
[rules.stale-toc]
min-level = 2
[[per-file]]
files = ["*.md"]
anchor-style = "gitlab"
[schemas.x]
extends = "daily"
match.headings = ["^A"]
"""
_SCHEMA = """\
description = "x"
match.headings = ["^Paper List"]
[entries]
under = "^Paper List"
pattern = '\\*\\*(?P<title>.+)\\*\\*'
links.notes = ["TLDR/Notes"]
[notes]
level = 2
pattern = "(?P<title>.+)"
section-level = 3
sections.abstract = {heading = "Abstract", aliases = ["TLDR"], required = false}
fields.code = {label = "Code", kind = "bold-label"}
"""
_BUILTIN = [
    (files("digestlint.digest.schema") / "builtin" / f"{name}.toml").read_text(encoding="utf-8")
    for name in ("survey", "daily")
]
_BIB = '@article{k, title = {A {\\\'e} B}, year = 2025, url = "http://arxiv.org/abs/2510.00001"}\n'
_LINES = "disable URL005\ndisable-next-line ENC, ANC001\nenable\ndisable-file ALL -- why\n"
_URLS = "https://user@EXAMPLE.org:80/%2e%2e/a?b=c#d"

SEEDS = (
    *(_SURVEY, _DAILY, _TOML, _SCHEMA, *_BUILTIN, _BIB, _LINES, _URLS),
    _SURVEY.encode().decode("latin-1"),
    _SURVEY.encode().decode("cp1254", "ignore"),
    _SURVEY.replace("\n", "\r\n"),
)


# What chance does not spell: words that decide what is read.
_WORDS = (
    *(word for text in (_TOML, _SCHEMA, *_BUILTIN) for word in text.split()),
    *(word for rule in all_rules() for word in (rule.code, rule.name)),
    *("```", "~~~", "<!--", "-->", "<a id=", "](#", "](<", "[^1]:", "$$", "\\textbf{", "\\href{"),
    *("@article{", "@string{", "@comment{", "title = {", "digestlint-disable", "http://", "\r\n"),
    *("<<<<<<< a", "=======", ">>>>>>> b", "(?P<title>", "\ufeff", "\u200b", "\x00", "论文解读"),
)


def write_dictionary(file: Path) -> None:
    """Put words into ``file`` that mutations use, as libFuzzer reads them."""
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(set(_WORDS)))
    file.write_text("".join(f'"{word}"\n' for word in escaped), encoding="utf-8")


def write_seeds(folder: Path) -> None:
    """Put the first inputs into ``folder``."""
    for number, seed in enumerate(SEEDS):
        (folder / f"seed-{number}").write_bytes(seed.encode())
