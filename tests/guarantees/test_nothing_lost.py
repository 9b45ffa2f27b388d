"""Promise 1: fixes change what their findings name; whatever does more is refused."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.core.finding import BOM, Applicability, Edit, Finding, Fix
from digestlint.core.fix_list import FixList
from digestlint.document.document import Document
from digestlint.fixes.fixer import Text, apply, fix
from digestlint.fixes.verifier import Verifier
from digestlint.lint.linter import lint, lint_fixes
from digestlint.project.config import load_config
from digestlint.run import rounds
from digestlint.run.task import Task
from digestlint.text.codec import LineIndex, encode
from tests.support import message, run_file

TEXT = """\
# One

First paragraph.

Second [paragraph][x] and a note[^1].

- a
- b

> quoted

~~~
code
~~~

| a | b |
|---|---|
| c | d |

Third paragraph.
***
<!-- hidden -->
Last paragraph.

[x]: http://example.org
[^1]: A note.
"""


def alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def replacing(
    *pairs: tuple[str, str], code: str = "TST001", text: str = TEXT, named: str = ""
) -> Finding:
    """A finding at ``named``, else at its first edit; its fix replaces each first by its second."""
    edits = []
    for old, new in pairs:
        assert text.count(old) == 1
        at = text.index(old)
        # What both have in common is not edited.
        first = alike(old, new)
        rest = alike(old[first:][::-1], new[first:][::-1])
        content = new[first : len(new) - rest]
        edits.append(Edit(at + first, at + len(old) - rest, content))
    start = text.index(named) if named else edits[0].start
    end = start + len(named) if named else edits[0].end
    return Finding(
        start, end, message(""), Fix.safe(message("Fix it"), *edits), code=code, name="test"
    )


def made(*findings: Finding, text: str = TEXT, bom: bool = False) -> tuple[Text, int | None]:
    """The text that the fixes make, and the row of the harm that they do."""
    changed, applied = apply(Text(text, bom), findings, unsafe=False)
    assert list(applied) == list(FixList(findings))
    damage = Verifier(encode(text, bom)).damage(encode(*changed), applied)
    return changed, damage


def accepted(*findings: Finding, text: str = TEXT, bom: bool = False) -> Text:
    changed, damage = made(*findings, text=text, bom=bom)
    assert damage is None
    return changed


@pytest.mark.parametrize(
    "pairs",
    [
        [("First", "The first")],
        [("Second", "*Second*")],
        [("# One", "## One")],
        # New blocks between others, and blocks that go.
        [("One\n\n", "One\n\nNew.\n\n")],
        [("> quoted\n\n", "")],
        [("Third paragraph.\n", "")],
        # Fences that a fix names may show what they hid.
        [("~~~\ncode\n~~~\n", "code\n")],
        [("~~~\ncode", "code"), ("~~~\n\n|", "\n|")],
        # A list is as loose as its items make it.
        [("- b\n", "- b\n\n- c\n")],
        # Whoever changes a definition changes what refers to it.
        [("[x]: http:", "[x]: https:")],
        [("[x]: http://example.org\n", "")],
        [("[^1]: A note.\n", "")],
        [("[^1]: A note.", "[^1]: Another.\n[^2]: Two.")],
    ],
)
def test_what_is_named_may_change(pairs: list[tuple[str, str]]) -> None:
    expected = TEXT
    for old, new in pairs:
        expected = expected.replace(old, new)
    assert accepted(replacing(*pairs)).text == expected


@pytest.mark.parametrize(
    ("named", "old", "new", "row"),
    [
        # Everything below becomes code, or a comment.
        ("# One", "One\n\n", "One\n\n```\n", 3),
        ("# One", "One\n\n", "One\n\n<!--\n", 3),
        ("quoted", "quoted\n\n", "quoted\n\n~~~\n", 5),
        # Two paragraphs become one.
        ("# One", "paragraph.\n\nSecond", "paragraph.\nSecond", 3),
        ("***", "***\n<!-- hidden -->\nLast", "Last", 20),
        # A heading, an item, a quotation or code of what was none.
        ("# One", "paragraph.\n\nSecond", "paragraph.\n===\n\nSecond", 3),
        ("# One", "One\n\nFirst", "One\n\n- First", 3),
        ("# One", "One\n\nFirst", "One\n\n> First", 3),
        ("# One", "One\n\nFirst", "One\n\n    First", 3),
        # A definition that no longer is one, or that another one shadows.
        ("quoted", "paragraph.\n\n[x]", "paragraph.\n[x]", 5),
        ("# One", "One\n\n", "One\n\n[x]: http://example.org/other\n\n", 25),
    ],
)
def test_harm_beside_the_finding_is_refused(named: str, old: str, new: str, row: int) -> None:
    assert made(replacing((old, new), named=named))[1] == row


def harmless(text: str, *findings: Finding) -> list[str]:
    """The rules whose fixes may be made."""
    fixes = FixList.of(findings)
    return [fixes[place].code for place in Verifier(text.encode()).harmless(fixes)]


def test_only_the_guilty_fix_is_left_out() -> None:
    good = replacing(("Third", "3rd"))
    bad = replacing(("One\n\n", "One\n\n```\n"), named="# One", code="TST002")
    assert harmless(TEXT, good, bad) == ["TST001"]


def test_fixes_that_do_harm_together_are_not_made_together() -> None:
    text = "a\n\n\nb\n"
    first, second = (
        Finding(0, 0, message(""), Fix.safe(message("Fix it"), edit), code=code, name="test")
        for code, edit in (("TST001", Edit(1, 2, "")), ("TST002", Edit(2, 3, "")))
    )
    before = text.encode()
    for alone in (first, second):
        assert Verifier(before).damage(b"a\n\nb\n", FixList.of([alone])) is None
    together = FixList.of([first, second])
    assert Verifier(before).damage(b"a\nb\n", together) is not None
    assert len(harmless(text, first, second)) < 2


@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize(
    "other",
    [TEXT.replace("Last", "last"), TEXT + "\n", TEXT[1:], TEXT.replace("First", "FIRST"), ""],
)
def test_bytes_that_no_edit_names_stay(other: str, bom: bool) -> None:
    """Whatever the fixer makes of the edits."""
    verifier = Verifier(encode(TEXT, bom))
    applied = FixList.of([replacing(("Third", "3rd"))])
    assert verifier.damage(encode(other.replace("Third", "3rd"), bom), applied) is not None
    assert verifier.damage(encode(TEXT.replace("Third", "3rd"), bom), applied) is None


@pytest.mark.parametrize("becomes", ["3rd", "3rdrd"])  # one of them, or each in its turn
def test_edits_that_overlap_are_refused(becomes: str) -> None:
    applied = FixList.of([replacing(("Third", "3rd")), replacing(("hird", "rd"))])
    changed = TEXT.replace("Third", becomes).encode()
    assert Verifier(TEXT.encode()).damage(changed, applied) is not None


@pytest.mark.parametrize(
    "text", ["\ufeffcaf\udce9 \n\nb\n", "\udce9\r\n\r\nb", "论\udce9文\r\rb\r", "😀 a\n\nb"]
)
def test_offsets_count_characters_of_any_text(text: str) -> None:
    assert accepted(replacing(("b", "c"), text=text), text=text, bom=True).text == text.replace(
        "b", "c"
    )
    removal = Fix(Applicability.SAFE, message("Remove the mark"), (Edit(BOM, 0, ""),))
    marked = Finding(BOM, 0, message(""), removal, code="TST001", name="test")
    assert accepted(marked, text="a\n", bom=True) == Text("a\n", False)


INSECURE = "# One\n\nSee [a paper](http://arxiv.org/abs/2510.00001).\n\nLast.\n"


def swallowing(document: Document) -> list[Finding]:
    text = document.source.text
    return [replacing(("# One\n\n", "# One\n\n```\n"), text=text, named="# One")]


def test_a_harmful_rule_is_named_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_text(INSECURE)
    monkeypatch.setattr(rounds, "lint", lambda d: [*lint(d), *swallowing(d)])
    monkeypatch.setattr(rounds, "lint_fixes", lambda d, w: [*lint_fixes(d, w), *swallowing(d)])
    result = run_file(Task(path, load_config(None), fix=True))
    assert result.problem is not None
    assert result.problem.startswith(
        "the fixes of TST001 would change more than their findings name, at"
    )
    assert "please report it; --ignore TST001" in result.problem
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--fix", "--jobs", "1", "a.md"]) == 2
    assert "TST001" in capsys.readouterr().err
    assert path.read_text() == INSECURE.replace("http:", "https:")


def test_without_harm_the_rounds_end() -> None:
    def check(text: Text) -> list[Finding]:
        return [replacing(("Third", "3rd"))] if "Third" in text.text else []

    assert fix(Text(TEXT, False), check, unsafe=False).text.text == TEXT.replace("Third", "3rd")
    outcome = fix(Text("a", False), _to_and_fro, unsafe=False)
    assert outcome.text == Text("a", False)
    assert "TST001, TST002" in (outcome.left_out.problem(LineIndex("a")) or "")


def _to_and_fro(text: Text) -> list[Finding]:
    if text.text == "a":
        return [replacing(("a", "b"), text="a")]
    return [replacing(("b", "a"), text="b", code="TST002")]
