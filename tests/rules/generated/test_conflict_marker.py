from __future__ import annotations

import pytest

from tests.frames import ABSTRACT, METHOD, RESULTS, survey
from tests.support import diagnose, fixed, see

CONFLICT = "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n"
DIFF3 = "<<<<<<< ours\nOne.\n||||||| 1a2b3c4\nNone.\n=======\nTwo.\n>>>>>>> 5d6e7f8 (Say two)\n"
INSECURE = "See [a paper](http://arxiv.org/abs/2510.00001).\n"

REPORTED = [
    # text, the row of each conflict
    (CONFLICT, [1]),
    (DIFF3, [1]),
    (f"# A\n\n{CONFLICT}\nText.\n\n{CONFLICT}", [3, 11]),
    (CONFLICT.replace("\n", "\r\n"), [1]),
    (CONFLICT.replace("\n", "\r"), [1]),
    (CONFLICT.removesuffix("\n"), [1]),
    # One side is empty; an underlined heading in each.
    ("<<<<<<< HEAD\n=======\nTwo.\n>>>>>>> other\n", [1]),
    ("<<<<<<< HEAD\nOne\n=======\n=======\nTwo\n=======\n>>>>>>> other\n", [1]),
    # A leftover before a whole one.
    ("<<<<<<< HEAD\nText.\n\n" + CONFLICT, [4]),
    # In HTML, in front matter, around a fence, across fences, in a block without an end.
    (f"<div>\n{CONFLICT}</div>\n", [2]),
    (f"---\n{CONFLICT}---\n", [2]),
    (CONFLICT.replace("One.", "```\nOne.\n```"), [1]),
    ("```\na\n<<<<<<< HEAD\n```\n=======\nb\n```\n>>>>>>> other\n", [3]),
    (f"```\n{CONFLICT}", [2]),
    (f"```\na\n```\n{CONFLICT}```\nb\n```\n", [4]),
    # Around mojibake.
    (CONFLICT.replace("One", "caf\u00c3\u00a9"), [1]),
]


@pytest.mark.parametrize(("text", "rows"), REPORTED)
def test_reports_conflicts(text: str, rows: list[int]) -> None:
    assert [seen.row for seen in see(text, "GIT001")] == rows


@pytest.mark.parametrize(
    "text",
    [
        "Heading\n=======\n",
        "<<<<<<< HEAD\nOne.\n",
        "Two.\n>>>>>>> other\n",
        "Heading\n=======\n\n>>>>>>> seven levels deep\n",
        "<<<<<<< HEAD\nOne.\n>>>>>>> other\n",
        CONFLICT.replace("=======", "========"),
        CONFLICT.replace("<<<<<<<", "<<<<<<<<"),
        CONFLICT.replace(">>>>>>>", ">>>>>>"),
        CONFLICT.replace("HEAD", "").replace(" \n", "\n"),
        CONFLICT.replace(">>>>>>>", " >>>>>>>"),
        "".join(f"> {line}\n" for line in CONFLICT.splitlines()),
        "".join(f"    {line}\n" for line in CONFLICT.splitlines()),
        "Write `<<<<<<< HEAD`, `=======` and `>>>>>>> other`.\n",
        # Texts about Git.
        f"Git writes:\n\n```text\n{CONFLICT}```\n",
        f"~~~diff\n a\n{DIFF3}~~~\n",
        f"```\n{CONFLICT}```\n\n```\n{CONFLICT}{CONFLICT}```\n",
    ],
)
def test_leaves_what_is_none(text: str) -> None:
    assert see(text, "GIT001") == []


def test_looks_into_fences_that_swallow_notes() -> None:
    text = survey(ABSTRACT, "```\n", METHOD, CONFLICT, RESULTS, "```\n")
    assert len(see(text, "GIT001")) == 1


def test_says_where_it_ends_and_once_what_follows() -> None:
    first, second = (str(d.message) for d in diagnose(CONFLICT + "\n" + DIFF3, "GIT001"))
    assert first == (
        "unresolved merge conflict with 'other', up to line 5; nothing in this file is fixed "
        "until it is resolved"
    )
    assert second == "unresolved merge conflict with '5d6e7f8 (Say two)', up to line 13"


@pytest.mark.parametrize("unsafe", [False, True])
def test_no_rule_fixes_anything_while_it_is_there(unsafe: bool) -> None:
    text = INSECURE + "\n" + CONFLICT + "\nA **bold ** <think>.\n"
    assert fixed(text, unsafe=unsafe) == text
    found = diagnose(text)
    assert {"GIT001", "URL005", "MKD002"} <= {d.code for d in found}
    assert [d for d in found if d.fix or d.deferred] == []


@pytest.mark.parametrize(
    "comment", ["disable-file conflict-marker", "disable GIT001", "disable-next-line GIT"]
)
def test_a_comment_gets_past_it(comment: str) -> None:
    text = f"{INSECURE}\n<!-- digestlint-{comment} -->\n{CONFLICT}"
    assert see(text, "GIT001") == []
    assert fixed(text, "GIT001", "URL005") == text.replace("http:", "https:")
