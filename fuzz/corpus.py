"""What fuzzing begins with: short texts with a little of everything."""

from __future__ import annotations

from pathlib import Path

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
match = ["^A"]
"""
_SCHEMA = """\
description = "x"
match = ["^# A"]
[entries]
under = "^A"
pattern = '\\*\\*(?P<title>.+)\\*\\*'
[notes]
level = 2
pattern = "(?P<title>.+)"
"""
_BIB = '@article{k, title = {A {\\\'e} B}, year = 2025, url = "http://arxiv.org/abs/2510.00001"}\n'
_LINES = "disable URL005\ndisable-next-line ENC, ANC001\nenable\ndisable-file ALL -- why\n"
_URLS = "https://user@EXAMPLE.org:80/%2e%2e/a?b=c#d"

SEEDS = (
    *(_SURVEY, _DAILY, _TOML, _SCHEMA, _BIB, _LINES, _URLS),
    _SURVEY.encode().decode("latin-1"),
    _SURVEY.encode().decode("cp1254", "ignore"),
    _SURVEY.replace("\n", "\r\n"),
)


def write_seeds(folder: Path) -> None:
    """Put the first inputs into ``folder``."""
    for number, seed in enumerate(SEEDS):
        (folder / f"seed-{number}").write_bytes(seed.encode())
