"""The inputs: generated texts of the kinds that people publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

MEGABYTE = 1_000_000
ASTRAL = "\n\n😀\n"  # a character above U+FFFF: each character of the text takes four bytes

_PROSE = "我们研究智能体如何在长任务中保持稳定，并给出新的训练方法，在多个基准上速度提升两倍。" * 6
_SECTIONS = (
    "### Abstract\nWe study agents.\n### 🌟 论文解读 | 更快\n{0}\n### 📌 背景痛点/本文动机\n{0}\n"
    "### 🚀 核心方法（介绍本文的几个创新点）\n{0}\n### 📈 实验结果\n{0}\n### 💬 可借鉴之处\n{0}\n"
)
_ENTRY = (
    "@article{{key{0},\n  title = {{A Study of Efficient Agents {0}}},\n"
    "  author = {{Ada One and Ben Two}},\n  year = {{2025}},\n"
    "  url = {{https://arxiv.org/abs/2510.{0:05d}}},\n}}\n\n"
)


def digest(size: int) -> str:
    """Return a survey of papers with a finding in each note."""
    note = "## Paper {0}\n\n[Paper](http://arxiv.org/abs/2510.{0:05d})\n" + _SECTIONS.format(_PROSE)
    papers = size // len(note.encode())
    entries = (f"- [25/10] **Paper {n}**  \n[[TLDR/Notes](#paper-{n})]\n" for n in range(papers))
    notes = "".join(note.format(n) for n in range(papers))
    return "# Paper List\n\n" + "\n".join(entries) + "\n# TLDR/Notes\n" + notes


def mojibake(size: int) -> str:
    """Return the same, read as windows-1252, whose undefined bytes were lost."""
    shown = digest(size // 2).encode().decode("latin-1")
    return "".join(c for c in shown if c not in "\x81\x8d\x8f\x90\x9d")


def bibliography(size: int) -> str:
    """Return a ``.bib`` file of short entries."""
    return _repeated(size, (_ENTRY.format(n) for n in count()))


def _repeated(size: int, pieces: Iterator[str]) -> str:
    parts: list[str] = []
    while size > 0:
        parts.append(next(pieces))
        size -= len(parts[-1].encode())
    return "".join(parts)


def _lines(line: str) -> Callable[[int], str]:
    return lambda size: _repeated(size, (line.format(n) for n in count()))


KINDS: dict[str, Callable[[int], str]] = {
    "digest": digest,
    "list of projects": _lines(
        "- [Project {0}](https://github.com/example/project-{0}) - What it is for, in a sentence.\n"
    ),
    "short items with links": _lines("- [Item {0}](https://example.org/{0})\n"),
    "prose": _lines("Agents are slow in long tasks, and so we make them faster. Part {0}.\n\n"),
    "table": _lines("| 2025-10-{0} | A paper | [link](https://arxiv.org/abs/2510.00001) | 0.1 |\n"),
    "words": _lines("word{0}\n"),
}
