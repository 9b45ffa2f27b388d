"""Fixes applied together, round after round."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from digestlint.core.finding import BOM, Applicability, Edit, Finding, Fix
from digestlint.fixes.fixer import Fixed, Text, apply, fix
from digestlint.text.codec import LineIndex
from tests.support import message

SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE
E = Edit


def found(
    *edits: Edit, code: str = "TST001", kind: Applicability = SAFE, last: bool = False
) -> Finding:
    return Finding(
        0, 0, message(""), Fix(kind, message("Fix it"), edits), code=code, name="test", last=last
    )


def problem(outcome: Fixed) -> str:
    return outcome.left_out.problem(LineIndex(outcome.text.text)) or ""


def applied(text: str, *findings: Finding, unsafe: bool = True, bom: bool = False) -> Text:
    return apply(Text(text, bom), findings, unsafe=unsafe)[0]


@pytest.mark.parametrize(
    ("fixes", "expected"),
    [
        ([[E(0, 1, "X")]], "Xbcdef"),
        ([[E(6, 6, "X")]], "abcdefX"),
        ([[E(0, 6, "")]], ""),
        # One fix, several edits: given in any order, adjacent, an insertion beside a removal.
        ([[E(4, 5, ""), E(0, 1, "XY")]], "XYbcdf"),
        ([[E(1, 2, "X"), E(2, 3, "Y")]], "aXYdef"),
        ([[E(2, 2, "X"), E(2, 3, "")]], "abXdef"),
        ([[E(3, 3, "X"), E(3, 3, "Y")]], "abcXYdef"),
        # Two fixes: apart, both; touching, the first one.
        ([[E(0, 1, "X")], [E(2, 3, "Y")]], "XbYdef"),
        ([[E(2, 3, "Y")], [E(0, 1, "X")]], "XbYdef"),
        ([[E(0, 2, "X")], [E(1, 3, "Y")]], "Xcdef"),
        ([[E(0, 2, "X")], [E(2, 3, "Y")]], "Xcdef"),
        ([[E(2, 3, "Y")], [E(0, 2, "X")]], "abYdef"),
        ([[E(1, 5, "X")], [E(2, 3, "Y")]], "aXf"),
        ([[E(2, 3, "Y")], [E(1, 5, "X")]], "abYdef"),
        ([[E(2, 2, "X")], [E(2, 2, "Y")]], "abXcdef"),
        ([[E(2, 2, "X")], [E(2, 3, "Y")]], "abXcdef"),
        ([[E(1, 3, "X")], [E(2, 2, "Y")]], "aXdef"),
        # All edits of a fix, or none.
        ([[E(0, 1, "X")], [E(0, 1, "Y"), E(4, 5, "Y")]], "Xbcdef"),
        ([[E(4, 5, "X"), E(0, 1, "X")], [E(2, 3, "Y")], [E(5, 6, "Z")]], "XbYdXf"),
    ],
)
def test_edits_that_touch_wait(fixes: list[list[Edit]], expected: str) -> None:
    assert applied("abcdef", *(found(*edits) for edits in fixes)) == Text(expected, False)


def test_unsafe_fixes_only_on_demand() -> None:
    fixes = found(E(0, 1, "X"), kind=UNSAFE), found(E(2, 3, "Y"))
    assert applied("abc", *fixes, unsafe=False).text == "abY"
    assert applied("abc", *fixes, unsafe=True).text == "XbY"


def test_an_unwanted_unsafe_fix_blocks_no_other_fix() -> None:
    fixes = found(E(0, 1, "X"), kind=UNSAFE), found(E(0, 1, "Y"))
    assert applied("abc", *fixes, unsafe=False).text == "Ybc"


def test_findings_without_a_fix_change_nothing() -> None:
    report = Finding(0, 1, message(""), code="TST001", name="test")
    text, applied = apply(Text("abc", True), [report], unsafe=True)
    assert (text, [*applied]) == (Text("abc", True), [])


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        ("abc", [[E(BOM, 0, "")]], Text("abc", False)),
        ("", [[E(BOM, 0, "")]], Text("", False)),
        ("abc", [[E(BOM, 0, "")], [E(1, 2, "X")]], Text("aXc", False)),
        ("abc", [[E(1, 2, "X")]], Text("aXc", True)),
        # What is at the very start touches it.
        ("abc", [[E(BOM, 0, "")], [E(0, 1, "X")]], Text("abc", False)),
        # A second mark becomes the first one.
        ("\ufeffabc", [[E(BOM, 0, "")]], Text("abc", True)),
    ],
)
def test_byte_order_mark(text: str, edits: list[list[Edit]], expected: Text) -> None:
    assert applied(text, *(found(*each) for each in edits), bom=True) == expected


def test_the_next_round_sees_the_text_as_it_would_be_read() -> None:
    assert applied("x\ufeffabc", found(E(0, 1, ""))) == Text("abc", True)
    # E4 B8 AD are the bytes of 中.
    assert applied("\udce4\x08\udcb8\udcad!", found(E(1, 2, ""))) == Text("中!", False)
    assert applied("\udce4x\udcb8", found(E(1, 2, ""))) == Text("\udce4\udcb8", False)


def test_what_the_last_rules_found_comes_last() -> None:
    last, other = found(E(0, 1, "X"), last=True), found(E(4, 5, "Y"))
    assert applied("abcdef", last, other).text == "abcdYf"
    assert applied("abcdef", last, found(E(2, 3, "Z"), last=True)).text == "XbZdef"
    unwanted = found(E(4, 5, "Y"), kind=UNSAFE)
    assert applied("abcdef", last, unwanted, unsafe=False).text == "Xbcdef"


def replacing(old: str, new: str, code: str = "TST001") -> Callable[[Text], list[Finding]]:
    """A check that replaces the first ``old``."""

    def check(text: Text) -> list[Finding]:
        at = text.text.find(old)
        return [found(E(at, at + len(old), new), code=code)] if at >= 0 else []

    return check


@pytest.mark.parametrize("bom", [False, True])
def test_rounds_go_on_until_nothing_is_found(bom: bool) -> None:
    result = fix(Text("aaab", bom), replacing("a", "x"), unsafe=False)
    assert result.text == Text("xxxb", bom)
    assert [d.code for d in result.applied] == ["TST001"] * 3
    assert result.remaining == []


def test_rounds_of_many_fixes_may_be_many() -> None:
    def check(text: Text) -> list[Finding]:  # as where not all findings fit
        places = [i for i, char in enumerate(text.text) if char == "a"]
        return [found(E(i, i + 1, "x")) for i in places[:1000]]

    result = fix(Text("ab" * 60_000, False), check, unsafe=False)
    assert result.text.text == "xb" * 60_000
    assert len(result.applied) == 60_000


def test_fixes_that_make_more_of_themselves_have_an_end() -> None:
    def check(text: Text) -> list[Finding]:
        return [found(E(i, i + 1, "aab")) for i, char in enumerate(text.text) if char == "a"]

    text = Text("ab" * 1000, False)
    outcome = fix(text, check, unsafe=False)
    assert (outcome.text, outcome.applied) == (text, [])
    assert problem(outcome) == (
        "the fixes of TST001 keep undoing each other, so they were left out; this is a defect of "
        "digestlint, please report it; --ignore TST001 gets you past it"
    )


def test_a_fix_may_uncover_another() -> None:
    def check(text: Text) -> list[Finding]:
        return replacing("ab", "c", "TST001")(text) + replacing("xcy", "z", "TST002")(text)

    result = fix(Text("xaby", False), check, unsafe=False)
    assert result.text.text == "z"
    assert [d.code for d in result.applied] == ["TST001", "TST002"]


def test_many_fixes_that_touch_need_few_rounds() -> None:
    rounds = 0

    def check(text: Text) -> list[Finding]:
        nonlocal rounds
        rounds += 1
        return [found(E(i, i + 1, "")) for i, char in enumerate(text.text) if char == "x"]

    result = fix(Text("x" * 1000 + "a", False), check, unsafe=False)
    assert (result.text.text, len(result.applied)) == ("a", 1000)
    assert rounds <= 12  # half of those that are left go in each round


def test_what_is_left_is_what_the_last_round_found() -> None:
    def check(text: Text) -> list[Finding]:
        unsafe = found(E(0, 0, "y"), code="TST002", kind=UNSAFE)
        return [*replacing("a", "x")(text), unsafe]

    result = fix(Text("ab", False), check, unsafe=False)
    assert result.text.text == "xb"
    assert [d.code for d in result.remaining] == ["TST002"]


@pytest.mark.parametrize("drafts", [None, True, False])
def test_unsafe_fixes_in_every_round(drafts: bool | None) -> None:
    def check(text: Text) -> list[Finding]:
        return [found(E(0, 1, ""), kind=UNSAFE)] if text.text.startswith("x") else []

    def draft(text: Text, unsafe: bool) -> list[Finding]:
        return check(text) if drafts and unsafe else []

    for unsafe, expected in ((True, "a"), (False, "xxa")):
        how = None if drafts is None else draft
        fixed = fix(Text("xxa", False), check, unsafe=unsafe, draft=how)
        assert fixed.text.text == expected


def test_a_byte_order_mark_is_removed_beside_other_fixes() -> None:
    def check(text: Text) -> list[Finding]:
        mark = [found(E(BOM, 0, ""), code="TST002")] if text.bom else []
        return [*mark, *replacing("b", "x")(text)]

    assert fix(Text("aab", True), check, unsafe=False).text == Text("aax", False)


def test_fixes_are_found_again_after_the_byte_order_mark_is_gone() -> None:
    """Where those that undo each other were before it was removed."""

    def check(text: Text) -> list[Finding]:
        if text.bom:
            return [found(E(BOM, 0, ""), code="TST003")]
        at = text.text.find("c")
        fix_ = Fix.safe(message(""), E(at, at + 1, "x"))
        rest = [Finding(at, at + 1, message(""), fix_, code="TST002", name="test")]
        there, back = replacing("a", "b", "TST002"), replacing("b", "a", "TST001")
        return [*(rest if "c" in text.text else []), *there(text), *back(text)]

    outcome = fix(Text("-a c", True), check, unsafe=False)
    assert outcome.text == Text("-a x", False)
    assert "the fixes of TST001, TST002 keep undoing each other, at line 1" in problem(outcome)


def test_a_fix_that_changes_nothing_ends_the_rounds() -> None:
    result = fix(Text("abc", False), replacing("a", "a"), unsafe=False)
    assert (result.text.text, result.applied) == ("abc", [])


@pytest.mark.parametrize(("old", "new"), [("a", "aa"), ("", "a")])
def test_fixes_without_end_are_left_out(old: str, new: str) -> None:
    def check(text: Text) -> list[Finding]:
        return [*replacing(old, new, "TST007")(text), *replacing("c", "x")(text)]

    outcome = fix(Text("abc", False), check, unsafe=False)
    assert outcome.text.text == "abx"
    assert [applied.code for applied in outcome.applied] == ["TST001"]
    assert [(d.code, d.fix) for d in outcome.remaining] == [("TST007", None)]
    assert "the fixes of TST007 keep undoing each other" in problem(outcome)


def test_only_what_goes_on_without_end_is_named() -> None:
    def check(text: Text) -> list[Finding]:
        code = "TST001" if len(text.text) < 20 else "TST002"
        return [found(E(0, 0, "a"), code=code)]

    outcome = fix(Text("", False), check, unsafe=False)
    assert outcome.text.text == "a" * 20
    assert "the fixes of TST002 keep" in problem(outcome)


def test_a_fix_that_brings_the_first_text_back_is_left_out_at_once() -> None:
    texts: list[str] = []

    def check(text: Text) -> list[Finding]:
        texts.append(text.text)
        return replacing(*(("a", "b") if text.text == "a" else ("b", "a")))(text)

    outcome = fix(Text("a", False), check, unsafe=False)
    assert (outcome.text.text, outcome.applied) == ("a", [])
    assert "the fixes of TST001 keep undoing each other, at line 1, so" in problem(outcome)
    assert texts == ["a", "b", "a", "a"]


def test_fixes_that_undo_each_other_are_named_as_soon_as_a_text_comes_back() -> None:
    rounds = 0

    def check(text: Text) -> list[Finding]:
        nonlocal rounds
        rounds += 1
        first = replacing("x", "y", "TST003")
        there, back = replacing("a", "b", "TST002"), replacing("b", "a", "TST001")
        return first(text) or there(text) + back(text)

    outcome = fix(Text("x a", False), check, unsafe=False)
    assert outcome.text.text == "y a"
    assert [applied.code for applied in outcome.applied] == ["TST003"]
    assert "the fixes of TST001, TST002 keep undoing each other" in problem(outcome)
    assert rounds == 6


def test_a_safe_fix_goes_before_an_unsafe_one_in_the_same_place() -> None:
    fixes = found(E(0, 2, "X"), kind=UNSAFE), found(E(1, 3, "Y"))
    assert applied("abcd", *fixes).text == "aYd"


def test_a_draft_is_asked_until_it_leads_to_nothing_more() -> None:
    asked: list[tuple[str, str]] = []
    report = Finding(0, 0, message(""), code="TST002", name="report")
    fixes = {"a": [found(E(0, 1, "b"))], "b": [found(E(0, 1, "c"))]}

    def draft(text: Text, unsafe: bool) -> list[Finding]:
        assert not unsafe
        asked.append(("draft", text.text))
        return fixes["a"] if text.text == "a" else []

    def check(text: Text) -> list[Finding]:
        asked.append(("check", text.text))
        return [report, *fixes.get(text.text, [])]

    fixed = fix(Text("a", False), check, unsafe=False, draft=draft)
    assert fixed.text == Text("c", False)
    assert fixed.remaining == [report]
    assert asked == [("draft", "a"), ("draft", "b"), ("check", "b"), ("draft", "c"), ("check", "c")]


@pytest.mark.parametrize("drafts", [True, False])
def test_unsafe_fixes_come_after_all_safe_ones(drafts: bool) -> None:
    """So that it is the same to apply the safe ones before."""

    def check(text: Text) -> list[Finding]:
        safe = [found(E(i, i + 1, "y")) for i, char in enumerate(text.text) if char == "x"]
        # What it writes depends on how much is left.
        rest = f"{len(safe)}"
        return [*safe, *([found(E(0, 1, rest), kind=UNSAFE)] if text.text[:1] == "a" else [])]

    def draft(text: Text, unsafe: bool) -> list[Finding]:
        wanted = (SAFE, UNSAFE) if unsafe else (SAFE,)
        return [d for d in check(text) if d.fix and d.fix.applicability in wanted]

    how = draft if drafts else None
    at_once = fix(Text("axbx", False), check, unsafe=True, draft=how).text
    first = fix(Text("axbx", False), check, unsafe=False, draft=how).text
    assert first.text == "ayby"
    assert at_once == fix(first, check, unsafe=True, draft=how).text
    assert at_once.text == "0yby"
