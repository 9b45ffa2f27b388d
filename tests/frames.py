"""Small digests for tests: the minimum that makes a text a digest, around lines of the test."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from digestlint.core.selectors import expand
from digestlint.core.settings import Settings
from digestlint.digest.schema import load_schemas
from digestlint.document.document import Document, open_document
from digestlint.text.codec import decode

SURVEY_HEAD = "# Paper List\n- [25/09] **A**\n\n# TLDR/Notes\n## a\n"
HEAD_ROWS = SURVEY_HEAD.count("\n")
DAILY_HEAD = "# Papers for 2025-10-03\n\n## 0.[A](https://arxiv.org/pdf/2510.00001)\n"

ABSTRACT = "### Abstract\nWe study agents.\n"
READING = "### 🌟 论文解读 | 更快\n"
MOTIVATION = "### 📌 背景痛点/本文动机\n智能体很慢。\n"
METHOD = "### 🚀 核心方法（介绍本文的几个创新点）\n我们让它更快。\n"
RESULTS = "### 📈 实验结果\n速度提升两倍。\n"
TAKEAWAYS = "### 💬 可借鉴之处\n奖励设计值得借鉴。\n"
SECTIONS = (ABSTRACT, READING, MOTIVATION, METHOD, RESULTS, TAKEAWAYS)


def survey(*parts: str) -> str:
    """A survey digest with one note of ``parts``."""
    return SURVEY_HEAD + "".join(parts)


def daily(summary: str) -> str:
    """A daily digest with one paper."""
    return DAILY_HEAD + summary + "\n"


def open_with(
    schemas: dict[str, dict[str, Any]], text: str, *rules: str, path: str = "digest.md"
) -> Document:
    """A document from ``text``, with users' schemas."""
    settings = Settings(codes=expand(rules) if rules else frozenset())
    source = decode(text.encode())
    return open_document(source, PurePath(path), settings, load_schemas(schemas))
