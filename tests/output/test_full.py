from __future__ import annotations

import pytest

from digestlint.core.finding import Doubt, Finding, Fix, Restored
from digestlint.core.message import Template
from digestlint.output import Paint, reporter
from digestlint.text.terminal import display_width
from tests.output.samples import SAFE, UNSAFE, finding, fix, run

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def report(*found: Finding, width: int = 100, color: bool = False) -> list[str]:
    return list(reporter("full").lines(run(found, Paint(color, width))))


def test_the_parts_of_a_finding() -> None:
    text = "# One\n\nSee [one](#One).\n"
    repair = fix(SAFE, "Write '#one'", (18, 19, "o"))
    assert report(finding(text, "#One", fix=repair), finding(text, "See")) == [
        "a.md:3:11: URL002 [*] it is wrong (trailing-punctuation)",
        "  |",
        "3 | See [one](#One).",
        "  |           ^~~~",
        "  = fix: Write '#one'",
        "3 + See [one](#one).",
        "",
        "a.md:3:1: URL002 it is wrong (trailing-punctuation)",
        "  |",
        "3 | See [one](#One).",
        "  | ^~~",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "part", "shown", "under"),
    [
        ("[论文](#y)", "#y", "[论文](#y)", "       ^~"),
        ("论文", "文", "论文", "  ^~"),
        (f"{FAMILY} x", "x", f"{FAMILY} x", "   ^"),
        ("e\u0301 x", "x", "e\u0301 x", "  ^"),
        ("ｆｕｌｌ w", "w", "ｆｕｌｌ w", "         ^"),
        ("\tx", "x", "    x", "    ^"),
        ("", "", "", "^"),
        # Control characters and undecodable bytes are shown, and take the columns they take.
        ("a\x1b[2Jb", "b", r"a\x1b[2Jb", "        ^"),
        ("\u202eb", "b", r"\u202eb", "      ^"),
        ("\udcffb", "b", r"\xffb", "    ^"),
    ],
)
def test_the_caret_is_below_the_finding(line: str, part: str, shown: str, under: str) -> None:
    _, _, source, carets, _ = report(finding(line, part))
    assert source == f"1 | {shown}"
    assert carets == f"  | {under}"


def test_the_margin_is_as_wide_as_the_row() -> None:
    text = "\n" * 1233 + "x"
    _, bar, source, carets, _ = report(finding(text, "x"))
    assert (bar, source, carets) == ("     |", "1234 | x", "     | ^")


def test_a_finding_of_several_lines_shows_the_first() -> None:
    _, _, source, carets, _ = report(finding("one\ntwo\nthree", "ne\ntwo\nth"))
    assert (source, carets) == ("1 | one", "  |  ^~")


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("filler", ["x", "论", "e\u0301", "\x1b"])
def test_long_lines_are_cropped_around_the_finding(width: int, filler: str) -> None:
    from wcwidth import wcswidth

    line = filler * 3000 + "[HERE]" + filler * 3000
    _, _, source, carets, _ = report(finding(line, "HERE"), width=width)
    assert wcswidth(source) < width  # some terminals wrap in the last column
    assert source.startswith("1 | …") and source.endswith("…")
    column = carets.index("^")
    assert carets[column:] == "^~~~"
    before = source[: source.index("HERE")]
    assert wcswidth(before) == column


def test_a_narrow_terminal_still_shows_something() -> None:
    _, _, source, carets, _ = report(finding("x" * 100 + "HERE", "HERE"), width=5)
    assert "HERE" in source
    assert carets.endswith("^~~~")


NOTES = [
    (fix(SAFE, "Fix it"), False, "  = fix: Fix it"),
    (fix(UNSAFE, "Fix it"), False, "  = unsafe fix: Fix it"),
    (fix(SAFE, "Write '\x1b[31m'"), False, r"  = fix: Write '\x1b[31m'"),
    (None, True, "  = the fix waits until the mojibake it would edit is restored"),
    (None, False, ""),
]


@pytest.mark.parametrize(("repair", "waits", "expected"), NOTES)
def test_what_the_fix_would_do(repair: Fix | None, waits: bool, expected: str) -> None:
    lines = report(finding("x", fix=repair, deferred=waits))
    assert lines[4] == expected
    assert lines[-1] == ""


@pytest.mark.parametrize(
    ("text", "edits", "shown"),
    [
        ("a\nxyz\n", [(2, 3, "论")], "2 + 论yz"),
        ("a\nxyz\n", [(4, 5, ""), (2, 3, "w")], "2 + wy"),
        ("a\nx\ty\n", [(5, 5, "z")], "2 + x    yz"),
        ("a\nx\x1by\n", [(4, 5, "\u202e")], r"2 + x\x1b\u202e"),
        ("a\nxyz\n", [(2, 5, "")], None),  # nothing is left
        ("a\nxyz\n", [(2, 5, "xyz")], None),
        ("a\nxyz\n", [(2, 3, "1\n2")], None),
        ("a\nxyz\n", [(2, 6, "")], None),
        ("a\nxyz\n", [(0, 1, "b")], None),  # of another line
        ("a\nx" + "z" * 94 + "\n", [(2, 3, "yy")], None),  # too wide
        ("a\nx" + "z" * 93 + "\n", [(2, 3, "yy")], "2 + yy" + "z" * 93),
        ("a\nx" + "\u200b" * 700 + "\n", [(2, 3, "y")], None),
    ],
)
def test_the_line_with_its_fix_where_it_fits(
    text: str, edits: list[tuple[int, int, str]], shown: str | None
) -> None:
    lines = report(finding(text, text[2], fix=fix(SAFE, "Fix it", *edits)))
    assert lines[5:-1] == ([] if shown is None else [shown])


def test_a_byte_order_mark_is_in_no_line() -> None:
    lines = report(finding("xy", fix=fix(SAFE, "Remove it", (-1, 0, "")))._replace(start=-1))
    assert lines[5:-1] == []


def test_colour() -> None:
    lines = report(finding("x", "x"), color=True)
    assert lines[1] == "  \x1b[34m|\x1b[0m"
    assert lines[2] == "\x1b[34m1\x1b[0m \x1b[34m|\x1b[0m x"
    assert lines[3] == "  \x1b[34m|\x1b[0m \x1b[1;31m^\x1b[0m"
    assert "\x1b" not in "".join(report(finding("x", "x")))


DAMAGED = Template("lossy-mojibake/some", "lossy mojibake ({channel}): most likely {text}")
CHANNEL = "UTF-8 read as windows-1254"
SENTENCE = "训练很稳。策略熵与训练稳定性之间的理论与实证联系！后面还有一句。"


def damaged(
    row: int, *doubts: Doubt, text: str = SENTENCE, kind: Fix | None = None, channel: str = CHANNEL
) -> Finding:
    """A damaged line; doubts are placed in its restored text."""
    found = finding("\n" * (row - 1) + "x", "x", fix=kind, code="ENC003", name="lossy-mojibake")
    placed = tuple(doubt._replace(location=found.location) for doubt in doubts)
    message = DAMAGED(channel=channel, text=text)
    return found._replace(message=message, restored=Restored(text, channel, placed))


def doubt(at: int, posterior: float = 0.71, text: str = SENTENCE) -> Doubt:
    others = (("中", 0.27), ("丝", 0.004), ("不", 0.001))
    return Doubt(0, text[at], posterior, others, at=at)


def test_mojibake_is_one_block_a_file_and_channel() -> None:
    at = SENTENCE.index("与实证")
    safe_fix, unsafe_fix = fix(SAFE, "Restore the text"), fix(UNSAFE, "Restore the text")
    other = "UTF-8 read as GBK"
    lines = report(
        damaged(3, kind=safe_fix),
        damaged(5, kind=unsafe_fix, channel=other),
        finding("x" * 9 + "\n" * 5 + "y", "y"),
        damaged(12, doubt(at), kind=unsafe_fix),
        damaged(1234, kind=None),
    )
    assert lines[:6] == [
        f"a.md:3:1: ENC003 [*] mojibake in 3 lines ({CHANNEL})",
        "    = lossy-mojibake 3; lines 3 to 1234",
        "    = --fix restores 1 line; --fix --unsafe-fixes 1 more; 1 line can't be restored",
        "    = 1 doubtful character in 1 line:",
        " 12 | 策略熵与训练稳定性之间的理论⟦与⟧实证联系！  与 71 %  中 27 %  丝 1 %",
        "    = next: see it with --diff, then --fix; findings that the damage hides appear after "
        "that",
    ]
    assert lines[7] == f"a.md:5:1: ENC003 [!] {damaged(5, channel=other).message} (lossy-mojibake)"
    assert lines[13] == "a.md:6:1: URL002 it is wrong (trailing-punctuation)"


@pytest.mark.parametrize("width", [20, 40, 60, 100])
@pytest.mark.parametrize("filler", ["论", "x", "e\u0301", "\x1b", "，"])
def test_a_doubtful_character_is_always_inside_its_excerpt(width: int, filler: str) -> None:
    for before in (0, 1, 30, 199, 200, 201, 5000):
        for after in (0, 1, 30, 200, 5000):
            text = f"{filler * before}与{filler * after}"
            found = damaged(7, doubt(before * len(filler), text=text), text=text)
            (line,) = [line for line in report(found, width=width) if "⟦" in line]
            assert line.count("⟦与⟧") == 1
            assert "\x1b" not in line
            assert width < 60 or display_width(line) <= width


def test_a_character_that_is_not_where_it_is_said_to_be_has_no_excerpt() -> None:
    found = damaged(7, doubt(0)._replace(at=5))
    assert "  7 | ⟦训⟧  训 71 %  中 27 %  丝 1 %" in report(found)


def test_of_many_doubtful_characters_the_least_certain_are_shown() -> None:
    many = [damaged(row, doubt(1, 0.5 + row / 100)) for row in range(30, 0, -1)]
    many.sort(key=lambda found: found.location.row)
    lines = report(*many)
    assert "    = 30 doubtful characters in 30 lines, the least certain of them:" in lines
    shown = [line[:3] for line in lines if "⟦" in line]
    assert shown == [f"{row:3}" for row in range(1, 11)]
    assert "    = … and 20 more; --no-limit" in lines
    everything = reporter("full").lines(run(many)._replace(limited=False))
    assert sum("⟦" in line for line in everything) == 30


@pytest.mark.parametrize(("count", "shown"), [(5, 5), (6, 6), (7, 5), (133, 5)])
def test_findings_that_say_the_same_are_counted(count: int, shown: int) -> None:
    found = [finding("x") for _ in range(count)] + [finding("x", code="URL005", name="other")]
    lines = report(*found)
    heads = [line for line in lines if line.startswith("a.md:1:1: URL002")]
    assert len(heads) == shown
    counted = [line for line in lines if line.startswith("…")]
    left = f"… and {count - shown} more of URL002 trailing-punctuation in a.md; --no-limit"
    assert counted == ([left] if count > shown else [])
    assert any(line.startswith("a.md:1:1: URL005") for line in lines)
    everything = list(reporter("full").lines(run(found)._replace(limited=False)))
    assert sum(line.startswith("a.md:1:1: URL002") for line in everything) == count


def test_many_findings_end_with_statistics_and_a_proposal() -> None:
    found = [finding("x", fix=fix(SAFE, "Fix it")) for _ in range(201)]
    assert report(*found)[-4:] == [
        "   201  URL002 [*] trailing-punctuation",
        "",
        "First: 'digestlint check --fix' fixes 201 findings; '--diff' shows how",
        "",
    ]
    assert not [line for line in report(*found[1:]) if line.startswith("First")]
    quiet = reporter("full").lines(run(found)._replace(totals=False))
    assert not [line for line in quiet if line.startswith("First")]


def test_suggestions_are_shown_in_the_sentence_around_the_finding() -> None:
    text = "在三个基准上提升了百�点，效果很好。后面还有一句。"
    found = finding(text, "�", fix=fix(UNSAFE, "Write the most likely text"))
    at = text.index("�")
    placed = Doubt(at, "分", 0.93, (("十", 0.04), ("余", 0.01)), found.location, at=0)
    restored = Restored("分", "bytes lost", (placed,), (text[:at], text[at + 1 :]))
    assert report(found._replace(restored=restored))[4:] == [
        "  = unsafe fix: Write the most likely text",
        "    = 1 doubtful character in 1 line:",
        "  1 | 在三个基准上提升了百⟦分⟧点，效果很好。  分 93 %  十 4 %  余 1 %",
        "",
    ]
