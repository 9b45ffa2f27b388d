from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import diagnose, fixed, see

HIDDEN = "a\u200bb\n"
NEXT = "<!-- digestlint-disable-next-line {} -->\n"
ALL_ENC = ("ENC", "DIG001")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (NEXT.format("ENC006") + "ab\n", "silences nothing: there is no finding of ENC006"),
        (NEXT.format("enc006") + "ab\n", "silences nothing: there is no finding of enc006"),
        (NEXT.format("ENC") + "ab\n", "silences nothing: there is no finding of ENC here"),
        (NEXT.format("ENC005 control-character") + "ab\n", "of ENC005, control-character"),
        (HIDDEN + "\n<!-- digestlint-disable ENC006 -->\nab\n", "silences nothing"),
        ("<!-- digestlint-disable-file ENC006 -->\nab\n", "silences nothing"),
        (NEXT.format("DIG001") + "ab\n", "silences nothing: there is no finding of DIG001"),
        ("<!-- digestlint-disable DIG001 -->\nab\n", "no finding of DIG001"),
        (NEXT.format("ENC006") + NEXT.format("ENC006") + HIDDEN, "silences nothing"),
        ("ab <!-- digestlint-disable ENC006 -->\n", "silences nothing"),
        (NEXT.format("ENC006 ENC005") + HIDDEN, "there is no finding of ENC005 to silence here"),
        (NEXT.format("ENC999") + "ab\n", "there is no rule 'ENC999'"),
        ("<!-- digestlint-disable-nextline ENC006 -->\nab\n", "did you mean 'digestlint-disable-"),
        ("<!-- digestlint-disabel -->\nab\n", "there is no command 'digestlint-disabel'"),
    ],
)  # fmt: skip
def test_reports(text: str, message: str) -> None:
    (found,) = [d for d in diagnose(text, *ALL_ENC) if d.code == "DIG001"]
    assert message in str(found.message)
    assert text[found.start : found.end].startswith("<!-- digestlint-")


@pytest.mark.parametrize(
    "text",
    [
        NEXT.format("ENC006") + HIDDEN,
        NEXT.format("ENC006 -- as the source has it") + HIDDEN,
        NEXT.format("") + HIDDEN,
        NEXT.format("ENC") + HIDDEN,
        "<!-- digestlint-disable-file control-character -->\nab\n\n" + HIDDEN,
        f"<!-- digestlint-disable ENC006 -->\n{HIDDEN}<!-- digestlint-enable ENC006 -->\n",
        # Not selected here, so nobody knows.
        NEXT.format("URL001") + "ab\n",
        NEXT.format("URL ENC006") + HIDDEN,
        NEXT.format("") + "ab\n",
        "`<!-- digestlint-disable ENC006 -->`\n",
        "<!-- digestlint-toc -->\n<!-- /digestlint-toc -->\n",
        "<!-- digestlint is a linter -->\n",
    ],
)  # fmt: skip
def test_leaves_alone(text: str) -> None:
    assert see(text, *ALL_ENC) == []


def test_bare_comments_when_all_rules_ran() -> None:
    for selectors in ("", "all", "All, ENC"):
        (found,) = diagnose("Text.\n\n" + NEXT.format(selectors) + "\nab\n")
        assert str(found.message) == "this comment silences nothing: there is no finding here"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n" + NEXT.format("ENC006") + "ab\n", "a\n\nab\n"),
        ("a\r\n\r\n" + NEXT.format("ENC006").replace("\n", "\r\n") + "b\r\n", "a\r\n\r\nb\r\n"),
        ("a\n\n  " + NEXT.format("ENC006").rstrip(), "a\n\n"),
        ("ab <!-- digestlint-disable ENC006 -->\n", "ab\n"),
        ("ab <!-- digestlint-disable ENC006 --> cd\n", "ab cd\n"),
        ("ab\t<!-- digestlint-disable ENC006 -->\n", "ab\n"),
        (NEXT.format("ENC005") + NEXT.format("ENC006") + "ab\n", "ab\n"),
        (NEXT.format("ENC999") + "ab\n", NEXT.format("ENC999") + "ab\n"),
        # It has kept the paragraphs apart; or a blank line does.
        ("a\n" + NEXT.format("ENC006") + "b\n", "a\n\nb\n"),
        ("a\n" + NEXT.format("ENC006") + "\nb\n", "a\n\nb\n"),
    ],
)
def test_removes_the_comment(text: str, expected: str) -> None:
    assert fixed(text, *ALL_ENC) == expected
    assert fixed(text, *ALL_ENC, unsafe=False) == text


@pytest.mark.parametrize(
    ("selectors", "kept"),
    [
        ("ENC006 ENC005", "ENC006"),
        ("ENC005, ENC006", "ENC006"),
        ("ENC005, ENC006, URL001", "ENC006, URL001"),
        ("ENC005 ENC006 ENC006", "ENC006 ENC006"),
        ("ENC006 ENC005 -- not ENC006 ENC005", "ENC006 -- not ENC006 ENC005"),
    ],
)
def test_takes_rules_out_of_a_comment(selectors: str, kept: str) -> None:
    text = NEXT.format(selectors) + HIDDEN
    assert [s.fix for s in see(text, *ALL_ENC)] == [Applicability.SAFE]
    assert fixed(text, *ALL_ENC, unsafe=False) == NEXT.format(kept) + HIDDEN


def test_shortens_the_comment_that_is_meant() -> None:
    text = "{0}{2}\n{1}{2}".format(NEXT.format("ENC006"), NEXT.format("ENC005 ENC006"), HIDDEN)
    assert fixed(text, *ALL_ENC) == text.replace("ENC005 ", "")


@pytest.mark.parametrize("start", ["<!o", "<?o ", "<![CDATA[", "<!o\n"])
def test_the_end_of_a_declaration_stays(start: str) -> None:
    text = f"a\n\n{start}<!-- digestlint-disable-next-line URL -->\nb\n"
    assert fixed(text, "DIG001", "URL") == text


def test_waits_until_the_other_fixes_are_done() -> None:
    # Only when the line ends as the others do does the comment stand on the line above.
    text = "a\nb\n<!-- digestlint-disable-next-line ENC006 -->\r\nx\u200by\n"
    assert fixed(text, *ALL_ENC) == text.replace("\r", "")
    unused = "a\nb\n<!-- digestlint-disable-next-line ENC006 -->\r\nxy\n"
    assert fixed(unused, *ALL_ENC) == "a\nb\n\nxy\n"


@pytest.mark.parametrize("marker", ["1.", "- ", "* ", "> - ", "- 1."])
def test_no_empty_item_is_left(marker: str) -> None:
    """Below a paragraph it would be none."""
    text = f"`\n{marker} <!-- digestlint-disable URL -->\n"
    assert [found.fix for found in see(text, "DIG001", "URL")] == [None]
