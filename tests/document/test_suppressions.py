from __future__ import annotations

import pytest

from digestlint.document.suppressions import Suppressions, read_suppressions
from digestlint.markdown import parse
from digestlint.text.codec import LineIndex


def read(text: str) -> Suppressions:
    lines = LineIndex(text)
    return read_suppressions(parse(text).comments, lambda offset: lines.position(offset)[0])


def silenced(text: str, code: str) -> list[int]:
    found = read(text)
    return [row for row in range(1, LineIndex(text).rows + 1) if found.covers(code, row)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\n\n<!-- digestlint-disable -->\nb\nc", [3, 4, 5]),
        ("a\n\n<!-- digestlint-disable URL005 -->\nb", [3, 4]),
        ("a\n\n<!-- digestlint-disable URL -->\nb", [3, 4]),
        ("a\n\n<!-- digestlint-disable insecure-scheme -->\nb", [3, 4]),
        ("a\n\n<!-- digestlint-disable url005 -->\nb", [3, 4]),
        ("a\n\n<!-- digestlint-disable ENC001, URL005 -->\nb", [3, 4]),
        ("a\n\n<!-- digestlint-disable ENC -->\nb", []),
        ("a\n\n<!--digestlint-disable URL005-->\nb", [3, 4]),
        ("a\n\n<!-- digestlint-disable\nURL005\n-->\nb", [3, 4, 5, 6]),
        ("<!-- digestlint-disable URL -->\na\n<!-- digestlint-enable URL005 -->\nb", [1, 2, 3]),
        ("<!-- digestlint-disable URL -->\na\n<!-- digestlint-enable -->\nb", [1, 2, 3]),
        ("<!-- digestlint-disable URL -->\na\n<!-- digestlint-enable URL001 -->\nb", [1, 2, 3, 4]),
        (
            "<!-- digestlint-disable -->\n<!-- digestlint-enable URL -->\na\n"
            "<!-- digestlint-disable URL -->\nb\n<!-- digestlint-enable -->\nc",
            [1, 2, 4, 5, 6],
        ),
        ("<!-- digestlint-disable-next-line URL005 -->\nb\nc", [2]),
        ("<!-- digestlint-disable-next-line\nURL005 -->\nb\nc", [3]),
        ("a\r\n\r\n<!-- digestlint-disable-next-line URL005 -->\r\nb\r\nc", [4]),
        ("a <!-- digestlint-disable-next-line URL005 -->\nb\nc", [2]),
        ("a\nb <!-- digestlint-disable-line URL005 -->\nc", [2]),
        ("a\r\nb <!-- digestlint-disable-line insecure-scheme -- kept -->\r\nc", [2]),
        ("a\nb <!-- digestlint-disable-line\nURL -->\nc", [2]),
        ("| a | b |\n|---|---|\n| c | d <!-- digestlint-disable-line URL --> |\n| e | f |", [3]),
        ("a <!-- digestlint-disable-line -->\n<!-- digestlint-enable -->\nb", [1]),
        ("a\n\n```\nb <!-- digestlint-disable-line -->\n```\n", []),
        ("a\n\n<!-- digestlint-disable-file URL005 -->\n", [1, 2, 3, 4]),
        ("<!-- digestlint-disable-file URL -->\na\n<!-- digestlint-enable -->\nb", [1, 2, 3, 4]),
        ("a\n\n    <!-- digestlint-disable -->\n\n`<!-- digestlint-disable -->`\n", []),
        ("<!-- digestlint-enable URL005 -->\na", []),
        ("a\n<!-- digestlint-disable-next-line URL005 -- kept on purpose -->\nb\nc", [3]),
        ("a\n<!-- digestlint-disable-next-line URL005 --\nkept, ENC001 -->\nb\nc", [4]),
        ("a\n<!-- digestlint-disable-next-line -- ENC001 only -->\nb\nc", [3]),
        # The selectors that exist count, whatever is beside them.
        ("<!-- digestlint-disable NONE001 URL005 -->\na", [1, 2]),
        ("<!-- digestlint-disable NONE001 -->\na", []),
    ],
)  # fmt: skip
def test_rows(text: str, rows: list[int]) -> None:
    assert silenced(text, "URL005") == rows


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<!-- digestlint-disable NONE001 -->", "there is no rule 'NONE001'"),
        ("<!-- digestlint-enable URL05 -->", "there is no rule 'URL05'"),
        ("<!-- digestlint-disable insecure-sheme -->", "did you mean 'insecure-scheme'"),
        ("<!-- digestlint-disable-line NONE001 -->", "there is no rule 'NONE001'"),
        ("<!-- digestlint-disable: URL005 -->", "did you mean 'digestlint-disable'"),
        ("<!-- digestlint-disable URL--x -->", "there is no rule 'URL--x'"),
        ("<!-- digestlint-disable-lines X -->", "did you mean 'digestlint-disable-line'?"),
        ("<!-- digestlint-disabel-line X -->", "did you mean 'digestlint-disable-line'?"),
        ("<!-- digestlint-disable-nextline X -->", "did you mean 'digestlint-disable-next-line'?"),
        ("<!-- digestlint-disable-fiel X -->", "did you mean 'digestlint-disable-file'?"),
        ("<!-- digestlint-enabel X -->", "did you mean 'digestlint-enable'?"),
        ("<!-- digestlint-enable-line X -->", "known: digestlint-disable, digestlint-enable, "),
        ("<!-- digestlint-ignore X -->", "known: digestlint-disable, digestlint-enable, "),
        ("<!-- digestlint: disable URL005 -->", "write 'digestlint-disable URL005'"),
        ("<!-- digestlint:disable-file -->", "write 'digestlint-disable-file'"),
        ("<!-- digestlint disable -->", "write 'digestlint-disable'"),
        ("<!-- Digestlint-Disable X -->", "write 'digestlint-disable X'"),
        ("<!-- digestlint disable next line X -->", "write 'digestlint-disable-next-line X'"),
        ("<!-- digestlint disable-next-line X -->", "write 'digestlint-disable-next-line X'"),
        ("<!-- digestlint disable-line X -->", "write 'digestlint-disable-line X'"),
        ("<!-- digestlint: disable line X -->", "write 'digestlint-disable-line X'"),
        (
            "<!-- digestlint: ignore X -->",
            "this comment silences nothing; known commands: digestlint-",
        ),
    ],
)
def test_problems(text: str, problem: str) -> None:
    ((span, message),) = read(text).problems
    assert problem in str(message)
    assert text[span.start : span.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "<!-- digestlint -->",
        "<!-- digestlint-toc -->",
        "<!-- /digestlint-toc -->",
        "<!-- x -->",
        "<!-- digestlint is off here because it disables nothing -->",
        "<!-- digestlint disables nothing -->",
        "<!-- digestlint: see the manual -->",
    ],
)
def test_other_comments(text: str) -> None:
    found = read(text)
    assert (found.comments, found.problems) == ([], [])


def test_each_selector_knows_whether_it_was_used() -> None:
    text = (
        "<!-- digestlint-disable URL005 ENC -->\na\n<!-- digestlint-enable -->\n"
        "<!-- digestlint-disable-next-line URL -->\nb\n"
    )
    found = read(text)
    assert found.covers("URL005", 2)
    assert not found.covers("URL005", 4)
    assert [[(s.text, s.used) for s in c.selectors] for c in found.comments] == [
        [("URL005", True), ("ENC", False)],
        [("URL", False)],
    ]
    assert found.covers("URL001", 5)
    assert found.comments[1].selectors[0].used


def test_two_comments_for_one_finding_are_both_used() -> None:
    found = read("<!-- digestlint-disable-file URL -->\n<!-- digestlint-disable -->\na\n")
    assert found.covers("URL005", 3)
    assert [s.used for c in found.comments for s in c.selectors] == [True, True]


def test_overlapping_comments_are_all_used_whichever_finding_comes_first() -> None:
    disable = "<!-- digestlint-disable URL005 -->\n"
    text = f"{disable}a\n{disable}b\n<!-- digestlint-enable URL005 -->\nc\n{disable}d\n"
    for rows, used in [
        ([4], [True, True, False]),
        ([2], [True, False, False]),
        ([4, 2, 4], [True, True, False]),
        ([2, 4, 8], [True, True, True]),
        ([6], [False, False, False]),
    ]:
        found = read(text)
        for row in rows:
            found.covers("URL005", row)
        assert [c.selectors[0].used for c in found.comments] == used
