from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread, misread_lossily

from digestlint.finding import Applicability
from tests.support import diagnose, fixed, see


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("x" * 8000 + "\x00b\n", "\x00", "x" * 8000 + "b\n"),
        ("a\x08\x08b\n", "\x08\x08", "ab\n"),
        ("a\x7fb\n", "\x7f", "ab\n"),
        ("page one\x0cpage two\n", "\x0c", "page one page two\n"),
        ("page one \x0cpage two\n", "\x0c", "page one page two\n"),
        ("a\x0bb\n", "\x0b", "a b\n"),
        ("\x1b[31mred\n", "\x1b[31m", "red\n"),
        ("\x1bx\n", "\x1b", "x\n"),
        # ISO-8859-1 has controls where windows-1252 has punctuation.
        ("It\x92s\n", "\x92", "It’s\n"),
        ("5 \x80\n", "\x80", "5 €\n"),
        ("Po\x9f\n", "\x9f", "PoŸ\n"),
        ("a\x81b\n", "\x81", "ab\n"),
        ("论\u200b文\n", "\u200b", "论文\n"),
        ("a\u2060b\n", "\u2060", "ab\n"),
        ("a\ufeffb\n", "\ufeff", "ab\n"),
        ("infor\xadmation\n", "\xad", "information\n"),
        ("f\u2061(x)\n", "\u2061", "f(x)\n"),
        ("a\u202eb\u2066c\n", None, "abc\n"),
        ("word\u200d\n", "\u200d", "word\n"),
        ("wo\u200crd\n", "\u200c", "word\n"),
        ("\u200e A line\n", "\u200e", " A line\n"),
        ("a\U000e0041\U000e0042b\n", "\U000e0041\U000e0042", "ab\n"),
        ("🎉\u200d text\n", "\u200d", "🎉 text\n"),
        ("🏴\U000e0067 text\n", "\U000e0067", "🏴 text\n"),
        ("`code\u200b`\n", "\u200b", "`code`\n"),
        ("```\n\u200b\n```\n", "\u200b", "```\n\n```\n"),
        ("a\n\n    \u200b\n", "\u200b", "a\n\n    \n"),
        ("```\na\x10b\n```\n", "\x10", "```\nab\n```\n"),
        ("\fpage two\n", "\f", "page two\n"),
        ("page one\f\npage two\n", "\f", "page one\npage two\n"),
    ],
)
def test_finds_and_removes(text: str, found: str | None, expected: str) -> None:
    seen = see(text, "ENC006")
    assert all(s.fix is Applicability.UNSAFE for s in seen)
    assert found is None or [s.text for s in seen] == [found]
    assert len(seen) == (1 if found else 2)
    assert fixed(text, "ENC006") == expected
    assert fixed(text, "ENC006", unsafe=False) == text
    assert see(expected, "ENC006") == []


@pytest.mark.parametrize(
    "text",
    [
        "a\n\u200b```\nb\n",
        "a\n\u200b\u200b  ~~~\nb\n",
        "a\n```\u200b\nb\n```\n",
        "a\n ```\u200b",
        "```\nx\n~~~ \u200b\n```\n",
        "``\x07`\nb\n",
        "--\x07-\na\n",
        "<!-\x07-\n\nb\n",
        "<\x07!-- a\n\nb\n",
        "a\n\n\u200b<!-- a\n\nb\n",
        "<\u200b?\n\nb\n",
        "<scr\xadipt>\n\nb\n",
        "<pre>\n\n</p\xadre>\n\nb\n</pre>\n",
        "<!--\n-\x07->\n\nb\n-->\n",
        "a||\n\x0b-|-\n|||\n",
        "a | b\n--\u200b|--\n",
        "a\n==\u200b\n",
    ],
)
def test_has_no_fix_beside_what_would_swallow_other_lines(text: str) -> None:
    assert [s.fix for s in see(text, "ENC006")] == [None]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\x08b\n", "control character U+0008"),
        ("a\x08\x07b\n", "control character U+0008, and 1 more beside it"),
        ("\x1b[0mb\n", "control character U+001B"),
        ("a\u200bb\n", "invisible character U+200B (zero width space)"),
        (
            "a\u202eb\n",
            "U+202E (right-to-left override), which changes the order in which text is shown",
        ),
    ],
)
def test_names_the_character(text: str, message: str) -> None:
    assert [d.message for d in diagnose(text, "ENC006")] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "a\tb\r\nc\rd\n",
        "👩\u200d💻 🧑🏽\u200d🔬 ❤\ufe0f\u200d🔥 🧙🏻\u200d♂\ufe0f\n",
        "👮\u200d♀ 🙂\u200d↔\ufe0f 🏳\ufe0f\u200d🌈\n",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 1\ufe0f\u20e3 ☀\ufe0f\n",
        "می\u200cخواهم\n",
        "क्\u200dष ශ්\u200dරී\n",
        "ភាសា\u200bខ្មែរ ภาษา\u200bไทย\n",
        "\u200fשלום\u200e abc\n",
        "中文\u3000全角 a\xa0b\n",
        "`\x10` is `\\u0010`, and `` \u200b `` is U+200B\n",
        "- `\u200b`\n\n|a|\n|-|\n|`\u200b`|\n",
        "page one\n\f\npage two\r\n\f\r\npage three\n\f",
    ],
)
def test_leaves_what_belongs(text: str) -> None:
    assert see(text, "ENC006") == []


def test_mojibake_is_left_to_its_own_rules() -> None:
    text = misread("论文解读：实验结果与分析\n", "latin-1")
    assert any("\x80" <= char <= "\x9f" for char in text)
    assert see(text, "ENC006") == []


def test_what_touches_mojibake_waits() -> None:
    text = f"{misread('论文解读', 'cp1252')}\u200b：a\u200bb\n"
    assert [s.fix for s in see(text, "ENC006")] == [None, Applicability.UNSAFE]
    assert fixed(text, "ENC006") == text[:-3] + "b\n"
    assert fixed(text, "ENC002", "ENC006") == "论文解读：ab\n"


def test_bytes_of_damaged_characters_are_kept() -> None:
    text = misread_lossily("研究动机（与以前的方法相比）\n") + "stray \x8f here, \x08there\n"
    assert [s.fix for s in see(text, "ENC006")] == [None, Applicability.UNSAFE]
    assert "stray \x8f here, there" in fixed(text, "ENC006")


@pytest.mark.parametrize(
    ("text", "waits"),
    [("{}\u200b b", True), ("a\u200b{}", True), ("{}a\u200b b", False), ("a\u200bb{}", False)],
)
def test_only_what_touches_mojibake_waits(text: str, waits: bool) -> None:
    (found,) = see(text.format(misread("论文解读", "cp1252")), "ENC006")
    assert (found.fix is None) is waits


@pytest.mark.parametrize(
    ("text", "has_fix"),
    [
        ("\x1a- a\n|||\n-|-\n", False),  # the table would leave its paragraph
        ("\x1a- a\n", True),
        ("a\n\n\u200b- b\nc\n", True),
        ("\u200b## a\n\nb\n", True),
        ("-\u200b a\n\n  b\n", False),  # which would be part of the item
    ],
)
def test_makes_a_marker_only_where_that_changes_nothing_below(text: str, has_fix: bool) -> None:
    (found,) = see(text, "ENC006")
    assert (found.fix is not None) is has_fix


def test_each_of_several_is_tried() -> None:
    bad, good = "\x1a- a\n|||\n-|-\n", "\u200b## a\n\nb\n"
    assert [s.fix is not None for s in see(f"{good}\n{bad}\n{good}", "ENC006")] == [
        True,
        False,
        True,
    ]
    many = see("\n".join([good] * 25 + [bad]), "ENC006")
    assert [s.fix is not None for s in many] == [True] * 20 + [False] * 6
    most = see("\n".join([good] * 1001), "ENC006")
    assert [s.fix is not None for s in most] == [True] * 1000 + [False]
