"""Fixes that do harm are left out, and only they; all others are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from digestlint.core.finding import Edit, Finding, Fix
from digestlint.fixes import sifting, verifier
from digestlint.fixes.fixer import Fixed, Text, fix
from digestlint.markdown.rendering.rendered_blocks import Rendered, rendered
from digestlint.text.codec import LineIndex
from tests.support import message

GOOD, BAD = "gud", "baad"


def finding(code: str, start: int, end: int, *edits: Edit) -> Finding:
    return Finding(
        start, end, message(""), Fix.safe(message("Fix it"), *edits), code=code, name="test"
    )


def places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def checking(
    harm: Callable[[str, int], Edit], code: str = "TST002"
) -> Callable[[Text], list[Finding]]:
    """A check: each ``gud`` becomes ``good``, and at each ``baad`` something goes wrong."""

    def check(text: Text) -> list[Finding]:
        found = [
            finding("TST001", at, at + len(GOOD), Edit(at, at + len(GOOD), "good"))
            for at in places(text.text, GOOD)
        ]
        found += [
            finding(code, at, at + len(BAD), harm(text.text, at)) for at in places(text.text, BAD)
        ]
        return sorted(found, key=lambda each: each.start)

    return check


def line_after(text: str, at: int) -> int:
    return text.find("\n", at) + 1


def opens_fence(text: str, at: int) -> Edit:
    return Edit(line_after(text, at), line_after(text, at), "\n```\n")


def opens_comment(text: str, at: int) -> Edit:
    return Edit(line_after(text, at), line_after(text, at), "\n<!--\n")


def joins_lines(text: str, at: int) -> Edit:
    return Edit(line_after(text, at), line_after(text, at) + 1, "")


def quotes(text: str, at: int) -> Edit:
    return Edit(line_after(text, at) + 1, line_after(text, at) + 1, "> ")


def problem(outcome: Fixed) -> str:
    return outcome.left_out.problem(LineIndex(outcome.text.text)) or ""


def paragraphs(bad: Sequence[int], count: int) -> str:
    return "".join(f"{BAD if n in bad else GOOD} word {n}\n\nText.\n\n" for n in range(count))


@pytest.mark.parametrize("harm", [opens_fence, opens_comment, joins_lines, quotes])
@pytest.mark.parametrize(
    ("bad", "count"),
    [
        ([0], 1),
        ([0], 2),
        ([1], 2),
        ([5], 40),
        ([39], 40),
        ([0, 39], 40),
        ([3, 4, 5], 100),
        (range(0, 100, 2), 100),
        (range(30), 30),
        ([277], 300),
        ([0, 1, 150, 298, 299], 300),
    ],
)
def test_only_the_harmful_ones_are_left_out(
    harm: Callable[[str, int], Edit], bad: Sequence[int], count: int
) -> None:
    text = paragraphs(bad, count)
    outcome = fix(Text(text, False), checking(harm), unsafe=False)
    assert outcome.text.text == text.replace(GOOD, "good")
    assert len(outcome.applied) == count - len(bad)
    assert [(d.code, d.fix) for d in outcome.remaining] == [("TST002", None)] * len(bad)
    rows = [f"{1 + 4 * n:,}" for n in bad]
    rows[3:] = [f"{len(rows) - 3:,} more"] if len(rows) > 3 else []
    where = f"at line {rows[0]}"
    if len(rows) > 1:
        where = f"at lines {', '.join(rows[:-1])} and {rows[-1]}"
    assert problem(outcome) == (
        f"the fixes of TST002 would change more than their findings name, {where}, so they were "
        f"left out; this is a defect of digestlint, please report it; --ignore TST002 gets you "
        f"past it"
    )


@pytest.mark.parametrize(
    "around",
    [
        ("", "{}\n\nText.\n\n", ""),
        ("- one\n", "- {}\n\n  Text.\n", ""),
        ("> a\n\n", "> {}\n\n> Text.\n\n", ""),
        ("| a |\n|---|\n| {} |\n\n", "{}\n\nText.\n\n", "\nThe end.\n"),
        ("```\n{}\n```\n\n", "{}\n\nText.\n\n", "~~~\n{}\n~~~\n"),
        ("# One {}\n\n", "## {}\n\nText.\n\n", "\n[x]: http://example.org\n"),
        ("\ufeff", "论文 {} 智能体\n\n文本。\n\n", ""),
        ("\udce9 {}\n\n", "{} \udce9\n\nText.\n\n", ""),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_wherever_they_are(around: tuple[str, str, str], newline: str) -> None:
    head, piece, end = around
    words = [BAD if n in (7, 20) else GOOD for n in range(60)]
    text = head.format(GOOD) + "".join(map(piece.format, words)) + end.format(GOOD)
    text = text.replace("\n", newline)
    bom = text.startswith("\ufeff")
    outcome = fix(Text(text.removeprefix("\ufeff"), bom), checking(opens_fence), unsafe=False)
    assert outcome.text.text == text.removeprefix("\ufeff").replace(GOOD, "good")
    assert {d.code for d in outcome.remaining} == {"TST002"}


def test_fixes_in_one_line() -> None:
    text = f"{GOOD} " * 300 + f"{BAD} " + f"{GOOD} " * 300 + "\n\nText.\n"
    outcome = fix(Text(text, False), checking(opens_fence), unsafe=False)
    assert outcome.text.text == text.replace(GOOD, "good")


def test_fixes_one_in_the_other() -> None:
    text = paragraphs([50], 100)

    def check(text: Text) -> list[Finding]:
        found = checking(opens_fence)(text)
        if not text.text.startswith("("):
            edits = (Edit(0, 0, "("), Edit(len(text.text), len(text.text), ")\n"))
            found.append(finding("TST003", 0, 1, *edits))
        return found

    outcome = fix(Text("> a\n\n" + text, False), check, unsafe=False)
    expected = ("> a\n\n" + text).replace(GOOD, "good")
    assert outcome.text.text in (expected, f"({expected})\n")
    assert "TST002" in problem(outcome)


def test_harm_that_no_piece_shows() -> None:
    """A definition at the top, for a reference at the end of a long file."""

    def shadows(text: str, at: int) -> Edit:
        return Edit(line_after(text, at), line_after(text, at), "\n[x]: http://example.org/other\n")

    text = paragraphs([3], 200) + "See [x].\n\n[x]: http://example.org\n"
    outcome = fix(Text(text, False), checking(shadows), unsafe=False)
    assert outcome.text.text == text.replace(GOOD, "good")
    assert "TST002 would change more than their findings name, at line 13, so" in problem(outcome)


@pytest.mark.parametrize("bad", [[777], range(0, 1000, 3)])
def test_the_work_grows_with_the_file(bad: Sequence[int], monkeypatch: pytest.MonkeyPatch) -> None:
    text = paragraphs(bad, 1000)
    seen = 0

    def counting(data: bytes) -> Rendered:
        nonlocal seen
        seen += len(data)
        return rendered(data)

    monkeypatch.setattr(verifier, "rendered", counting)
    monkeypatch.setattr(sifting, "rendered", counting)
    outcome = fix(Text(text, False), checking(opens_fence), unsafe=False)
    assert outcome.text.text == text.replace(GOOD, "good")
    assert seen < 60 * len(text)  # one after the other would be 1,000 times


def test_where_there_is_no_time_whole_rules_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sifting, "_MOST", 2)
    text = paragraphs(range(0, 40, 2), 40)
    outcome = fix(Text(text, False), checking(opens_fence), unsafe=False)
    assert outcome.text.text == text.replace(GOOD, "good")
    assert "TST002" in problem(outcome)


def test_a_rule_that_always_does_harm_makes_no_fix_any_more() -> None:
    rounds = 0

    def check(text: Text) -> list[Finding]:
        nonlocal rounds
        rounds += 1
        at = rounds * 6
        return [finding("TST001", at, at + 1, Edit(at, at, "\n```\n"))]

    text = "word\n\n" * 100
    outcome = fix(Text(text, False), check, unsafe=False)
    assert outcome.text.text == text
    assert rounds < 10
