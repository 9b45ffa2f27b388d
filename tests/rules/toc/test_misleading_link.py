from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.core.finding import Applicability
from digestlint.document.context import Context
from digestlint.project.context import FileLinkResolver
from tests.support import diagnose, fixed, see


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("| Date | Papers |\n|--|--|\n| 2024-05-01 | [link](2024-05-02.md) |", ["2024-05-02.md"]),
        ("- [2024-05-01](./2024-05-02.md)", ["./2024-05-02.md"]),
        ("- **[2024-05-01](<2024-05-02.md>)**", ["2024-05-02.md"]),
        ("[2024-05-01](archive/2024/05/02.md)", ["archive/2024/05/02.md"]),
        ("## [2024-05-01](2024-05/2024-05-02.md)", ["2024-05/2024-05-02.md"]),
        ("1. [2024/5/1](20240502.md)", ["20240502.md"]),
        ("* [📅 2024年5月1日](2024-05-02/README.md)", ["2024-05-02/README.md"]),
        ("* [2024년 5월 1일](/daily/2024_05_02.md)", ["/daily/2024_05_02.md"]),
        ("[May 1, 2024](2024-05-02.md) [20240503](2024-05-03.md)", ["2024-05-02.md"]),
        ("- 2024-05-01: [12 papers](2024-05-02.md)", ["2024-05-02.md"]),
        ("- **2024-05-01** — [12 papers](2024-05-02.md)", ["2024-05-02.md"]),
        ("- 2024年5月1日：[论文](2024-05-02.md)", ["2024-05-02.md"]),
        ("| a | b | c |\n|-|-|-|\n| **2024-05-01** | 3 | [x](2024-05-02.md) [y](2024-05-03.md) |",
         ["2024-05-02.md", "2024-05-03.md"]),
        ("- [2024-05-01](2023-05-01.md)\n- [2024-05-02](2024-05-02.md)", ["2023-05-01.md"]),
        ("[2024-05-01][x]\n\n[x]: 2024-05-02.md", []),  # a reference may have several uses
        ("- [2024-05-01](#2024-05-02)", ["#2024-05-02"]),
        ("> - [2024-05-01](2024-05-02.md)\r\n> - [2024-05-02](2024-05-02.md)\r", ["2024-05-02.md"]),
    ],
)  # fmt: skip
def test_dates(text: str, targets: list[str]) -> None:
    assert [seen.text for seen in see(f"# Index\n\n{text}\n", "TOC008")] == targets


@pytest.mark.parametrize(
    "text",
    [
        "- [2024-05-01](2024-05-01.md)\n- [2024-05-01](2024/05/01/a.md) [2024/5/1](20240501.md)",
        "- [2024-05-01](https://example.org/2024/05/02/news) <2024-05-02.md>",
        "- [2024-05-01 to 2024-05-07](2024-05-07.md) [week of 2024-05-01](2024-05-07.md)",
        "- [2024-05](2024-06.md) [05-01](2024-05-02.md) [2024-13-01](2024-05-02.md)",
        "- [2024-05-01](2024-05-02/2024-05-03.md)",  # two dates
        "- [2024-05-01](v12024-05-02123.md) [2405.01234](2024-05-02.md)",
        "- Released on 2024-05-01, see [the notes](2024-05-02.md).",
        "- 2024-05-01: see [a](2024-05-02.md) and [b](2024-05-03.md)",
        "![2024-05-01](2024-05-02.png)",
        "`[2024-05-01](2024-05-02.md)`",
        "| Paper | Date | Link |\n|--|--|--|\n| A | 2024-05-01 | [x](2024-05-02.md) |",
        # Days on which the files changed.
        "| a | b |\n|--|--|\n"
        + "".join(f"| 2024-05-{9 + n * n:02} | [x](2024-05-0{n}.md) |\n" for n in range(1, 5)),
        # Files that are called by the day after.
        "".join(f"- [2024-05-0{n}](2024-05-0{n + 1}.md)\n" for n in range(1, 5)),
        "| a | b |\n|--|--|\n"
        + "".join(f"| 2024-05-0{n} | [x](2024-05-0{n + 1}.md) |\n" for n in range(1, 5)),
    ],
)
def test_leaves_dates_alone(text: str) -> None:
    assert see(f"# Index\n\n{text}\n", "TOC008") == []


SECTIONS = "\n## Setup\n\nText.\n\n## Results\n\nText.\n\n## 方法 **概览**\n\nText.\n"


@pytest.mark.parametrize(
    ("toc", "targets"),
    [
        ("- [Setup](#setup)\n- [Results](#setup)", ["#setup"]),
        ("* [Setup](#results)\n* [Results](#setup)", ["#results", "#setup"]),
        ("1. [Setup](#setup)\n2. [方法 概览](#results)\n3. [Results](#results)", ["#results"]),
        ("- [Setup](#setup)\n  - [**Results**](#方法-概览)", ["#方法-概览"]),
        ("[Setup](#setup) | [results](#setup)", ["#setup"]),
        ("| 1 | [Setup](#results) |\n|--|--|\n| 2 | [Results](#results) |", ["#results"]),
        ("| No | a |\n|--|--|\n| 1. | [Results](#setup) |\n| 2 | [Setup](#setup) |", ["#setup"]),
        ("- [Setup](#setup)\n- 2. [Results](#setup) (3)", ["#setup"]),
    ],
)
def test_sections(toc: str, targets: list[str]) -> None:
    for newline in ("\n", "\r\n"):
        text = f"# Contents\n\n{toc}\n{SECTIONS}".replace("\n", newline)
        assert [seen.text for seen in see(text, "TOC008")] == targets


@pytest.mark.parametrize(
    "text",
    [
        "- [Setup](#setup)\n- [Results](#results)\n- [方法 概览](#方法-概览)",
        "- [Setup](#setup)\n- [The results](#setup)",  # names no heading
        "- [Results](#setup)",  # one link is no table of contents
        "- [Setup](#setup)\n- [Results](#setup) of the paper",
        "See [Setup](#setup) and, for more, [Results](#setup).",
        "- [Setup](#setup)\n- [Results](#gone)\n- [Results](other.md#setup)",
        "- [A](#setup) [Results](#setup)\n- [B](#results) [Results](#方法-概览)",  # labels
        "- [Setup](#setup)\n- [Results](#x)\n\n<a id='x'></a>\n## Results",
        "- [Setup](#setup)\n- [Results](#x)\n\n## Paper\n\nText. <a id='x'></a> Text.",
        "- [Setup](#setup)\n- [Results](#results-and-more)\n\n## Results and more",
        "- [Setup](#setup)\n- [Results](#results-1)\n\n## Results",
        "<!-- digestlint-toc -->\n- [Setup](#setup)\n- [Results](#setup)\n<!-- /digestlint-toc -->",
        "```\n- [Setup](#setup)\n- [Results](#setup)\n```",
    ],
)
def test_leaves_sections_alone(text: str) -> None:
    assert see(f"# Contents\n\n{text}\n{SECTIONS}", "TOC008") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- [Setup](#results)\n- [Results](#setup)", "- [Setup](#setup)\n- [Results](#results)"),
        ("- [Setup](#setup)\n- [Results](#setup)", "- [Setup](#setup)\n- [Results](#results)"),
        ("[Setup](#setup) [方法 概览](#setup)", "[Setup](#setup) [方法 概览](#方法-概览)"),
        # Another link leads to the results, so the text may be wrong.
        ("- [Setup](#setup)\n- [Results](#setup)\n- [Figures](#results)", None),
        # Nothing names the setup.
        ("- [方法 概览](#方法-概览)\n- [Results](#setup)", None),
        # There are two of that name.
        ("- [Setup](#setup)\n- [Results](#setup)\n\n# Results", None),
    ],
)
def test_fixes_of_sections(old: str, new: str | None) -> None:
    text = f"# Contents\n\n{old}\n{SECTIONS}"
    kinds = {seen.fix for seen in see(text, "TOC008")}
    assert kinds == {Applicability.SAFE if new else None}
    wanted = text.replace(old, new) if new else text
    assert fixed(text, "TOC008") == wanted
    assert not new or see(wanted, "TOC008") == []


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("01 01|02 01|03 03", "01 01|02 02|03 03"),
        ("01 02|02 02|04 04", "01 01|02 02|04 04"),
        ("01 02|03 03", None),  # does the row of the second have another date, or the link?
        ("01 01|01 02|02 02", None),  # a date that is named twice
        ("01 02|02 02|03 01", None),  # something leads there
        ("05 02|02 02", None),  # no such file
    ],
)
@pytest.mark.parametrize(
    "form", ["- [2024-05-{}](d/2024-05-{}.md)", "- [2024-05-{}](d/202405{}.md)"]
)
def test_fixes_of_dates(tmp_path: Path, rows: str, wanted: str | None, form: str) -> None:
    (tmp_path / "d").mkdir()
    for day in ("01", "02", "03", "04"):
        for name in (f"2024-05-{day}.md", f"202405{day}.md"):
            (tmp_path / "d" / name).touch()
    context = Context(resolver=FileLinkResolver(tmp_path / "README.md", tmp_path, "github"))

    def index(rows: str) -> str:
        return "# Days\n\n" + "".join(form.format(*row.split()) + "\n" for row in rows.split("|"))

    found = see(index(rows), "TOC008", context=context)
    assert found
    assert {seen.fix for seen in found} == {Applicability.SAFE if wanted else None}
    assert fixed(index(rows), "TOC008", context=context) == index(wanted or rows)


def test_messages() -> None:
    text = "- [2024-05-01](2024-05-02.md)\n- [Setup](#results)\n- [Results](#results)\n" + SECTIONS
    assert [str(finding.message) for finding in diagnose(text, "TOC008")] == [
        "this link of 2024-05-01 leads to 2024-05-02",
        "the link 'Setup' leads to the section 'Results'",
    ]


@pytest.mark.parametrize("name", ["`kelp <FILE> [OPTIONS]`", "1. \\<kelp.example> access"])
def test_a_heading_with_what_looks_like_a_tag_is_the_one_that_is_named(name: str) -> None:
    slug = "kelp-file-options" if "FILE" in name else "1-kelpexample-access"
    text = f"- [{name}](#{slug})\n- [Sand](#sand)\n\n## {name}\n\n## Sand\n"
    assert see(text, "TOC008", "ANC001") == []
