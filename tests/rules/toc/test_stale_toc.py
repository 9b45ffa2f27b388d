from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from digestlint.core.settings import AnchorStyle
from tests.support import diagnose, fixed, run_fix, see

ENTRY = "- [25/0{n}] **{title}**  \n[[Paper](https://arxiv.org/abs/250{n}.00001)] {notes}\n\n"


def entry(n: int, title: str, fragment: str | None) -> str:
    notes = "" if fragment is None else f"[[TLDR/Notes]({fragment})]"
    return ENTRY.format(n=n, title=title, notes=notes)


def digest(*entries: str, notes: str = "abc") -> str:
    listed = "".join(f"## {name}--paper\n### Abstract\nWe study {name}.\n" for name in notes)
    return "# Paper List\n" + "".join(entries) + "\n# TLDR/Notes\n" + listed


A, B, C = (entry(n, f"{name.upper()}: Paper", f"#{name}--paper") for n, name in enumerate("abc", 1))
LOST = entry(4, "D: Paper", "#d--paper")  # has no notes


def test_leaves_a_true_toc_alone() -> None:
    assert see(digest(A, B, C), "TOC003") == []
    assert see(digest(A, B, C, LOST), "TOC003") == []
    assert see(digest(A, C), "TOC003") == []
    assert see(digest(LOST, A, A, B, A, C), "TOC003") == []  # doubled entries are TOC004's
    assert see("# Paper List\n" + A + "# TLDR/Notes\n", "TOC003") == []


ORDERS = [
    ((B, A, C), (A, B, C)),
    ((C, B, A), (A, B, C)),
    ((C, A, B), (A, B, C)),
    # What has no notes stays where it is; so does a second entry of the same paper.
    ((C, LOST, A, B), (A, LOST, B, C)),
    ((B, A, C, A), (A, B, C, A)),
]


@pytest.mark.parametrize(("before", "after"), ORDERS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_order(before: tuple[str, ...], after: tuple[str, ...], newline: str) -> None:
    text = digest(*before).replace("\n", newline)
    (found,) = diagnose(text, "TOC003")
    assert str(found.message).endswith("; 'A: Paper' should come first")
    done = run_fix(text, "TOC003", unsafe=False)
    assert done.text.text == digest(*after).replace("\n", newline)
    assert done.remaining == []
    assert len(done.applied) == 1


def test_order_counts_within_one_list() -> None:
    two_lists = digest(C, "## More\n\n", A, B)
    assert see(two_lists, "TOC003") == []
    text = "Some words between.\n\n".join([C, B, A])
    assert see(digest(text), "TOC003") == []


def test_numbers_of_a_list_stay() -> None:
    def numbered(*entries: str) -> str:
        lines = [f"{i}. {e.removeprefix('- ')}" for i, e in enumerate(entries, 1)]
        return digest(*lines)

    assert fixed(numbered(B, A, C), "TOC003") == numbered(A, B, C)


def test_mojibake_in_an_entry_that_moves_waits() -> None:
    damaged = entry(2, "B: Paper", "#b--paper").replace("[[Paper]", "智能体的效果更好 [[Paper]")
    damaged = damaged.encode().decode("cp1254", "ignore")
    text = digest(damaged, A, C)
    (found,) = diagnose(text, "TOC003")
    assert (found.fix, found.deferred) == (None, True)
    assert fixed(text, "TOC003") == text


LINKS = [
    (
        "#c--paper",
        "#b--paper",
        "the link leads to '#c--paper'; the notes on this paper are at '#b--paper'",
    ),
    (
        "#abstract",
        "#b--paper",
        "the link leads to '#abstract'; the notes on this paper are at '#b--paper'",
    ),
    (
        "#tldrnotes",
        "#b--paper",
        "the link leads to '#tldrnotes'; the notes on this paper are at '#b--paper'",
    ),
    ("", "#b--paper", "the link has no target; the notes on this paper are at '#b--paper'"),
    ("#", "#b--paper", "the link leads to '#'; the notes on this paper are at '#b--paper'"),
]


@pytest.mark.parametrize(("fragment", "expected", "message"), LINKS)
def test_links(fragment: str, expected: str, message: str) -> None:
    text = digest(A, entry(2, "B: Paper", fragment), C)
    (found,) = diagnose(text, "TOC003")
    assert str(found.message) == message
    assert found.fix is not None
    assert found.fix.applicability is Applicability.SAFE
    assert fixed(text, "TOC003", unsafe=False) == digest(A, B, C)
    assert [d.code for d in diagnose(text, "TOC003", "ANC001")] == ["TOC003"]


@pytest.mark.parametrize(
    "fragment",
    ["#b-papier", "notes.md", "notes.md#b", "https://example.org/b", "#user-content-b--paper"],
)
def test_links_that_are_not_its_business(fragment: str) -> None:
    assert see(digest(A, entry(2, "B: Paper", fragment), C), "TOC003") == []


def test_has_no_fix_for_a_fragment_written_as_an_entity() -> None:
    (found,) = diagnose(digest(A, entry(2, "B: Paper", "&#35;c--paper"), C), "TOC003")
    assert (str(found.message).partition("; ")[0], found.fix) == (
        "the link leads to '#c--paper'",
        None,
    )


def test_an_id_at_or_in_the_notes_will_do() -> None:
    for anchor in ('<a id="here"></a>\n## b--paper', '## b--paper\n<a id="here"></a>'):
        text = digest(A, entry(2, "B: Paper", "#here"), C).replace("## b--paper", anchor)
        assert see(text, "TOC003") == []


def test_an_entry_without_a_link_is_reported() -> None:
    text = digest(A, entry(2, "B: Paper", None), C)
    (found,) = diagnose(text, "TOC003")
    assert str(found.message) == "this entry has no link to its notes at '#b--paper'"
    assert (text[found.start : found.end], found.fix) == ("B: Paper", None)


def test_an_entry_does_not_have_the_link_of_one_inside_it() -> None:
    inner = B.replace("- ", "  - ", 1).replace("\n[[", "\n    [[", 1)
    (found,) = diagnose(digest(entry(1, "A: Paper", None), inner, C), "TOC003")
    assert str(found.message) == "this entry has no link to its notes at '#a--paper'"
    assert found.fix is None


def test_entries_after_one_without_notes_count() -> None:
    (found,) = diagnose(digest(LOST, entry(2, "B: Paper", "#c--paper"), C, notes="bc"), "TOC003")
    assert str(found.message).endswith("the notes on this paper are at '#b--paper'")


def test_titles_are_never_replaced() -> None:
    text = digest(entry(1, "$A^2$: *The* Paper", "#b--paper"), B, notes="b")
    text += "## a2--the-paper\n### Abstract\nWe study agents.\n"
    after = fixed(text, "TOC003", unsafe=False)
    assert sorted(set(after.split("\n")) - set(text.split("\n"))) == [
        "[[Paper](https://arxiv.org/abs/2501.00001)] [[TLDR/Notes](#a2--the-paper)]"
    ]
    assert after.count("**$A^2$: *The* Paper**") == 1


def marked(*lines: str, body: str = "## A\n### B\n## C\n") -> str:
    inner = "".join(f"{line}\n" for line in lines)
    blank = "\n" if lines else ""
    return (
        f"# T\n\n<!-- digestlint-toc -->\n{blank}{inner}{blank}<!-- /digestlint-toc -->\n\n{body}"
    )


TRUE = marked("- [A](#a)", "  - [B](#b)", "- [C](#c)")


@pytest.mark.parametrize(
    "text",
    [
        marked(),
        marked("- [A](#a)"),
        marked("* [A](#a)", "* [C](#c)", "  * [B](#b)"),
        marked("1. [A](#old)", "2. [Gone](#gone)", "- [A](#a)", "  - [B](#b)", "- [C](#c)"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_marked_toc_is_kept_true(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    (found,) = see(text, "TOC003")
    assert found.fix is Applicability.SAFE
    after = fixed(text, "TOC003", "ANC001", unsafe=False)
    assert after == TRUE.replace("\n", newline)
    assert see(after, "TOC003", "ANC", "DIG001") == []


def test_blank_lines_around_the_list_are_the_authors() -> None:
    tight = TRUE.replace("-->\n\n-", "-->\n-").replace(")\n\n<", ")\n<")
    assert see(tight, "TOC003") == []
    assert fixed(tight.replace("#c)", "#x)"), "TOC003") == tight


@pytest.mark.parametrize("style", ["github", "gitlab", "mkdocs", "pandoc"])
def test_what_is_generated_is_right_and_stable(style: AnchorStyle) -> None:
    body = "## [x] `a[0]`\n### [link](https://a.b) & **b**\n## ⚠️ 中文（二）\n## 1. one\n"
    body += "## foo\n## foo\n"
    after = fixed(marked(body=body), "TOC003", anchor_style=style)
    assert after.count("\n") > marked(body=body).count("\n")
    assert see(after, "TOC003", "ANC", "URL", anchor_style=style) == []


def test_options_choose_the_levels() -> None:
    options = {"stale-toc": {"min-level": 2, "max-level": 2}}
    expected = marked("- [A](#a)", "- [C](#c)")
    assert fixed(marked(), "TOC003", options=options) == expected


def test_an_empty_toc_of_no_headings_is_true() -> None:
    assert see(marked(body="text\n"), "TOC003") == []
    assert fixed(marked("- [A](#a)", body="text\n"), "TOC003") == marked(
        "X", body="text\n"
    ).replace("X", "")


def test_a_daily_digest_gets_a_toc_on_request() -> None:
    text = (
        "# Papers for 2025-10-03\n\n<!-- digestlint-toc -->\n<!-- /digestlint-toc -->\n\n"
        "## 0.[Big: *A* [x]](https://arxiv.org/pdf/2510.00001)\nsummary\n"
    )
    line = "- [0. Big: *A* \\[x\\]](#0big-a-x)"
    assert fixed(text, "TOC003") == text.replace("toc -->\n<", f"toc -->\n\n{line}\n\n<")


def test_other_text_between_the_comments_is_not_lost() -> None:
    text = marked("## Contents", "- [A](#a)")
    (found,) = see(text, "TOC003")
    assert found.fix is None
    assert fixed(text, "TOC003") == text


@pytest.mark.parametrize(
    "text",
    [
        "<!-- digestlint-toc -->\n\n## A\n",
        "<!-- digestlint-tocs -->\n<!-- /digestlint-toc -->\n\n## A\n",
        "<!-- /digestlint-toc -->\n<!-- digestlint-toc -->\n\n## A\n",
        marked() + marked(),
    ],
)
def test_wrong_comments_are_findings_without_a_fix(text: str) -> None:
    found = see(text, "TOC003")
    assert found
    assert all(one.fix is None for one in found)
    assert see(text, "DIG001") == []


def test_headings_with_lost_characters_wait() -> None:
    body = "## 背景痛点与动机\n\n我们让智能体更快，效果更好，速度提升了两倍。\n"
    body = body.encode().decode("cp1254", "ignore")
    unsure = {"lossy-mojibake": {"restore-confidence": 1}}
    (found,) = see(marked(body=body), "TOC003", options=unsure)
    assert found.fix is None
    assert see(marked("- [?](#x)", body=body), "TOC003", options=unsure) == []
    sure = {"lossy-mojibake": {"restore-confidence": 0}}
    assert "- [背景痛点" in fixed(marked(body=body), "TOC003", unsafe=False, options=sure)


@pytest.mark.parametrize(
    "line",
    [
        "- [A](#a) — my own note",
        "- [Ext](https://example.org)",
        "- [A](other.md#a)",
        '- [A](#a "title")',
        "- see [A](#a)",
        "- [A](#a) and [C](#c)",
        "- **A**",
    ],
)
def test_what_no_heading_gives_is_not_lost(line: str) -> None:
    text = marked("- [A](#a)", line)
    (found,) = diagnose(text, "TOC003")
    assert found.fix is None
    assert f"{line[2:]!r}, which is more than a link to a heading" in str(found.message)
    assert fixed(text, "TOC003") == text


@pytest.mark.parametrize(
    ("lines", "difference"),
    [
        ((), "it is empty"),
        (("- [A](#a)", "- [C](#c)"), "'B' is missing"),
        (("- [A](#a)",), "'B' and 1 more are missing"),
        (("- [A](#a)", "  - [B](#b)", "- [X](#x)", "- [C](#c)"), "'X' is not among the headings"),
        (
            ("- [A](#a)", "  - [Old](#old)", "- [C](#c)"),
            "'B' is missing, and 'Old' is not among the headings",
        ),
        (("- [A](#a)", "  - [B](#x)", "- [C](#c)"), "'B' links to '#x' instead of '#b'"),
        (("- [A](#a)", "- [C](#c)", "  - [B](#b)"), "the order differs from 'B' on"),
        (("- [A](#a)", "- [A](#a)", "  - [B](#b)", "- [C](#c)"), "an item is repeated"),
        (
            ("* [A](#a)", "  * [B](#b)", "* [C](#c)"),
            "list markers, indentation or blank lines differ",
        ),
    ],
)
def test_says_what_is_stale(lines: tuple[str, ...], difference: str) -> None:
    (found,) = diagnose(marked(*lines), "TOC003")
    assert str(found.message) == f"the table of contents is stale: {difference}"
    assert fixed(marked(*lines), "TOC003", unsafe=False) == TRUE
