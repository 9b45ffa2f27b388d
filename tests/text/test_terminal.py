"""Safe, aligned terminal output."""

from __future__ import annotations

import io
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestlint.text import terminal
from digestlint.text.terminal import (
    caret_line,
    display_width,
    safe,
    safe_json,
    safe_line,
    style,
    use_color,
)
from tests.hostile import RAW, STRINGS

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain 论文 é", "plain 论文 é"),
        (FAMILY, FAMILY),
        ("\x1b[31m", r"\x1b[31m"),
        ("a\tb\nc\rd", r"a\tb\nc\rd"),
        ("\0\x7f", r"\x00\x7f"),
        ("\x9b31m\x85", r"\u009b31m\u0085"),
        ("\u202eevil\u202c", r"\u202eevil\u202c"),
        ("\u2066\u2069\u200f\u061c", r"\u2066\u2069\u200f\u061c"),
        ("\u2028\u2029\ufeff\u200b", r"\u2028\u2029\ufeff\u200b"),
        ("\udce4\ud800", r"\xe4\ud800"),
    ],
)
def test_safe(text: str, expected: str) -> None:
    assert safe(text) == expected
    assert safe(expected) == expected


def test_no_character_gets_through_that_a_terminal_obeys() -> None:
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in bidi:
            assert safe(char).isascii() and safe(char).isprintable(), hex(code)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("论文", 4),
        ("，", 2),
        ("e\u0301", 1),
        (FAMILY, 2),
        ("\u2764\ufe0f", 2),
        ("\U0001f44d\U0001f3fd", 2),
        ("\t", 4),
        ("\x1b", 4),
        ("文\u202e", 8),
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("line", "start", "end", "width", "shown", "under"),
    [
        ("see [x](#y) now", 8, 10, 80, "see [x](#y) now", "        ^~"),
        ("论文 [x](#y)", 7, 9, 80, "论文 [x](#y)", "         ^~"),
        ("[论文](#y)", 1, 3, 80, "[论文](#y)", " ^~~~"),
        ("\tab", 1, 2, 80, "    ab", "    ^"),
        ("a\x1bb", 1, 2, 80, r"a\x1bb", " ^~~~"),
        ("a\x1bb", 2, 3, 80, r"a\x1bb", "     ^"),
        (FAMILY + "ab", 5, 6, 80, FAMILY + "ab", "  ^"),
        # Part of a cluster underlines all of it.
        (FAMILY + "ab", 2, 3, 80, FAMILY + "ab", "^~"),
        # A place: in front, between, after the end; on an empty line.
        ("abc", 0, 0, 80, "abc", "^"),
        ("abc", 1, 1, 80, "abc", " ^"),
        ("abc", 3, 3, 80, "abc", "   ^"),
        ("", 0, 0, 80, "", "^"),
        ("0123456789", 10, 10, 10, "…23456789", "         ^"),
        # Beyond the line: cut to it.
        ("abc", 2, 9, 80, "abc", "  ^"),
        # Cropped on the right, on the left, on both sides.
        ("0123456789abcdef", 0, 2, 10, "01234567…", "^~"),
        ("0123456789abcdef", 14, 16, 10, "…89abcdef", "       ^~"),
        ("0123456789abcdef", 8, 9, 10, "…56789abc…", "    ^"),
        # Nothing is cropped that fits.
        ("0123456789", 8, 9, 10, "0123456789", "        ^"),
        # A span that does not fit shows its beginning.
        ("0123456789abcdef", 2, 16, 10, "…23456789…", " ^~~~~~~~"),
        # A double-width character is not cut in two.
        ("论文论文论文论文", 3, 4, 9, "…论文论…", "   ^~"),
    ],
)
def test_caret_line(line: str, start: int, end: int, width: int, shown: str, under: str) -> None:
    assert caret_line(line, start, end, width) == (shown, under)


PIECES = ["a", "b", " ", "论", "，", "\t", "\x1b", "\u202e", "\udce4", "é", "\U0001f600"]


@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(8, 40),
)
def test_caret_line_fits_and_the_caret_is_under_the_start_of_the_span(
    line: str, start: int, length: int, width: int
) -> None:
    start = min(start, len(line))
    end = min(start + length, len(line))
    shown, under = caret_line(line, start, end, width)
    assert safe(shown) == shown
    assert display_width(shown) <= width
    assert len(under) <= width
    column = under.index("^")
    assert under == " " * column + "^" + "~" * (len(under) - column - 1)
    above = next(shown[k:] for k in range(len(shown) + 1) if display_width(shown[:k]) == column)
    first = safe(line[start : start + 1].replace("\t", "    "))
    assert above.startswith(first)
    if shown.endswith("…"):
        assert display_width(line[start:end]) >= len(under) - column or start == end
    else:
        assert len(under) - column == max(1, display_width(line[start:end]))


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
@pytest.mark.parametrize("width", [8, 20, 40, 100])
def test_excerpts_of_hostile_texts(text: str, width: int) -> None:
    line = f"论文 {text} see {text}{text} [x](y) {text * 9}"
    line = re.sub("[\r\n]", " ", line)
    for start in range(0, len(line), 3):
        shown, under = caret_line(line, start, start + 2, width)
        assert safe(shown) == shown
        assert RAW.findall(shown) == []
        assert not re.search(r"##\w*\[", shown)
        assert display_width(shown) <= width
        assert len(under) <= width
        column = under.index("^")
        before = [k for k in range(len(shown) + 1) if display_width(shown[:k]) == column]
        assert before, "the caret is between two columns of what is shown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What emoji and scripts need.
        ("\U0001f44d\U0001f3fd \u2764\ufe0f\u200d\U0001f525", None),
        ("1\ufe0f\u20e3 #\ufe0f\u20e3 \U0001f1e9\U0001f1ea", None),
        ("\u0646\u0645\u06cc\u200c\u0634\u0648\u062f", None),
        ("\u0915\u094d\u200d\u0937 \u845b\U000e0100", None),
        # What hides.
        ("a\u200db", r"a\u200db"),
        ("论\u200c\u200c", "论\u200c\\u200c"),
        ("\u2764\ufe0f\ufe01", "\u2764\ufe0f\\ufe01"),
        ("x\U000e0041\U000e0001", r"x\U000e0041\U000e0001"),
        ("co\u00adop\u3164\u2060", r"co\u00adop\u3164\u2060"),
        ("1\ufe0f", r"1\ufe0f"),
        # What CI obeys.
        (
            "##[error]x ###[x] ##vso[a] ##teamcity[a]",
            r"\x23#[error]x #\x23#[x] \x23#vso[a] \x23#teamcity[a]",
        ),
        ("## [a](b) #[a] ##a", None),
    ],
)
def test_what_is_hidden_is_shown(text: str, expected: str | None) -> None:
    assert safe(text) == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("::error ::x", r"\x3a:error ::x"),
        ("  ::error ::x", r"  \x3a:error ::x"),
        ("+::error ::x", "+::error ::x"),
        (": a", ": a"),
        ("a::b", "a::b"),
    ],
)
def test_a_whole_line(line: str, expected: str) -> None:
    assert safe_line(line) == expected


def test_json_is_the_same_and_not_obeyed() -> None:
    value = {"##[error]": ["##vso[x]", "## a", "\u202e", "###[", "\udce4"]}
    for indent in (None, 2):
        text = safe_json(value, indent)
        assert json.loads(text) == value
        assert not re.search(r"##\w*\[", text) and text.isascii()


APART = [
    "a",
    " ",
    "论",
    "，",
    "\t",
    "\x1b",
    "\x85",
    "\udce4",
    "ç",
    "ş",
    "”",
    "한",
    "ア",
    "ａ",
    "\ufffd",
]


@given(
    st.lists(st.sampled_from(APART), max_size=60).map("".join),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(8, 40),
)
def test_separate_characters_take_a_shortcut_to_the_same_result(
    line: str, start: int, length: int, width: int
) -> None:
    quick = caret_line(line, start, start + length, width), display_width(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal, "_APART", re.compile(r"(?!)"))
        slow = caret_line(line, start, start + length, width), display_width(line)
    assert quick == slow


def test_each_separate_character_has_its_width() -> None:
    apart = [char for char in map(chr, range(0x10000)) if terminal._APART.fullmatch(char)]
    quick = [display_width(char) for char in apart]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal, "_APART", re.compile(r"(?!)"))
        assert quick == [display_width(char) for char in apart]


def test_a_long_line_is_cropped_between_clusters() -> None:
    cluster = "e" + "\u0301" * 12
    shown, _ = caret_line(cluster * 500, 250 * 13 + 3, 250 * 13 + 4, 40)
    assert shown == "…" + cluster * shown.count("e") + "…"
    assert shown.count("e") > 10


@pytest.mark.parametrize("line", ["e" + "\u0301" * 5000, "\u0301" * 5000, "\u200d" * 5000])
def test_a_cluster_without_end(line: str) -> None:
    shown, under = caret_line(line, 2500, 2501, 40)
    assert display_width(shown) <= 40
    assert under.strip() == "^"


def test_a_line_of_megabytes_shows_the_same_as_its_surroundings() -> None:
    line = "论文" * 500_000 + "[x](y)" + "论文" * 500_000
    short = "论文" * 500 + "[x](y)" + "论文" * 500
    assert caret_line(line, 1_000_000, 1_000_006, 60) == caret_line(short, 1000, 1006, 60)


class Stream(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "env", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"TERM": "xterm"}, True),
        (True, {"TERM": "dumb"}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": ""}, False),
        (False, {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_use_color(terminal: bool, env: dict[str, str], expected: bool) -> None:
    assert use_color(Stream(terminal), env) is expected


def test_style() -> None:
    assert style("x", "bold", "red") == "\x1b[1;31mx\x1b[0m"
    assert style("x") == "x"
    with pytest.raises(KeyError):
        style("x", "mauve")
