from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from digestlint.document.context import Context
from digestlint.papers.bibliography import parse_bibliography
from tests.support import diagnose, fixed, run_fix, see

URL = "https://arxiv.org/pdf/2503.99001v2"
SURVEY = (
    "# Paper List\n- [25/03] **{}** [[Paper](" + URL + ")] [[Notes](#ferry)]\n"
    "\n# TLDR/Notes\n## ferry\n"
)
DAILY = "# Papers for 2025-10-03\n\n## 0.[{}](" + URL + ")\n"


def bibliography(title: str, more: str = "") -> Context:
    bib = f"@misc{{k, title = {{{title}}}, url = {{http://arxiv.org/abs/2503.99001}}}}\n{more}"
    return Context(bibliography=parse_bibliography(bib, "papers.bib"))


@pytest.mark.parametrize("frame", [SURVEY, DAILY])
@pytest.mark.parametrize(
    ("old", "title", "new"),
    [
        ("Ferry: Long Roads", "{Ferry}-{R1}: {Long} {Roads}", "Ferry-R1: Long Roads"),
        ("Ferry", "{Ferry}, {Revisited}", "Ferry, Revisited"),
        ("Ferry", "Caf{\\'e} \\& {\\O}rsted", "Café & Ørsted"),
        ("MAS: Ferry", "{MAS}$^2$: Ferry", "MAS$^2$: Ferry"),
    ],
)
def test_writes_the_title_of_the_bibliography(frame: str, old: str, title: str, new: str) -> None:
    text, context = frame.format(old), bibliography(title)
    found = see(text, "BIB003", context=context)
    assert [(s.text, s.fix) for s in found] == [(old, Applicability.UNSAFE)]
    result = fixed(text, "BIB003", context=context)
    assert result == frame.format(new)
    assert see(result, "BIB003", "TOC001", "TOC002", context=context) == []
    assert fixed(text, "BIB003", context=context, unsafe=False) == text


@pytest.mark.parametrize(
    ("old", "title"),
    [
        ("ferry: long roads!", "{Ferry} -- {Long} {Roads}"),
        ("MAS²: Roads", "{MAS}$^2$: {Roads}"),
        ("Café & More", "Caf{\\'e} \\& More"),
        ("A\ufffdB", "Ferry"),  # lost characters
        ("Ferry", ""),
    ],
)
def test_leaves_titles_that_are_the_same(old: str, title: str) -> None:
    assert see(SURVEY.format(old), "BIB003", context=bibliography(title)) == []


def test_links_to_the_heading_follow() -> None:
    text = DAILY.format("Ferry") + "\n[here](#0ferry)\n"
    expected = DAILY.format("Ferry Two") + "\n[here](#0ferry-two)\n"
    done = run_fix(text, "BIB003", context=bibliography("Ferry Two"))
    assert (done.text.text, len(done.applied)) == (expected, 1)


def test_each_paper_counts_for_itself() -> None:
    bib = "".join(
        f"@misc{{k{i}, title = {{{title}}}, eprint = {{2503.9900{i}}}}}\n"
        for i, title in enumerate(["", "Kelp", "Other", "Tide: New", "Beacon"])
    )
    lines = "".join(
        f"- [25/03] **{title}** [[Paper](https://arxiv.org/abs/2503.9900{number})]\n"
        for number, title in ((9, "None"), (0, "Ferry"), (1, "Kelp"), (2, "Beacon"), (3, "Tide"))
    )
    context = Context(bibliography=parse_bibliography(bib, "papers.bib"))
    found = diagnose(f"# Paper List\n{lines}\n# TLDR/Notes\n", "BIB003", context=context)
    assert [str(d.message).partition("; ")[0] for d in found] == [
        "the link is that of 'Other' (papers.bib:3), but the title is that of papers.bib:5",
        "title differs from 'Tide: New' (papers.bib:4)",
    ]


def test_no_fix_where_a_link_cant_follow() -> None:
    text = DAILY.format("Ferry") + '\n<a href="#0ferry">here</a>\n'
    assert [s.fix for s in see(text, "BIB003", context=bibliography("Ferry Two"))] == [None]


@pytest.mark.parametrize("title", ["Use <think> Tags", "On [x] and ]y", "A*B*C"])
def test_no_fix_where_the_title_would_be_markup(title: str) -> None:
    text = SURVEY.format("Ferry")
    assert [s.fix for s in see(text, "BIB003", context=bibliography(title))] == [None]


def test_a_wrong_link_is_no_wrong_title() -> None:
    context = bibliography("Ferry", "@misc{o, title = {Kelp: Charts}, eprint = {2505.99004}}")
    (found,) = diagnose(SURVEY.format("Kelp: Charts"), "BIB003", context=context)
    assert found.fix is None
    assert str(found.message) == (
        "the link is that of 'Ferry' (papers.bib:1), but the title is that of papers.bib:2; fix "
        "one of them"
    )


@pytest.mark.parametrize(
    ("old", "title", "shown"),
    [
        ("Ferry", "Ferry Two", "Ferry Two"),
        ("a" * 200, "a" * 100 + "b" + "a" * 99, "…" + "a" * 20 + "b" + "a" * 39 + "…"),
        ("a" * 99, "a" * 99 + " b", "…" + "a" * 58 + " b"),
        (
            "Scaffolding Dexterous Manipulation with Vision-Language Model",
            "Scaffolding Dexterous Manipulation with Vision-Language Models",
            "…Dexterous Manipulation with Vision-Language Models",
        ),
        (
            "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen",
            "One Two Three Four Five Six Sevens Eight Nine Ten Eleven Twelve Thirteen",
            "One Two Three Four Five Six Sevens Eight Nine Ten Eleven…",
        ),
        (
            "甲乙丙丁戊己庚辛壬癸" * 7,
            "甲乙丙丁戊己庚辛壬癸" * 7 + "子",
            "…" + ("甲乙丙丁戊己庚辛壬癸" * 7 + "子")[-60:],
        ),
        ("a" * 99, "b" + "a" * 99, "b" + "a" * 59 + "…"),
        (  # several words, with those around
            "On the Uses of One Two Three Four Five Six Seven Eight Nine Ten in Long Titles",
            "On the Uses of One Two Three Four Vive Zix Sewen Eicht Nine Ten in Long Titles",
            "…of One Two Three Four Vive Zix Sewen Eicht Nine Ten in Long…",
        ),
    ],
)
def test_shows_where_the_titles_differ(old: str, title: str, shown: str) -> None:
    (found,) = diagnose(SURVEY.format(old), "BIB003", context=bibliography(title))
    assert str(found.message) == f"title differs from '{shown}' (papers.bib:1)"


def test_silent_without_a_bibliography() -> None:
    assert see(SURVEY.format("Ferry"), "BIB003") == []
