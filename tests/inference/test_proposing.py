"""Schemas proposed for files of each shape: they load, fit the files, and find nothing in them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import pytest

from digestlint.inference.corpus import File
from digestlint.inference.proposing import Proposal, propose
from digestlint.inference.writing import toml_lines
from digestlint.lint.linter import lint
from digestlint.markdown import parse
from tests.frames import open_with

WORDS = [
    *("tides", "kelp", "ferry", "lamp", "moss", "orbit", "quill"),
    *("raven", "salt", "thorn", "umbra", "vale", "wharf", "yarrow"),
]
TEXT = "The paper shows that a small change of the loss is enough for most of the tasks."
CHINESE = "本文说明，对损失函数做一个小的改动就足以完成大部分任务，并且不需要更多的数据。"


def title(day: int, number: int) -> str:
    first, second = WORDS[(day * 5 + number) % 14], WORDS[(day + number * 3) % 14]
    return f"{first.title()} {second} {day}{number}"


def arxiv(day: int, number: int) -> str:
    return f"https://arxiv.org/abs/2503.{day:02}{number:03}"


def headings(day: int) -> str:
    """Plain labels, some of them in a details block."""
    papers = "".join(
        f"### [{n}] [{title(day, n)}]({arxiv(day, n)})\n*A. Author, B. Author*\n\n"
        f"Main category: cs.CV\n\nTL;DR: {CHINESE}\n\n"
        f"<details>\n<summary>Details</summary>\nMotivation: {CHINESE}\n\nMethod: {CHINESE}\n\n"
        f"Abstract: {TEXT}\n\n</details>\n\n---\n\n"
        for n in range(1, 8)
    )
    return f"# Table of Contents\n\n- [cs.CV](#cs.CV) [Total: 7]\n\n# cs.CV\n\n{papers}"


def numbered(day: int) -> str:
    """Bold labels in list items; those of some days are in another language."""
    labels = ("Authors", "Link", "Summary") if day % 3 else ("作者", "链接", "总结")
    papers = "".join(
        f"## {n}. {title(day, n)}\n\n- **{labels[0]}**: A. Author\n"
        f"- **{labels[1]}**: {arxiv(day, n)}\n- **{labels[2]}**: {TEXT}\n\n"
        for n in range(1, 7)
    )
    return f"# Papers of 2025-03-{day:02}\n\n{papers}"


def table(day: int) -> str:
    rows = "".join(
        f"|**2025-03-{day:02}**|[{title(day, n)}]({arxiv(day, n)})|A. Author et.al.|{day * n}|\n"
        for n in range(1, 9)
    )
    header = "|Publish Date|Title|Authors|Stars|\n|---|---|---|---|\n"
    return f"## Updated on 2025.03.{day:02}\n\n{header}{rows}"


def awesome(day: int) -> str:
    items = "".join(
        f"- [{title(day, n)}]({arxiv(day, n)}) [[code](https://github.com/x/{day}{n})]\n"
        for n in range(1, 9)
    )
    return f"# Awesome {WORDS[day]}\n\n- [Surveys](#surveys)\n\n## Surveys\n\n{items}"


def nested(day: int) -> str:
    items = "".join(
        f"- ({2020 + n}) {title(day, n)}\n"
        f"  - [Paper]({arxiv(day, n)}) | [Code](https://github.com/x/{day}{n})\n"
        for n in range(1, 9)
    )
    return f"# Awesome {WORDS[day]}\n\n{items}"


def details(day: int) -> str:
    papers = "".join(
        f"<details>\n<summary><b>{title(day, n)}</b></summary>\n\n"
        f"**<font color=red>作者：</font>** A. Author\n\n"
        f"**<font color=red>摘要：</font>** {CHINESE}\n\n</details>\n\n"
        for n in range(1, 7)
    )
    return f"# 论文日报 2025-03-{day:02}\n\n{papers}"


def note(day: int) -> str:
    return (
        f"# {title(day, 1)}: What We Learn\n\n**日期**: 2025-03-{day:02}  \n**领域**: 视觉\n\n"
        f"## 💡 一句话总结\n\n{CHINESE}\n\n## 方法详解\n\n{CHINESE}\n\n### 细节\n\n"
        f"1. **设计**: {CHINESE}\n"
        f"2. **做法**: {CHINESE}\n\n## 实验结果\n\n{CHINESE}\n"
    )


def front_matter(day: int) -> str:
    head = f"---\ntitle: {title(day, 1)}\ndate: 2025-03-{day:02}\ntags: [a, b]\n---\n"
    return f"{head}\n## Problem\n\n{TEXT}\n\n## Idea\n\n{TEXT}\n\n## Result\n\n{TEXT}\n"


def paragraphs(day: int) -> str:
    issues = "".join(f"{n}、[{title(day, n)}]({arxiv(day, n)})：{CHINESE}\n\n" for n in range(1, 8))
    return f"# 周刊：第 {day} 期\n\n{CHINESE}\n\n## 文章\n\n{issues}"


SHAPES = {
    "headings": (
        headings,
        "heading",
        {"main-category", "tldr", "motivation", "method", "abstract"},
    ),
    "numbered": (numbered, "heading", {"authors", "link", "summary"}),
    "table": (table, "table-row", {"publish-date", "title", "authors", "stars"}),
    "awesome": (awesome, "list-item", set()),
    "nested": (nested, "list-item", set()),
    "details": (details, "details", {"作者", "摘要"}),
    "note": (note, "heading", {"日期", "领域", "💡 一句话总结", "方法详解", "实验结果"}),
    "front matter": (front_matter, "file", {"date", "tags", "problem", "idea", "result"}),
    "paragraphs": (paragraphs, "paragraph", set()),
}
OTHERS = {
    "README.md": f"# Papers\n\nWhat this is.\n\n## Usage\n\n{TEXT}\n\n## Licence\n\nMIT\n",
    "index.md": "# All days\n\n" + "".join(f"- [2025-03-{d:02}]({d}.md)\n" for d in range(1, 9)),
}
DAYS = range(1, 9)


def proposal_for(texts: Mapping[str, str]) -> Proposal:
    files = [File(name, PurePath(name), parse(text)) for name, text in texts.items()]
    found = propose(files)
    assert found is not None
    return found


def schemas(found: Proposal, name: str = "mine") -> dict[str, Any]:
    """The schema, as a configuration has it."""
    tables: dict[str, Any] = tomllib.loads("\n".join(toml_lines(name, found.table)))["schemas"]
    return tables


def parts_of(table: Mapping[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = table.get("notes") or table["entries"]
    return parts


@pytest.mark.parametrize("shape", SHAPES)
def test_the_proposal_fits_the_files(shape: str) -> None:
    write, kind, names = SHAPES[shape]
    texts = {f"{day}.md": write(day) for day in DAYS}
    found = proposal_for(texts | OTHERS)
    assert set(found.explained.left_out) == set(OTHERS)
    # An introduction, or an item of a table of contents, in each of these.
    others = len(texts) if shape in ("paragraphs", "awesome") else 0
    assert found.explained.parts == found.explained.of_parts - others
    assert found.explained.missing == {}
    parts = parts_of(found.table)
    assert parts["kind"] == kind
    assert {*parts.get("fields", ()), *parts.get("sections", ())} == names
    tables = schemas(found)
    assert len(list(toml_lines("mine", found.table))) <= 40
    for name, text in texts.items():
        document = open_with(tables, text, "SEC", "TOC001", "TOC004")
        assert document.schema is not None and document.schema.name == "mine", name
        assert [str(finding.message) for finding in lint(document)] == []
    for name, text in OTHERS.items():
        schema = open_with(tables, text, "SEC").schema
        assert schema is None or schema.name != "mine", name


def test_what_some_lack_is_not_required() -> None:
    texts = {f"{day}.md": headings(day) for day in DAYS}
    texts["1.md"] = texts["1.md"].replace("Method: ", "Way, ", 1)
    texts["8.md"] = texts["8.md"].replace("Abstract: ", "Abstract, ")
    fields = parts_of(proposal_for(texts).table)["fields"]
    assert "required" not in fields["motivation"]
    assert fields["method"]["required"] == fields["abstract"]["required"] == "usual"


def test_values_have_types_and_languages() -> None:
    fields = parts_of(proposal_for({f"{day}.md": table(day) for day in DAYS}).table)["fields"]
    assert fields["publish-date"]["type"] == "date"
    assert fields["stars"]["type"] == "count"
    fields = parts_of(proposal_for({f"{day}.md": headings(day) for day in DAYS}).table)["fields"]
    assert fields["tldr"]["language"] == "zh" and "language" not in fields["abstract"]
    fields = parts_of(proposal_for({f"{day}.md": numbered(day) for day in DAYS}).table)["fields"]
    assert fields["link"]["aliases"] == ["链接"]


def test_links_have_roles() -> None:
    entries = proposal_for({f"{day}.md": awesome(day) for day in DAYS}).table["entries"]
    assert entries["links"] == {"code": ["code"]}
    entries = proposal_for({f"{day}.md": nested(day) for day in DAYS}).table["entries"]
    assert entries["links"] == {"paper": ["Paper"], "code": ["Code"]}
    assert entries["level"] == 1


def test_a_title_that_all_files_have_is_asked_for() -> None:
    match = proposal_for({f"{day}.md": numbered(day) for day in DAYS}).table["match"]
    assert match["headings"] == [r"^Papers of \d+-\d+-\d+$"]
    match = proposal_for({f"{day}.md": front_matter(day) for day in DAYS}).table["match"]
    assert match["front-matter"] == {"title": ".", "date": "."}


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"a.md": ""},
        {"a.md": "# A\n\nSome text.\n"},
        OTHERS,
        {"a.md": f"# A\n\n## Usage\n\n{TEXT}\n\n## Licence\n\nMIT\n"},
        {f"{day}.md": f"# Day {day}\n\nNothing today.\n" for day in range(3)},
        {"a.md": "- one\n- two\n- three\n\n1. a\n2. b\n"},
    ],
)
def test_where_nothing_recurs_there_is_no_proposal(texts: Mapping[str, str]) -> None:
    files = [File(name, PurePath(name), parse(text)) for name, text in texts.items()]
    assert propose(files) is None


@pytest.mark.parametrize(
    "label", ["A \"B\" 'C'", "a\\b", "x\u202ey", "##[error]x", "é\u200d", "k = v", "a]b", "🎙️ 语音"]
)
def test_whatever_is_written_is_toml(label: str) -> None:
    """What it says is the same, and no terminal or runner obeys it."""
    tables = {
        "description": label,
        "match": {"headings": [label], "least-parts": 1},
        "notes": {"kind": "heading", "fields": {label: {"label": label, "required": False}}},
    }
    written = "\n".join(toml_lines(label, tables))
    assert tomllib.loads(written)["schemas"][label] == tables
    assert "##[" not in written and "\u202e" not in written


def test_a_large_file_takes_no_longer_in_proportion() -> None:
    text = headings(1) * 40
    assert proposal_for({"a.md": text, "b.md": headings(2)}).explained.parts == 7 * 41
