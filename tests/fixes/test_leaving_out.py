"""Fixes that do harm, or undo each other, do not keep others from being made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.document.document import Document
from digestlint.lint import linter
from digestlint.lint.registry import Rule, all_rules
from tests.support import message

CHECK = Callable[[Document], Iterator[Finding]]
INSECURE = "See [a paper](http://arxiv.org/abs/2510.00001).\n\n"
SECURE = INSECURE.replace("http:", "https:")
DEFECT = "this is a defect of digestlint, please report it"


class Made:
    """A rule of the tests."""

    def __init__(self, check: CHECK) -> None:
        self.check = check


def replacing(old: str, new: str, *, safe: bool = True) -> CHECK:
    def check(document: Document) -> Iterator[Finding]:
        at = document.text.find(old)
        make = Fix.safe if safe else Fix.unsafe
        while at >= 0:
            end = at + len(old)
            yield Finding(
                at, end, message(f"{old!r} found"), make(message("Replace it"), Edit(at, end, new))
            )
            at = document.text.find(old, end)

    return check


def opening_fence(document: Document) -> Iterator[Finding]:
    at = document.text.find("harm")
    while at >= 0:
        behind = document.text.find("\n", at) + 1
        fix = Fix.safe(message("Open a fence"), Edit(behind, behind, "\n```\n"))
        yield Finding(at, at + 4, message("harm"), fix)
        at = document.text.find("harm", behind)


Run = Callable[..., tuple[int, str, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Fixes a text with two rules of the tests among others: status, text, stdout, stderr."""

    def run(text: str, first: CHECK, second: CHECK, *options: str) -> tuple[int, str, str, str]:
        made = {"TXT001": Made(first), "URL002": Made(second)}

        def load(code: str) -> Callable[[], Made]:
            return lambda: made[code]

        rules = tuple(
            Rule(
                rule.info._replace(prefilter=(), requires="anything", fixes=tuple(Applicability)),
                load(rule.code),
            )
            if rule.code in made
            else rule
            for rule in all_rules()
        )
        monkeypatch.setattr(linter, "all_rules", lambda: rules)
        path = tmp_path / "a.md"
        path.write_text(text, encoding="utf-8", newline="")
        monkeypatch.chdir(tmp_path)
        status = main(["check", "--no-cache", "--jobs", "1", "--fix", *options, "a.md"])
        out, err = capsys.readouterr()
        return status, path.read_bytes().decode(), out, err

    return run


nothing = replacing("\0", "")


@pytest.mark.parametrize("count", [1, 3, 400])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_harmful_fixes(count: int, newline: str, run: Run) -> None:
    text = (f"harm\n\n{INSECURE}Text.\n\n" + INSECURE * 3) * count
    status, fixed, out, err = run(text.replace("\n", newline), opening_fence, nothing)
    assert fixed == text.replace("http:", "https:").replace("\n", newline)
    assert status == 2
    where = {1: "at line 1", 3: "at lines 1, 13 and 25", 400: "at lines 1, 13, 25 and 397 more"}
    assert err == (
        f"digestlint: a.md: the fixes of TXT001 would change more than their findings name, "
        f"{where[count]}, so they were left out; {DEFECT}; --ignore TXT001 gets you past it\n"
    )
    assert f"Fixed {4 * count:,} finding" in out
    assert f"{count} finding{'s' * (count > 1)} left in 1 file" in out
    assert "TXT001" in out
    assert "fix: " not in out


def test_in_json_the_finding_has_no_fix(run: Run) -> None:
    *_, out, _ = run(
        f"harm\n\nText.\n\n{INSECURE}", opening_fence, nothing, "--output-format", "json"
    )
    assert [(found["code"], found["fix"]) for found in json.loads(out)] == [("TXT001", None)]


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("around", ["", "Text.\n\n" * 50])
def test_fixes_that_undo_each_other(unsafe: bool, around: str, run: Run) -> None:
    """Their text stays as it was."""
    there, back = replacing("to", "fro"), replacing("fro", "to", safe=not unsafe)
    text = f"{around}to\n\n{INSECURE}{around}"
    options = ["--unsafe-fixes"] if unsafe else []
    status, fixed, out, err = run(text, there, back, *options)
    assert fixed == f"{around}to\n\n{SECURE}{around}"
    assert status == 2
    assert "the fixes of TXT001, URL002 keep undoing each other, at line" in err
    assert f"so they were left out; {DEFECT}; --ignore TXT001,URL002 gets you past it" in err
    assert "Fixed" in out


def test_elsewhere_these_rules_make_their_fixes(run: Run) -> None:
    def there(document: Document) -> Iterator[Finding]:
        yield from replacing("to", "fro")(document)
        yield from replacing("one", "1")(document)

    status, fixed, _, err = run(f"one\n\nto\n\n{INSECURE}one\n", there, replacing("fro", "to"))
    assert fixed == f"1\n\nto\n\n{SECURE}1\n"
    assert status == 2
    assert "at line 3, so" in err


def test_both_at_once(run: Run) -> None:
    def first(document: Document) -> Iterator[Finding]:
        yield from opening_fence(document)
        yield from replacing("to", "fro")(document)

    status, fixed, _, err = run(f"harm\n\nText.\n\nto\n\n{INSECURE}", first, replacing("fro", "to"))
    assert fixed == f"harm\n\nText.\n\nto\n\n{SECURE}"
    assert status == 2
    assert (
        "the fixes of TXT001 would change more than their findings name, at line 1; the fixes of"
        in err
    )
    assert "TXT001, URL002 keep undoing each other, at line 5, so they were left out" in err


def test_fixes_without_end_are_left_out_everywhere(run: Run) -> None:
    def more(document: Document) -> Iterator[Finding]:
        yield Finding(
            0, 1, message("not long enough"), Fix.safe(message("Add to it"), Edit(0, 0, "a"))
        )

    status, fixed, _, err = run(f"Text.\n\n{INSECURE}", more, nothing)
    assert fixed == f"Text.\n\n{SECURE}"
    assert status == 2
    assert "the fixes of TXT001 keep undoing each other, so they were left out" in err


def test_another_run_finds_nothing_more_to_fix(run: Run) -> None:
    _, once, _, first = run(f"harm\n\nText.\n\n{INSECURE}", opening_fence, nothing)
    _, twice, _, second = run(once, opening_fence, nothing)
    assert (once, first) == (twice, second)
