"""What a person decided is certain; what no candidate is, or fits nothing, changes nothing."""

from __future__ import annotations

from digestlint.core.decisions import Decision
from digestlint.core.finding import Applicability
from digestlint.core.selectors import expand
from digestlint.core.settings import Settings
from digestlint.document.document import Document, open_document
from digestlint.lint.linter import lint
from digestlint.text.codec import decode
from tests.review.pages import damaged

TEXT = "我们提出了新的方法，与以前的方法不同。\n"
ALL_DOUBTFUL = {"lossy-mojibake": {"restore-confidence": 1.0}}


def opened(*decisions: Decision, text: str = TEXT) -> Document:
    from pathlib import PurePath

    settings = Settings(expand(["ENC"]), schema="none", rules=ALL_DOUBTFUL, decisions=decisions)
    return open_document(decode(damaged(text).encode()), PurePath("a.md"), settings, ())


def everything_decided(document: Document, **instead: str) -> list[Decision]:
    """A decision for each damaged character of a document, as if a person had typed the text."""
    found = document.filled.restoration
    whole = found.source
    return [
        Decision(
            found.source[run.bounds[index] : run.bounds[index + 1]],
            whole[max(run.bounds[index] - 12, 0) : run.bounds[index]],
            whole[run.bounds[index + 1] : run.bounds[index + 1] + 12].rstrip("\n"),
            instead.get(TEXT[run.restored_start + index], TEXT[run.restored_start + index]),
        )
        for run in found.runs
        for index in run.damaged
    ]


def test_decided_characters_make_the_fix_of_a_line_safe() -> None:
    before = opened()
    (finding,) = lint(before)
    assert finding.fix and finding.fix.applicability is Applicability.UNSAFE
    document = opened(*everything_decided(before))
    (finding,) = lint(document)
    assert finding.fix and finding.fix.applicability is Applicability.SAFE
    assert document.text == TEXT


def test_another_character_than_the_likeliest_may_be_decided() -> None:
    decisions = everything_decided(opened(), 与="中", 不="中")
    document = opened(*decisions)
    assert document.text == TEXT.replace("与", "中").replace("不", "中")


def test_one_undecided_character_leaves_the_line_unsafe() -> None:
    decisions = everything_decided(opened())
    (finding,) = lint(opened(*decisions[1:]))
    assert finding.fix and finding.fix.applicability is Applicability.UNSAFE
    assert finding.restored and len(finding.restored.doubtful) == 1


def test_what_would_not_lead_back_to_the_file_is_not_written() -> None:
    before = opened()
    decisions = [decision._replace(chosen="猫") for decision in everything_decided(before)]
    assert opened(*decisions).filled.restoration.text == before.filled.restoration.text


def test_decisions_about_other_text_change_nothing() -> None:
    before = opened()
    decisions = [decision._replace(before="no such") for decision in everything_decided(before)]
    (finding,) = lint(opened(*decisions))
    assert finding.fix and finding.fix.applicability is Applicability.UNSAFE
