from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.project.config import Config
from digestlint.run.looking import StaleError, look
from digestlint.run.task import Task

HTTP = "# A\n\nSee <http://arxiv.org/abs/2505.15117>.\n"
DAMAGED = "\nÃƒÂ©tÃƒÂ© et dÃƒÂ©jÃƒÂ \xa0vu, schÃƒÂ¶n <http://arxiv.org/abs/1706.03762>\n"


def task(text: str, **settings: object) -> Task:
    return Task(Path("a.md"), Config.of(settings), content=text.encode(), alone=True)


def never() -> bool:
    return False


def test_a_draft_leaves_mojibake_and_what_depends_on_it_alone() -> None:
    draft = look(task(HTTP + DAMAGED), draft=True, is_stale=never)
    assert draft.draft
    assert [(each.code, each.location.row) for each in draft.findings] == [("URL005", 3)]
    whole = look(task(HTTP + DAMAGED), draft=False, is_stale=never)
    assert not whole.draft
    assert {each.code for each in whole.findings} == {"URL005", "ENC002"}
    assert whole.document is not None
    assert "été" in whole.document.text


def test_where_nothing_is_damaged_a_draft_is_all() -> None:
    found = look(task(HTTP), draft=True, is_stale=never)
    assert not found.draft
    assert [each.code for each in found.findings] == ["URL005"]


def test_a_draft_runs_no_rule_that_is_not_selected() -> None:
    found = look(task(HTTP + DAMAGED, ignore=["URL005"]), draft=True, is_stale=never)
    assert found.draft
    assert found.findings == []


def test_a_stale_look_ends() -> None:
    with pytest.raises(StaleError):
        look(task(HTTP), draft=True, is_stale=lambda: True)


def test_problems_are_sentences() -> None:
    found = look(task("\0"), draft=True, is_stale=never)
    assert found.document is None
    assert found.problem is not None
    assert "looks binary" in found.problem
