from __future__ import annotations

import pytest

from digestlint.document.context import Context
from digestlint.papers.bibliography import parse_bibliography
from tests.support import diagnose, see

TEXT = "\n# Paper List\n- [25/03] **Ferry**\n\n# TLDR/Notes\n"
GOOD = "@misc{a, title = {Ferry}}\n"
NEVER_CLOSED = "@misc{b, title = {Never closed\n"


def found(bib: str, text: str = TEXT) -> list[str]:
    context = Context(bibliography=parse_bibliography(bib, "papers.bib"))
    assert {s.row for s in see(text, "BIB004", context=context)} <= {2}
    return [str(d.message) for d in diagnose(text, "BIB004", context=context)]


@pytest.mark.parametrize(
    ("bib", "expected"),
    [
        (GOOD, []),
        ("", []),
        (GOOD + NEVER_CLOSED, ["papers.bib:2: the '@misc' block 'b' is never closed, so it was"]),
        (GOOD + GOOD, ["papers.bib:2: key 'a' is already used on line 1"]),
        ("garbage", ["papers.bib:1: the file contains no BibTeX entry"]),
    ],
)
def test_reports_problems_with_their_lines(bib: str, expected: list[str]) -> None:
    messages = found(bib)
    assert [m[: len(e)] for m, e in zip(messages, expected, strict=True)] == expected
    assert not any(message.endswith(".") for message in messages)


def test_a_flood_is_counted() -> None:
    bib = "".join(f"@misc{{a, title = {{Paper {i}}}}}\n" for i in range(60))
    messages = found(bib)
    assert len(messages) == 21
    assert messages[-1] == "papers.bib: 39 more problems like these"


def test_silent_without_a_bibliography_or_a_digest() -> None:
    assert see(TEXT, "BIB004") == []
    assert found(NEVER_CLOSED, "# Just a text\n") == []
