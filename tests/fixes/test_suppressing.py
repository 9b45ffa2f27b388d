"""Where comments that silence findings are written."""

from __future__ import annotations

import pytest

from digestlint.fixes.suppressing import Commenter

LINE = "<!-- digestlint-disable-line URL005 -->"
ABOVE = "<!-- digestlint-disable-next-line URL005 -->\n"
OFF = "<!-- digestlint-disable URL005 -->\n"
ON = "<!-- digestlint-enable URL005 -->\n"


def commented(text: str, *rows: int, newline: str = "\n") -> str:
    commenter = Commenter(text, newline)
    for row in rows:
        assert commenter.want(row, "URL005")
    return commenter.written().text


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("a\nb\n", 1, f"a {LINE}\nb\n"),
        ("a", 1, f"a {LINE}"),
        ("a  \nb\n", 1, f"a {LINE}  \nb\n"),
        ("a\\\nb\n", 1, f"a {LINE}\\\nb\n"),
        ("a\\\\\nb\n", 1, f"a\\\\ {LINE}\nb\n"),
        ("|a|\n|-|\n|b|\n", 3, f"|a|\n|-|\n|b {LINE} |\n"),
        ("|a|\n|-|\n|b\n", 3, f"|a|\n|-|\n|b {LINE}\n"),
        ("|a|\n|-|\n|b\\|\n", 3, f"|a|\n|-|\n|b\\| {LINE}\n"),
        ("- a\n- b\n", 2, f"- a\n- b {LINE}\n"),
        ("> a\n", 1, f"> a {LINE}\n"),
        ("<p>\na\n", 2, f"<p>\na {LINE}\n"),
        # Above what a comment would damage.
        ("# A\n", 1, f"{ABOVE}# A\n"),
        ("a\n\nB\n---\n", 3, f"a\n\n{ABOVE}B\n---\n"),
        ("```\na\n```\n", 1, f"{ABOVE}```\na\n```\n"),
        ("[a]: b\n[c]: d\n", 2, f"[a]: b\n{ABOVE}[c]: d\n"),
        ("---\n", 1, f"{ABOVE}---\n"),
        ("`a\nb`\n", 1, f"{ABOVE}`a\nb`\n"),
        # Around the block.
        ("```\na\n```\nb\n", 2, f"{OFF}```\na\n```\n{ON}b\n"),
        ("a\n\n    b\n    c\n\nd\n", 4, f"a\n\n{OFF}    b\n    c\n{ON}\nd\n"),
        ("- a\n  # B\n- c\n\nd\n", 2, f"{OFF}- a\n  # B\n- c\n{ON}\nd\n"),
        ("a\n$$\nb\n$$\n\nc\n", 3, f"{OFF}a\n$$\nb\n$$\n{ON}\nc\n"),
        ("|a|\n|-|\n|b|\n\nc\n", 2, f"{OFF}|a|\n|-|\n|b|\n{ON}\nc\n"),
        ("a\n\n```\nb\n", 4, f"a\n\n{OFF}```\nb\n"),
        ("a\n\n```\nb\n```", 4, f"a\n\n{OFF}```\nb\n```"),
        # Below front matter.
        ("---\na: b\n---\nc\n", 2, "---\na: b\n---\n<!-- digestlint-disable-file URL005 -->\nc\n"),
        ("---\na: b\n---", 2, "---\na: b\n---\n<!-- digestlint-disable-file URL005 -->\n"),
        # In the comment that is there.
        (
            "a <!-- digestlint-disable-line ENC006 -- so -->\n",
            1,
            "a <!-- digestlint-disable-line ENC006 URL005 -- so -->\n",
        ),
        (
            "<!-- digestlint-disable-next-line ENC006, SEC -->\na\n",
            2,
            "<!-- digestlint-disable-next-line ENC006, SEC, URL005 -->\na\n",
        ),
        (
            "`<!-- digestlint-disable-line ENC006 -->`\n",
            1,
            f"{ABOVE}`<!-- digestlint-disable-line ENC006 -->`\n",
        ),
    ],
)
def test_places(text: str, row: int, expected: str) -> None:
    assert commented(text, row) == expected


def test_line_endings_of_the_file() -> None:
    assert commented("# A\r\n", 1, newline="\r\n") == f"{ABOVE.strip()}\r\n# A\r\n"


def test_one_comment_for_all_codes_and_lines() -> None:
    commenter = Commenter("a\n\n```\nb\nc\n```\nd\n", "\n")
    for row, code in [(1, "URL005"), (1, "ENC006"), (4, "URL005"), (5, "SEC006"), (1, "URL005")]:
        commenter.want(row, code)
    written = commenter.written()
    assert written.text == (
        "a <!-- digestlint-disable-line ENC006 URL005 -->\n\n"
        "<!-- digestlint-disable SEC006 URL005 -->\n```\nb\nc\n```\n"
        "<!-- digestlint-enable SEC006 URL005 -->\nd\n"
    )
    assert written.rows == [1, 2, 4, 3, 4, 5, 6, 4, 7, 8]
    assert commenter.number() == 3


def test_the_next_place() -> None:
    commenter = Commenter("a\nb\n", "\n")
    assert commenter.want(1, "URL005")
    assert not commenter.want(1, "URL005")
    texts = []
    while commenter.move_on(1):
        texts.append(commenter.written().text)
    assert texts == [f"{ABOVE}a\nb\n", f"{OFF}a\nb\n", "a\nb\n"]
    assert not commenter.want(1, "SEC006")


def test_what_cannot_be_commented_stays() -> None:
    # A comment behind the fence would be in it, one before it would end the paragraph's list.
    commenter = Commenter("a\nb\n", "\n")
    commenter.want(1, "URL005")
    commenter.give_up(1)
    assert commenter.written().text == "a\nb\n"
    assert commenter.number() == 0
