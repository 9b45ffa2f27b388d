"""Each built-in schema reads the digest in ``fixtures/schemas`` that has its name."""

from __future__ import annotations

import pytest

from digestlint.digest.nodes import Digest
from digestlint.digest.papers import find_papers
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.lint.linter import lint
from tests.frames import open_with
from tests.places import ROOT

# How many papers each has, how many fields and sections all notes have together, and whether each
# paper has a URL.
SEEN = {
    "survey": (1, 6, False),
    "daily": (2, 12, True),
    "arxiv-daily": (3, 12, True),
    "paper-links": (2, 0, True),
    "paper-fields": (2, 6, False),
    "paper-items": (2, 6, False),
    "paper-blocks": (2, 4, False),
    "paper-label-blocks": (2, 6, False),
    "newsletter": (5, 0, True),
    "newsletter-lines": (4, 0, True),
    "newsletter-headings": (3, 0, True),
    "newsletter-fields": (3, 3, False),
    "paper-list": (5, 0, True),
    "paper-list-nested": (4, 0, True),
    "paper-table": (3, 15, False),
    "paper-details": (2, 6, False),
    "paper-index": (3, 0, True),
    "paper-headings": (2, 3, False),
    "paper-sections": (2, 6, False),
    "paper-note": (1, 8, False),
    "paper-paragraphs": (3, 0, True),
}


def text_of(name: str) -> str:
    return (ROOT / "fixtures" / "schemas" / name / "digest.md").read_text(encoding="utf-8")


def seen(name: str) -> Digest:
    digest = open_with({}, text_of(name)).digest
    assert digest is not None
    return digest


def test_every_schema_is_here() -> None:
    assert list(SEEN) and sorted(SEEN) == sorted(schema.name for schema in SCHEMAS)


@pytest.mark.parametrize("name", SEEN)
def test_its_digest_is_recognised_and_read(name: str) -> None:
    digest = seen(name)
    assert digest.schema.name == name
    papers = list(find_papers(digest))
    fields = sum(len(note.fields) + len(note.sections) for note in digest.notes)
    linked = all(paper.url for paper in papers)
    assert (len(papers), fields, linked) == SEEN[name]
    titles = [paper.title for paper in papers]
    assert all(titles) and not any(mark in title for title in titles for mark in "[]*|")


@pytest.mark.parametrize("name", SEEN)
def test_its_digest_is_clean(name: str) -> None:
    assert lint(open_with({}, text_of(name), "ALL")) == []


OTHER = """\
# A tool

## 1. Install

Run `make`. [Python](https://www.python.org) is needed.

## 2. Use

- **Input**: a file
- **Output**: another file

| option | description |
|---|---|
| `-v` | more words |
| `-q` | fewer words |

## Links

- [Home](https://example.org)
- [Manual](manual.md)
- [Issues](https://example.org/issues)
"""
CHANGES = """\
# Changelog

## 1.2.0 (2025-03-14)

- [`0a1b2c`](https://example.org/0a1b2c) a fault in the parser
- [`1b2c3d`](https://example.org/1b2c3d) a fault in the writer
- [`2c3d4e`](https://example.org/2c3d4e) more tests
"""


@pytest.mark.parametrize("text", [OTHER, CHANGES, "", "# Title\n", "# Papers\n\nNone today.\n"])
def test_other_files_are_no_digests(text: str) -> None:
    assert open_with({}, text).digest is None
