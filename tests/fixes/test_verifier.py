"""An edit changes how the text after it is shown, without touching that text."""

from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.fix_list import FixList
from digestlint.fixes.verifier import Verifier
from digestlint.markdown.rendering.rendered_blocks import rendered
from tests.support import message


def test_a_byte_that_is_not_utf8_is_shown_as_a_character() -> None:
    before, after = b"[x]:\xfft\n\n[x]:>", "[x]:ÿt\n\n[x]:>".encode()
    fix = Fix(Applicability.UNSAFE, message("Fix it"), (Edit(4, 5, "ÿ"),))
    named = Finding(4, 5, message(""), fix, code="TST001", name="test")
    assert Verifier(before).damage(after, FixList.of([named])) is None


def refused_at(text: str, old: str, new: str) -> int | None:
    """The row at which a fix that names ``old`` and makes it ``new`` is refused."""
    start = text.index(old)
    end = start + len(old)
    fix = Fix(Applicability.SAFE, message("Fix it"), (Edit(start, end, new),))
    named = Finding(start, end, message(""), fix, code="TST001", name="test")
    after = text[:start] + new + text[end:]
    return Verifier(text.encode()).damage(after.encode(), FixList.of([named]))


@pytest.mark.parametrize(
    ("text", "old", "new", "row"),
    [
        # GitHub's alerts are quotations with a colour and a title of their own.
        ("> [!NOTE]\n> a\n", "NOTE", "TIP", 2),
        ("> [!NOTE]\n>\n> a\n>\n> - b\n", "NOTE", "WARNING", 3),
        ("> [!NOTE]\n> a\n> - b\n", "[!NOTE]", "NOTE", 2),
        ("> *Note*\n>\n> a\n", "*Note*", "Note", None),
        # A paragraph that leaves its item, or becomes part of one.
        ("- a\n\n  b\n", "- a", "a", 3),
        ("a\n\n  b\n", "a", "- a", 3),
        # Where a list begins to count is its first item's business.
        ("1. a\n\n   b\n", "1.", "2.", None),
        ("- a\n- b\n", "- a", "- *a*", None),
        ("> - a\n> - b\n", "- a", "1. a", None),
    ],
)
def test_text_after_an_edit(text: str, old: str, new: str, row: int | None) -> None:
    assert refused_at(text, old, new) == row


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a *b*", "a _b_"),
        ("a b", "a\tb"),
        ("<p>a\n<b>", "<p>b\n<b>"),
        ("<p>a\n<b>", "<p>a\n<i>"),
        ("a <b>", "a <i>"),
        ("[a](b)", "[a](c)"),
        ("[a](b)", '[a](b "c")'),
        ("# a", "## a"),
        ("```py\na\n```", "```sh\na\n```"),
        ("```\na\n```", "```\nb\n```"),
        ("| a |\n|:--|", "| a |\n|--:|"),
        ("- [ ] a", "- [x] a"),
        ("a\\\nb", "a\nb"),
        ("`a`", "$a$"),
    ],
)
def test_different_renderings_are_distinguished(one: str, other: str) -> None:
    def contents(text: str) -> list[object]:
        return [block.content for block in rendered(text.encode()).blocks]

    same = one in ("a *b*",)  # two ways to write one thing
    assert (contents(one) == contents(other)) == same
    assert contents(one) == contents(one)


def test_line_endings_make_no_difference_in_html() -> None:
    (lf,), (crlf,) = (rendered(text).blocks for text in (b"<p>a\n<b>\n", b"<p>a\r\n<b>\r\n"))
    assert lf.content == crlf.content
