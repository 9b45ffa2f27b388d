from __future__ import annotations

import pytest

from tests.frames import ABSTRACT, METHOD, RESULTS, survey
from tests.support import diagnose, see

CASES = [
    # text, row, opening as reported, what it swallows
    ("a\n```\nb\n", 2, "```", "1 line, up to line 3"),
    ("```py\n# comment\nb\n\n\n", 1, "```py", "2 lines, up to line 3"),
    ("```py\n# comment\n## a\n", 1, "```py", "2 lines with 1 heading, up to line 3"),
    ("```\n# a\n\n## b\n", 1, "```", "3 lines with 2 headings, up to line 4"),
    ("~~~ \n# a\n```\n", 1, "~~~", "2 lines with 1 heading, up to line 3"),
    ("````\na\n```\n", 1, "````", "2 lines, up to line 3"),
    ("```\r\na\r\n", 1, "```", "1 line, up to line 2"),
    ("a\n```", 2, "```", "nothing below it"),
    ("- ```\n  a\n\nb\n", 1, "```", "1 line, up to line 2"),
    ("> ```\n> # a\n\nb\n", 1, "```", "1 line with 1 heading, up to line 2"),
    ("```\na\n    ```\n", 1, "```", "2 lines, up to line 3"),
    ("~~~\n" + "## a\n" * 1200, 1, "~~~", "1,200 lines with 1,200 headings, up to line 1201"),
]


@pytest.mark.parametrize(("text", "row", "opening", "swallowed"), CASES)
def test_reports_open_fences(text: str, row: int, opening: str, swallowed: str) -> None:
    assert [(s.row, s.text) for s in see(text, "SEC006")] == [(row, opening)]
    (found,) = diagnose(text, "SEC006")
    assert str(found.message) == f"the code fence is never closed and swallows {swallowed}"


@pytest.mark.parametrize(
    "text",
    [
        "```\na\n```\n",
        "```\na\n```",
        "```\r\na\r\n```\r\n",
        "~~~\n```\n~~~\n",
        "````\n```\n````\n",
        "- ```\n  a\n  ```\n",
        "> ```\n> a\n> ```\n",
        "```\na\n  `````  \n",
        "`` ``` ``\n",
        "    ```\n",
        "<!--\n```\n-->\n",
    ],
)
def test_leaves_closed_ones(text: str) -> None:
    assert see(text, "SEC006") == []


def test_one_finding_where_notes_are_swallowed_and_the_rest_is_seen() -> None:
    text = survey(ABSTRACT, "```\n", METHOD, RESULTS, "## b\n", ABSTRACT)
    (found,) = diagnose(text, "SEC006")
    assert "with 4 headings" in str(found.message)
    assert see(text, "SEC005") == []
    assert [s.text for s in see(text, "SEC001")] == ["a"] * 3 + ["b"] * 5


def test_a_missing_partner_shifts_all_pairs_and_one_fence_is_left() -> None:
    note = ABSTRACT + "```\n" + METHOD + RESULTS
    text = survey(note, "\n## b\n", note, "```\n\n## c\n", note, "```\n")
    assert len(see(text, "SEC005")) == 2
    assert [s.row for s in see(text, "SEC006")] == [text.count("\n")]
