from __future__ import annotations

import pytest

from digestlint.markdown.rendering.without_comments import Block, outline, shown

LINE = "<!-- digestlint-disable-line URL005 -->"
ABOVE = "<!-- digestlint-disable-next-line URL005 -->"


@pytest.mark.parametrize(
    ("text", "commented"),
    [
        ("a\nb\n", f"a {LINE}\nb\n"),
        ("a  \nb\n", f"a {LINE}  \nb\n"),
        ("a\\\nb\n", f"a {LINE}\\\nb\n"),
        ("# A\n", f"{ABOVE}\n# A\n"),
        ("A\n===\n", f"{ABOVE}\nA\n===\n"),
        ("- a\n- b\n", f"- a {LINE}\n- b\n"),
        ("|a|\n|-|\n|b|\n", f"|a|\n|-|\n|b {LINE} |\n"),
        ("|a|b|\n|-|-|\n|c||\n", f"|a|b|\n|-|-|\n|c| {LINE} |\n"),
        ("<p>a\n<p>b\n", f"<p>a {LINE}\n<p>b\n"),
        ("<p>a\n\nb\n", f"<p>a\n{ABOVE}\n\nb\n"),
        ("```\na\n```\n", f"{ABOVE}\n```\na\n```\n{ABOVE}\n"),
        ("[a]: b\n\n[a]\n", f"{ABOVE}\n[a]: b\n\n[a]\n"),
        ("a\udc80\r\nb\r\n", f"a\udc80 {LINE}\r\nb\r\n"),
    ],
)
def test_comments_that_change_nothing(text: str, commented: str) -> None:
    assert shown(text) == shown(commented)


@pytest.mark.parametrize(
    ("text", "commented"),
    [
        ("```\na\n```\n", f"```\na {LINE}\n```\n"),
        ("```\na\n```\n", f"```\na\n``` {LINE}\n"),
        ("`a\nb`\n", f"`a {LINE}\nb`\n"),
        ("<a\nhref='b'>\n", f"<a {LINE}\nhref='b'>\n"),
        ("a\n\n---\n\nb\n", f"a\n\n--- {LINE}\n\nb\n"),
        ("# A #\n", f"# A # {LINE}\n"),
        ("|a|\n|-|\n|b|\n", f"|a|\n|-| {LINE}\n|b|\n"),
        ("- a\n- b\n", f"- a\n\n{ABOVE}\n\n- b\n"),
        ("a\nb\n", f"a\n{ABOVE}\nb\n"),
        ("a  \nb\n", f"a   {LINE}\nb\n"),
        ("$$\na\n$$\n", f"$$\na {LINE}\n$$\n"),
        ("[a]: b\n\n[a]\n", f"[a]: b {LINE}\n\n[a]\n"),
    ],
)
def test_comments_that_change_something(text: str, commented: str) -> None:
    assert shown(text) != shown(commented)


def test_other_comments_count() -> None:
    assert shown("a <!-- b -->\n") != shown("a\n")


def test_outline() -> None:
    found = outline("---\na: b\n---\n# A\n\nb\nc\n\n- d\n\n  # E\n\n```\nf\n```\n\n[g]: h\n")
    assert found.blocks == [Block(4, 4), Block(6, 7), Block(9, 11), Block(13, 15)]
    assert (found.headings, found.code) == (frozenset((4, 11)), frozenset((13, 14, 15)))
    assert found.front_matter == 3
    assert found.block_at(7) == Block(6, 7)
    assert found.block_at(17) == Block(17, 17)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_rows_end_as_the_lines_of_the_file_do(newline: str) -> None:
    text = "论文\n\n# A\n\n- b\n".replace("\n", newline)
    assert outline(text).blocks == [Block(1, 1), Block(3, 3), Block(5, 5)]
