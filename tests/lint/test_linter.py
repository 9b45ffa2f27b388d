"""From the findings of rules to places in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import pytest
from fixtures.damage.encoding import misread, misread_lossily

from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.core.settings import Settings
from digestlint.digest.headings import is_placeholder
from digestlint.document.document import Document
from digestlint.lint import linter
from digestlint.lint.linter import RuleCrashedError, lint, lint_fixes
from digestlint.lint.registry import Rule
from tests.support import diagnose, fixed, message, open_text, see

if TYPE_CHECKING:
    from digestlint.lint.registry import RuleModule

if TYPE_CHECKING:
    from digestlint.lint.registry import RuleModule

LINE = "- 大语言模型,与其他方法的比较：见 [论文](http://arxiv.org/abs/2501.00001.)，不同之处。\n"
LOSSY = misread_lossily(LINE)
LOSSLESS = misread(LINE, "cp1254")

Lint = Callable[..., list[Finding]]


def rule_of(info: RuleInfo, check: Callable[[Document], Iterator[Finding]]) -> Rule:
    return Rule(info, lambda: cast("RuleModule", SimpleNamespace(__doc__="A test.", check=check)))


@pytest.fixture
def lint_with(monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Lint a text with one rule that finds what it is told to."""

    def run(text: str, *found: Finding, info: RuleInfo | None = None) -> list[Finding]:
        info = info or RuleInfo("TST001", "test-rule")
        rule = rule_of(info, lambda document: iter(found))
        monkeypatch.setattr(linter, "all_rules", lambda: (rule,))
        settings = Settings(codes=frozenset({info.code}))
        return lint(open_text(text)._replace(settings=settings))

    return run


def edit(start: int, end: int, content: str) -> Finding:
    return Finding(
        start, end, message("test"), Fix.safe(message("Do it"), Edit(start, end, content))
    )


def test_places_map_back_character_by_character(lint_with: Lint) -> None:
    document = open_text(LOSSY)
    at = document.text.index("http")
    (found,) = lint_with(LOSSY, edit(at, at + 4, "https"))
    assert found.fix is not None
    assert LOSSY[found.start : found.end] == "http"
    assert [LOSSY[e.start : e.end] for e in found.fix.edits] == ["http"]
    other = document.text.index("他")
    (found,) = lint_with(LOSSY, Finding(other, other + 1, message("test")))
    assert LOSSY[found.start : found.end] == misread("他", "cp1254")


@pytest.mark.parametrize("line", [LOSSY, LOSSLESS], ids=["lossy", "lossless"])
@pytest.mark.parametrize(
    ("before", "length", "content", "waits"),
    [
        ("http", 4, "https", False),
        ("[", 1, "", False),
        (",", 1, "", False),  # between two mojibake characters
        ("论", 0, "**", False),
        ("论", 0, "前文", False),
        ("论", 1, "", True),
        ("文]", 2, "]", True),
        # A quotation mark beside mojibake could pass for a part of it.
        ("他", 0, "“", True),
        ("文", 0, "é", True),
        ("[", 1, "“", True),
        ("http", 0, "“", False),
    ],
)
def test_fixes_wait_where_they_touch_mojibake(
    lint_with: Lint, line: str, before: str, length: int, content: str, waits: bool
) -> None:
    at = open_text(line).text.index(before)
    (found,) = lint_with(line, edit(at, at + length, content))
    assert (found.deferred, found.fix is None) == (waits, waits)


def test_a_fix_waits_as_a_whole(lint_with: Lint) -> None:
    text = open_text(LOSSY).text
    one, other = text.index("http"), text.index("论")
    fix = Fix.safe(message("Do it"), Edit(one, one + 4, "https"), Edit(other, other + 1, ""))
    (found,) = lint_with(LOSSY, Finding(one, one + 4, message("test"), fix))
    assert (found.fix, found.deferred) == (None, True)


@pytest.mark.parametrize(
    ("text", "finding", "waits"),
    [
        ("caf\udce9 x\n", edit(3, 4, "e"), True),
        ("caf\udce9 x\n", edit(5, 6, "y"), False),
        ("caf\udce9 x\n", edit(0, 0, "caf\ufffd"), True),  # a copy of what stands for the byte
        ("caf\ufffd x\n", edit(0, 0, "caf\ufffd"), False),
    ],
)
def test_undecodable_bytes_are_not_touched(
    lint_with: Lint, text: str, finding: Finding, waits: bool
) -> None:
    (found,) = lint_with(text, finding)
    assert found.deferred == waits


SURE = {"lossy-mojibake": {"restore-confidence": 0}}  # whatever was chosen
GUESSED = {"lossy-mojibake": {"restore-confidence": 1}}
Content = Callable[[Document], str]


def copy(document: Document) -> str:
    """The beginning of the line, the damaged 与 included."""
    return document.text[: document.text.index("其")]


@pytest.mark.parametrize("options", [SURE, GUESSED], ids=["sure", "guessed"])
@pytest.mark.parametrize(
    ("content", "waits"),
    [
        (copy, True),
        (lambda document: quote(copy(document)), True),
        (lambda document: document.text[:3], False),  # intact characters
        (lambda document: "与不之", False),  # the same characters, not taken from the text
        (lambda document: "", False),
    ],
)
def test_guesses_are_not_written(
    monkeypatch: pytest.MonkeyPatch,
    content: Content,
    waits: bool,
    options: dict[str, dict[str, Any]],
) -> None:
    def check(document: Document) -> Iterator[Finding]:
        yield edit(0, 0, content(document))

    rule = rule_of(RuleInfo("TST001", "test-rule"), check)
    monkeypatch.setattr(linter, "all_rules", lambda: (rule,))
    settings = Settings(codes=frozenset({"TST001"}), rules=options)
    (found,) = lint(open_text(LOSSY * 4, options=options)._replace(settings=settings))
    assert found.deferred == (waits and options is GUESSED)
    assert (found.fix is None) == found.deferred


@pytest.mark.parametrize(("options", "runs"), [(SURE, 1), (GUESSED, 2)])
def test_a_rule_runs_twice_only_for_guesses(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, dict[str, Any]], runs: int
) -> None:
    checked: list[Document] = []

    def check(document: Document) -> Iterator[Finding]:
        checked.append(document)
        yield edit(0, 0, copy(document))
        yield edit(1, 1, copy(document))

    rule = rule_of(RuleInfo("TST001", "test-rule"), check)
    monkeypatch.setattr(linter, "all_rules", lambda: (rule,))
    settings = Settings(codes=frozenset({"TST001"}), rules=options)
    lint(open_text(LOSSY * 4, options=options)._replace(settings=settings))
    assert len(checked) == runs


def test_an_entry_made_of_a_guess_waits_for_its_heading() -> None:
    toc = "# A\n\n<!-- digestlint-toc -->\n<!-- /digestlint-toc -->\n\n"
    text = toc + misread_lossily(f"## 方法与实验\n\n{LINE}")
    item = "[方法与实验](#方法与实验)"
    assert item in fixed(text, "TOC003", unsafe=False, options=SURE)
    assert fixed(text, "TOC003", unsafe=False, options=GUESSED) == text
    assert fixed(text, "TOC003", "ENC003", unsafe=False, options=GUESSED) == text
    assert item in fixed(text, "TOC003", "ENC003", options=GUESSED)


def test_rules_on_the_source_have_its_offsets(lint_with: Lint) -> None:
    info = RuleInfo("TST001", "test-rule", reads="source")
    (found,) = lint_with(LOSSY, edit(2, 4, "x"), info=info)
    assert (found.start, found.end, found.deferred) == (2, 4, False)
    assert found.fix == Fix.safe(message("Do it"), Edit(2, 4, "x"))


def test_findings_come_in_the_order_of_the_file(lint_with: Lint) -> None:
    found = lint_with("abc\n", Finding(2, 3, message("b")), Finding(0, 1, message("a")))
    assert [str(d.message) for d in found] == ["a", "b"]


def test_a_rule_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(document: Document) -> Iterator[Finding]:
        yield Finding(0, 1, message("fine"))
        raise ZeroDivisionError("by zero")

    rule = rule_of(RuleInfo("TST001", "test-rule"), check)
    monkeypatch.setattr(linter, "all_rules", lambda: (rule,))
    document = open_text("a\n")._replace(settings=Settings(codes=frozenset({"TST001"})))
    with pytest.raises(RuleCrashedError, match=r"rule TST001 failed \(ZeroDivisionError: by zero"):
        lint(document)


def test_edits_of_one_fix_must_not_overlap(lint_with: Lint) -> None:
    fix = Fix.safe(message("Do it"), Edit(0, 2, "x"), Edit(1, 3, "y"))
    with pytest.raises(RuleCrashedError, match="overlap"):
        lint_with("abcd\n", Finding(0, 3, message("test"), fix))


def test_rules_that_are_not_selected_do_not_run() -> None:
    text = "a\u200bb http://arxiv.org/abs/2501.00001\n"
    assert {d.code for d in diagnose(text, "ENC006")} == {"ENC006"}
    assert {d.code for d in diagnose(text, "ENC006", "URL005")} == {"ENC006", "URL005"}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\u200bb\nc\u200bd\n", [1, 2]),
        ("<!-- digestlint-disable-next-line ENC006 -->\na\u200bb\nc\u200bd\n", [3]),
        ("a\u200bb\n\n<!-- digestlint-disable ENC006 -->\nc\u200bd\n", [1]),
        ("a\u200bb\n\n<!-- digestlint-disable-file ENC006 -->\nc\u200bd\n", []),
    ],
)
def test_suppressed_findings_are_neither_reported_nor_fixed(text: str, rows: list[int]) -> None:
    assert [s.row for s in see(text, "ENC006")] == rows
    after = fixed(text, "ENC006").split("\n")
    for row, line in enumerate(text.split("\n"), start=1):
        assert after[row - 1] == (line.replace("\u200b", "") if row in rows else line)


def test_suppression_works_on_damaged_lines() -> None:
    text = f"<!-- digestlint-disable-next-line ENC002 URL -->\n{LOSSLESS}\n{LOSSLESS}"
    assert {(s.code, s.row) for s in see(text, "ENC002", "URL002", "URL005")} == {
        ("ENC002", 4),
        ("URL002", 4),
        ("URL005", 4),
    }


def test_what_is_intact_is_fixed_while_the_line_stays_damaged() -> None:
    after = LOSSY.replace("http://arxiv.org/abs/2501.00001.", "https://arxiv.org/abs/2501.00001")
    assert fixed(LOSSY, "URL002", "URL005", unsafe=False) == after
    assert fixed(LOSSLESS, "ENC002", "URL002", "URL005", unsafe=False) == LINE.replace(
        "http://arxiv.org/abs/2501.00001.", "https://arxiv.org/abs/2501.00001"
    )


def test_what_waits_is_fixed_after_the_restoration() -> None:
    line = misread("他们说``引用''是对的，也是可以的\n", "cp1254")
    assert [d.deferred for d in diagnose(line, "TEX001")] == [True]
    assert fixed(line, "TEX001") == line
    assert fixed(line, "TEX001", "ENC002") == "他们说“引用”是对的，也是可以的\n"


def test_columns_count_characters_of_the_file() -> None:
    document = open_text(b"\xef\xbb\xbfcaf\xe9 \xe4\xb8\xad a\xe2\x80\x8bb\r\n", "ENC006")
    (found,) = lint(document)
    assert document.lines_of_source.position(found.start) == (1, 9)


def test_messages_show_unknown_characters_as_boxes(lint_with: Lint) -> None:
    text = misread_lossily("ይህ ጽሑፍ ስለ ትልቅ የቋንቋ ሞዴል አዲስ የመማር ዘዴ ያስረዳል።\n" * 6)
    runs = open_text(text).restoration.runs
    damaged = next(run for run in runs if any(map(is_placeholder, run.text)))
    named = Template("test/named", "'{text}'")(text=damaged.text)
    finding = Finding(0, 1, named, Fix.safe(named, Edit(0, 0, "*")))
    (finding,) = lint_with(text, finding)
    assert str(finding.message).count("□") == sum(map(is_placeholder, damaged.text)) > 0


def test_rules_without_a_wanted_fix_can_be_left_out() -> None:
    text = (
        "# A\n\n[x](http://arxiv.org/abs/2501.00001) [y](#nothing) \\textbf{z}\n\n"
        "<!-- digestlint-disable-file ENC005 -->\n"
    )
    document = open_text(text, "URL005", "ANC001", "ENC005", "TEX001", "DIG001")
    assert {d.code for d in lint(document)} == {"URL005", "ANC001", "TEX001", "DIG001"}
    safe = lint_fixes(document, [Applicability.SAFE])
    assert {d.code for d in safe} == {"URL005"}
