"""Each built-in schema reads the digest in ``fixtures/schemas`` that has its name."""

from __future__ import annotations

import pytest

from digestlint.digest.schema import schema_pattern
from digestlint.digest.schema.builtin_schemas import SCHEMAS
from digestlint.lint.linter import lint
from tests.frames import open_with
from tests.places import ROOT

# How many papers each has, and how many fields and sections all notes have together.
SEEN = {
    "survey": (1, 6),
    "daily": (2, 12),
    "arxiv-daily": (3, 12),
    "paper-links": (2, 0),
    "paper-fields": (2, 6),
    "paper-items": (2, 6),
    "paper-blocks": (2, 4),
    "paper-label-blocks": (2, 6),
    "newsletter": (5, 0),
    "newsletter-lines": (4, 0),
    "newsletter-headings": (3, 0),
    "newsletter-fields": (3, 3),
    "paper-list": (5, 0),
    "paper-list-nested": (4, 0),
    "paper-table": (3, 15),
    "paper-details": (2, 6),
    "paper-index": (3, 0),
    "paper-headings": (2, 3),
    "paper-sections": (2, 6),
    "paper-note": (1, 8),
    "paper-paragraphs": (3, 0),
    "paper-item-groups": (2, 6),
    "paper-bold-blocks": (2, 4),
    "paper-table-dated": (5, 20),
    "paper-html-table": (2, 6),
    "paper-html-rows": (3, 0),
    "paper-html-headings": (2, 2),
    "paper-list-linked": (5, 0),
    "paper-numbered": (3, 3),
    "paper-references": (3, 0),
    "paper-plain-paragraphs": (5, 5),
    "paper-index-table": (3, 9),
    "paper-index-items": (5, 0),
    "newsletter-table": (3, 12),
    "newsletter-html": (3, 0),
    "newsletter-blocks": (3, 3),
    "newsletter-bare": (5, 0),
    "newsletter-titles": (3, 6),
    "episodes": (2, 8),
    "show-notes": (4, 0),
    "day-index": (4, 0),
    "day-index-table": (4, 12),
    "day-index-links": (8, 0),
    "newsletter-file": (5, 0),
    "newsletter-file-lines": (4, 0),
    "newsletter-file-headings": (3, 0),
    "newsletter-file-titles": (3, 3),
    "newsletter-bold": (3, 4),
    "newsletter-leads": (3, 0),
    "paper-bold-links": (2, 0),
    "paper-list-dated": (2, 0),
    "paper-list-file": (2, 0),
    "paper-keys": (1, 3),
    "paper-reading": (1, 1),
}
# Their papers have no link, or one that no text says to be of the paper.
WITHOUT_LINKS = {
    *("survey", "paper-blocks", "paper-label-blocks", "newsletter-fields"),
    *("paper-headings", "paper-sections", "paper-index-table", "paper-plain-paragraphs"),
    *("episodes", "show-notes", "newsletter-blocks", "newsletter-titles"),
    *("newsletter-bold", "newsletter-file-titles", "paper-reading", "paper-keys"),
}


def path_of(name: str) -> str:
    """The schemas with ``-file`` in their names look at the name of the file."""
    return "2025-03-14.md" if "-file" in name else "digest.md"


def text_of(name: str) -> str:
    return (ROOT / "fixtures" / "schemas" / name / "digest.md").read_text(encoding="utf-8")


def test_every_schema_is_here() -> None:
    assert list(SEEN) and sorted(SEEN) == sorted(schema.name for schema in SCHEMAS)


@pytest.mark.parametrize("name", SEEN)
def test_its_digest_is_recognised_and_read(name: str) -> None:
    document = open_with({}, text_of(name), path=path_of(name))
    assert document.digest is not None and document.schema is not None
    assert document.schema.name == name
    papers = document.papers
    fields = sum(len(note.fields) + len(note.sections) for note in document.digest.notes)
    assert (len(papers), fields) == SEEN[name]
    assert all(paper.url for paper in papers) == (name not in WITHOUT_LINKS)
    titles = [paper.title for paper in papers]
    assert all(titles) and not any(mark in title for title in titles for mark in "[]*|")


@pytest.mark.parametrize("name", SEEN)
def test_its_digest_is_clean(name: str) -> None:
    assert lint(open_with({}, text_of(name), "ALL", path=path_of(name))) == []


IN_STEP = "".join(
    f"""\
## {topic}

- **Ferry {topic}: Asking Before Answering** ([arXiv](https://arxiv.org/abs/2503.9000{i}))
  - *Authors*: Mara Holt
  - *Summary*: A model restates the question.
  - *Code*: <https://example.org/ferry{i}>
- **Breakwater {topic}: Guarding Agents** ([arXiv](https://arxiv.org/abs/2503.9001{i}))
  - *Authors*: Jonas Pike
  - *Summary*: Arguments are checked.
  - *Code*: <https://example.org/breakwater{i}>
- **Gulls {topic}: Landing Small Drones** ([arXiv](https://arxiv.org/abs/2503.9002{i}))
  - *Authors*: Ana Sousa
  - *Summary*: Wind is an unknown force.
  - *Code*: <https://example.org/gulls{i}>

"""
    for i, topic in enumerate(("A", "B", "C"))
)


def test_headings_with_several_papers_each_are_no_papers() -> None:
    document = open_with({}, f"# Papers of the week\n\n{IN_STEP}")
    assert document.schema is not None and document.schema.name == "paper-items"
    assert len(document.papers) == 9


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
CODE = """\
# FooNet

## Setup

Run `make`.

## Model zoo

<table>
<tr><th>Model</th><th>Paper</th><th>Code</th></tr>
<tr><td>Foo-1</td><td><a href="https://arxiv.org/abs/2501.00001">FooNet</a></td><td>a</td></tr>
<tr><td>Foo-2</td><td><a href="https://arxiv.org/abs/2501.00002">FooNet 2</a></td><td>b</td></tr>
</table>

## References

- [A paper on detection that is cited](https://arxiv.org/abs/2401.00001)
- [A paper on tracking that is cited](https://arxiv.org/abs/2401.00002)
- [A paper on learning that is cited](https://arxiv.org/abs/2401.00003)
- [A paper on reading that is cited](https://arxiv.org/abs/2401.00004)
- [A paper on writing that is cited](https://arxiv.org/abs/2401.00005)
"""
POST = """\
---
title: How to run a bot
date: 2025-03-14
---

This is how to run a bot.

**1. Install it**

It is [here](https://example.org/bot).

**2. Write the configuration**

Copy the example.

**3. Start it**

It runs now.

| Name | Description |
|---|---|
| [a](https://example.org/a) | one |
| [b](https://example.org/b) | two |
| [c](https://example.org/c) | three |
"""
QUESTIONS = """\
# Questions

**How is the program installed on other systems?**

Note: it needs rights.

Source: https://example.org/1

**Why does the program print nothing at all?**

Note: there is a log.

Source: https://example.org/2
"""
EXERCISES = """\
# Exercises

## 1. [Two sums](https://example.org/two-sums)

- **Problem**: two numbers that add up to a target
- **Approach**: a map of what is missing

## 2. [Three sums](https://example.org/three-sums)

- **Problem**: three numbers that add up to zero
- **Approach**: two pointers
"""
EVENTS = """\
# Events

## 1. A day at the harbour

- **Date**: 2025-03-20
- **Link**: https://example.org/harbour
- **Topic**: lamps

## 2. A night at the pier

- **Date**: 2025-04-01
- **Link**: https://example.org/pier
- **Topic**: gulls
"""
REPORT = """\
# What went wrong on 14 March

**Date**: 2025-03-14
**Authors**: Mara, Jonas

## Summary

The lamp was out.

## Impact

No light for two hours.

## Discussion

The disk was full.
"""
CHANGES = """\
# Changelog

## 1.2.0 (2025-03-14)

- [`0a1b2c`](https://example.org/0a1b2c) a fault in the parser
- [`1b2c3d`](https://example.org/1b2c3d) a fault in the writer
- [`2c3d4e`](https://example.org/2c3d4e) more tests
"""


# A fence hides front matter.
@pytest.mark.parametrize("name", [name for name in SEEN if name != "paper-keys"])
@pytest.mark.parametrize("before", ["", "Here is the digest:\n\n"])
def test_its_digest_is_recognised_in_a_code_fence(name: str, before: str) -> None:
    document = open_with({}, f"{before}````markdown\n{text_of(name)}````\n", path=path_of(name))
    assert document.digest is not None and document.schema is not None
    assert document.schema.name == name and len(document.papers) == SEEN[name][0]


@pytest.mark.parametrize(
    "text",
    [
        *(OTHER, CODE, POST, QUESTIONS, EXERCISES, EVENTS, REPORT, CHANGES),
        *("", "# Title\n", "# Papers\n\nNone today.\n"),
    ],
)
def test_other_files_are_no_digests(text: str) -> None:
    assert open_with({}, text).digest is None


@pytest.mark.parametrize(
    "name", ["README.md", "changelog_v2.md", "2025-03-14.md", "news.md", "x.md"]
)
@pytest.mark.parametrize("folder", ["news/", "docs/changelog/", "a_history/b/", "/abs/releases/"])
def test_their_paths_are_names(name: str, folder: str) -> None:
    for schema in SCHEMAS:
        patterns = (
            *schema.match.path,
            *(schema.match.none_of.path if schema.match.none_of else ()),
        )
        for pattern in map(schema_pattern, patterns):
            assert bool(pattern.search(name)) == bool(pattern.search(folder + name))
