from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fixtures.damage.encoding import misread, misread_lossily

from digestlint.core.finding import Applicability
from digestlint.markdown.events import events as markdown_events
from digestlint.rules.encoding import hidden_markup
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
        ("a\x08\x07b\n", "control character U+0008, and 1 more next to it"),
        ("\x1b[0mb\n", "control character U+001B"),
        ("a\u200bb\n", "invisible character U+200B (zero width space)"),
        (
            "a\u202eb\n",
            "U+202E (right-to-left override), which changes the order in which text is shown",
        ),
    ],
)
def test_names_the_character(text: str, message: str) -> None:
    assert [str(d.message) for d in diagnose(text, "ENC006")] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "a\tb\r\n\r\nc\n",
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


HIDDEN = ["\u200b", "\u200c", "\xad", "\u2060", "\u200e", "\x08", "\x1b", "\u202e"]
KEPT_FROM_MARKUP = [
    "{}# a", "#{} a", "{}- a", "-{} a", "{}* a", "+{} a", "{}> a", "{}1. a", "1{}) a", "1.{} a",
    "a\n\n{}---", "a\n{}---", "a\n=={}=", "{}***", "* *{} *", "{}```\na", "``{}`\na", "~~{}~",
    "{}| a |\n|---|", "| a |\n|--{}-|", "a|b\n-{}|-\n", "a\n\n{}    b", "a\n\n  {}  b",
    "{}<div>", "<{}div>", "</p{}re>\n#", "</pre>{}\n#", "<!{}-- a -->", "<b{}>c</b>", "<br{}/>",
    "{}[x]: y", "[x]{}: y", "[x]:{} y z", "[{}^1]: y", "[a]{}(b)", "[a{}](b)", "!{}[a](b)",
    "*{}*a**", "_{}a_", "a *b{}*", "`{}`a``", "~~{}a~~", "a\\{}*b*", "&am{}p;", "&{}lt;",
    "[a][{}b]\n\n[b]: c", "a{}\\\nb", "- [{}x] a", "- [ ]{} a", "> a\n>{}- b",
    "https:{}//a.b", "http{}://a.b", "www{}.a.b", "@{}name", "#{}12",
]  # fmt: skip


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("frame", ["{}\n", "b\n\n{}\n\nc\n", "- b\n\n  {}\n", "> {}\n"])
def test_nothing_becomes_markup(frame: str, hidden: str) -> None:
    for template in KEPT_FROM_MARKUP:
        text = frame.format(template.format(hidden))
        after = fixed(text, "ENC006")
        assert kinds(after) == kinds(text), (text, after)
        assert hidden in after or "{}(b)" not in template


def kinds(text: str) -> list[str]:
    """What a renderer makes of ``text``, without what is written there."""
    events = (event for event, _ in markdown_events(text) if "Text" not in event)
    return [e if isinstance(e, str) else str(next(iter(e.items()))) for e in events]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(
    "template",
    [
        *(
            "# a {}b",
            "- a{}b",
            "> {}b\n> c",
            "1. a{}",
            "a {}- b",
            "a{} # b",
            "| a{} |\n|---|\n| {}b |",
        ),
        *(
            "**a{}b**",
            "[a{}b](c)",
            "[a](/d)",
            "<b>a{}</b>",
            "https://a.b/{}c",
            "a@b.c{} d",
            "a{}1. b",
        ),
        *(
            "中{}文",
            "a{}，b",
            "**中{}**文",
            "    a{}b",
            "```\na{}b\n```",
            "`a{}b`",
            "a{}\nb",
            "{}a",
            "a\n{}b",
        ),
    ],
)
def test_what_hides_no_markup_is_removed(template: str, hidden: str) -> None:
    text = template.format(hidden, hidden) + "\n"
    assert fixed(text, "ENC006") == template.format("", "") + "\n"


@pytest.mark.parametrize("text", ["\x1a- a\n|||\n-|-\n", "-\u200b a\n\n  b\n", "\u200b## a\n\nb\n"])
def test_nothing_becomes_a_block(text: str) -> None:
    assert [found.fix for found in see(text, "ENC006")] == [None]


def test_each_of_several_is_tried() -> None:
    bad, good = "\u200b## a\n\nb\n", "a\u200bb\n"
    many = see("\n".join([good] * 25 + [bad] + [good] * 200), "ENC006")
    assert [s.fix is not None for s in many] == [True] * 25 + [False] + [True] * 200
    most = see("\n".join([good, bad] * 200), "ENC006")
    assert [s.fix is not None for s in most] == [True, False] * 200


@pytest.mark.parametrize("times", [20, 200])
def test_those_that_make_markup_are_found_in_few_trials(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parses = list[str]()

    def counting(text: str) -> Iterator[Any]:
        parses.append(text)
        return markdown_events(text)

    monkeypatch.setattr(hidden_markup, "events", counting)
    text = "\u200b## a\n\nb\n\na\u200bb\n\n\u200b- c\n\n\u200bd\n\n" * times
    assert [s.fix is not None for s in see(text, "ENC006")] == [False, True, False, True] * times
    assert len(parses) < 12


def test_markup_that_goes_on_below_is_none_of_a_character_there() -> None:
    text = "a\u200b b\n\n\u200b- a\n\n  b\n\n  c\u200bd\n\ne\u200bf\n"
    fixes = [s.fix is not None for s in see(text, "ENC006")]
    assert fixes[1] is False
    assert fixes[0] and fixes[3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在 \textsc{B} 上\n", "在 \\textsc{B} 上\n"),
        ("the \beta and 3 \times 4, \rho\n", "the \\beta and 3 \\times 4, \\rho\n"),
        ("`$\beta$`\n\n```\n\frac12\n```\n", "`$\\beta$`\n\n```\n\\frac12\n```\n"),
    ],
)
def test_writes_back_a_command_outside_math(text: str, expected: str) -> None:
    assert {s.fix for s in see(text, "ENC006")} == {Applicability.UNSAFE}
    assert fixed(text, "ENC006", unsafe=False) == text
    assert fixed(text, "ENC006") == expected
    assert see(expected, "ENC006") == []


@pytest.mark.parametrize(
    "text", ["$\beta$", "$\frac12$\n", "\\(\x07lpha\\)\n", "$a\text{b}$", "$\nu$"]
)
def test_leaves_backslashes_lost_in_math_alone(text: str) -> None:
    assert see(text, "ENC006") == []
    assert len(see(text, "GEN003")) == 1


@pytest.mark.parametrize(
    "text", ["$a\b$\n", "$\v1$\n", "$x$ a\bb\n", "$\beta$ \flx\n", "\x1b$B4A\x1b(B\n"]
)
def test_never_deletes_what_may_be_the_trace_of_a_command(text: str) -> None:
    seen = [s for s in see(text, "ENC006") if "eta" not in s.text]
    assert {s.fix for s in seen} == {None}
    assert seen[0].text in fixed(text, "ENC006")


@pytest.mark.parametrize(
    "text",
    [
        "col\tau\tto\ttan\n",
        "| a\t| b |\n|-|-|\n",
        "$a\tb$ $$\n\tx = 1\n\to\n$$\n",
        "C:\\temp\\table and C:\\new\n",
        "```\n\text{a}\n\times\n```\n",
        "a $b\nu = c$ d\n",
        "costs $5\nu and $6\n",
        "$$\ni = 1\n$$\n",
        "a list\nabla\n",
        "a\r\nho\r\n",
        "$a\r+b\rho$\rc\r",
    ],
)
def test_tabs_and_lines_are_not_lost_backslashes(text: str) -> None:
    assert see(text, "ENC006") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A title\rthat was copied\n", "A title that was copied\n"),
        ("a \rb\n", "a b\n"),
        ("一\r二，\r三\n", "一二，三\n"),
        ("| a\r | b |\n|-|-|\n| c\r| d |\n", "| a | b |\n|-|-|\n| c | d |\n"),
        ("# 标题\rA\n\n文\r\n", "# 标题 A\n\n文\r\n"),
        ("[a\rb](https://example.org/)\n", "[a b](https://example.org/)\n"),
        ("```\n10%\r20%\n```\n", None),
        ("a\r- b\n\n  c\n", None),
    ],
)
def test_a_carriage_return_inside_a_line_becomes_a_space(text: str, expected: str | None) -> None:
    seen = see(text, "ENC006")
    assert {s.fix for s in seen} == {Applicability.UNSAFE if expected else None}
    assert {s.text for s in seen} == {"\r"}
    assert fixed(text, "ENC006", unsafe=False) == text
    assert fixed(text, "ENC006") == (expected or text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a \beta\n", "control character U+0008 where '\\beta' lost its backslash"),
        ("a \text{a}\n", "control character U+0009 where '\\text' lost its backslash"),
        ("a\rb\n", "carriage return U+000D inside a line"),
    ],
)
def test_says_what_was_lost(text: str, message: str) -> None:
    assert [str(d.message) for d in diagnose(text, "ENC006")] == [message]


def test_mojibake_beside_a_command_is_left_to_its_own_rules() -> None:
    text = f"{misread('论文解读', 'cp1252')} $\beta$ \beta\n"
    assert fixed(text, "ENC002", "ENC006", "GEN003") == "论文解读 $\\beta$ \\beta\n"


@pytest.mark.parametrize("text", ["\text{b}|\n|-|\n", "\text{b}---\na\n"])
def test_writes_no_command_back_that_would_change_other_lines(text: str) -> None:
    assert [(s.text[0], s.fix) for s in see(text, "ENC006")] == [("\t", None)]
    assert fixed(text, "ENC006") == text
