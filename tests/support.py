"""Helpers that tests share: run a rule on text, and apply its fixes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from digestlint.core.finding import Applicability, Finding
from digestlint.core.message import Message
from digestlint.core.selectors import expand
from digestlint.core.settings import AnchorStyle, Settings
from digestlint.digest.schema import load_schemas
from digestlint.document.context import Context
from digestlint.document.document import Document, open_document
from digestlint.fixes.fixer import Fixed, Text, fix
from digestlint.lint.linter import lint
from digestlint.lint.registry import all_rules
from digestlint.lint.results import FileResult
from digestlint.run.checker import check_file, written
from digestlint.run.task import Task
from digestlint.text.codec import Source, decode, encode


def message(text: str) -> Message:
    """A message that says ``text``."""
    return Message("test/said", text)


@dataclass(frozen=True)
class Seen:
    """A finding as tests compare it."""

    code: str
    row: int
    text: str  # the source text it points to
    fix: Applicability | None


def open_text(
    text: str | bytes,
    *rules: str,
    schema: str | None = None,
    anchor_style: AnchorStyle = "github",
    options: dict[str, dict[str, Any]] | None = None,
    context: Context | None = None,
    path: str = "digest.md",
    schemas: dict[str, dict[str, Any]] | None = None,
) -> Document:
    """A document from ``text``; ``rules`` are selectors (default: all rules).

    ``schemas`` are users' own.
    """
    codes = expand(rules) if rules else frozenset(rule.code for rule in all_rules())
    settings = Settings(codes=codes, anchor_style=anchor_style, schema=schema, rules=options or {})
    source = decode(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    return open_document(source, PurePath(path), settings, load_schemas(schemas), context)


def diagnose(text: str | bytes, *rules: str, **how: Any) -> list[Finding]:
    """What ``rules`` find in ``text``."""
    return lint(open_text(text, *rules, **how))


def see(text: str | bytes, *rules: str, **how: Any) -> list[Seen]:
    """What ``rules`` find in ``text``, in comparable form."""
    document = open_text(text, *rules, **how)
    return [
        Seen(
            d.code,
            document.lines_of_source.position(max(d.start, 0))[0],
            document.source.text[max(d.start, 0) : d.end],
            d.fix.applicability if d.fix else None,
        )
        for d in lint(document)
    ]


def run_fix(text: str | bytes, *rules: str, unsafe: bool = True, **how: Any) -> Fixed:
    """Fix ``text`` with ``rules`` until stable."""
    before = decode(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))

    def check(current: Text) -> list[Finding]:
        return diagnose(encode(current.text, current.bom), *rules, **how)

    outcome = fix(Text(before.text, before.bom), check, unsafe=unsafe)
    assert not outcome.left_out
    return outcome


def fixed(text: str, *rules: str, unsafe: bool = True, **how: Any) -> str:
    """``text`` after the fixes of ``rules``; with ``unsafe=False``, safe fixes only."""
    return run_fix(text, *rules, unsafe=unsafe, **how).text.text


__all__ = ["Seen", "Source", "diagnose", "fixed", "open_text", "run_fix", "see"]


def run_file(task: Task) -> FileResult:
    """Check or fix one file, and write it if that changed it, as a run does."""
    return written(task, check_file(task))
