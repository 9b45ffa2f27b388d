"""Results of earlier checks are used where, and only where, a new check would say the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digestlint._runtime.tracing import observing
from digestlint.document.other_files import PaperElsewhere, PapersElsewhere
from digestlint.lint import linter
from digestlint.lint.results import FileResult
from digestlint.project.config import Config, Layer, load_config, parse_config
from digestlint.run import checker, rounds
from digestlint.run.cache.store import Store
from digestlint.run.task import FromOtherFiles, Task
from tests.support import message, run_file

TEXT = "# A\n\nSee <http://arxiv.org/abs/2505.15117>, [b](b.md#one), [c](c.md) and [d](#x).\n"
CLEAN = "# A\n\nText.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGESTLINT_CACHE_DIR", str(tmp_path / ".cache"))
    (tmp_path / ".git").mkdir()
    (tmp_path / "b.md").write_text("# One\n")
    (tmp_path / "a.md").write_text(TEXT)
    return tmp_path


@pytest.fixture
def task(folder: Path) -> Task:
    return Task(folder / "a.md", load_config(None), cache=True)


@pytest.fixture
def was_checked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Task], bool]:
    """Runs a task; tells whether rules ran, and that the result is as without a cache."""
    calls: list[object] = []
    lint = linter.lint

    def counting(*given: Any, **named: Any) -> Any:
        calls.append(given)
        return lint(*given, **named)

    for module in (checker, rounds):
        monkeypatch.setattr(module, "lint", counting)

    def run(task: Task) -> bool:
        before = task.path.read_bytes()
        observing.forget()  # as in another process
        expected = run_file(task._replace(cache=False))
        task.path.write_bytes(before)
        observing.forget()
        calls.clear()
        assert comparable(run_file(task)) == comparable(expected)
        return bool(calls)

    return run


def comparable(result: FileResult) -> FileResult:
    """``result`` without what only the cache knows; sequences of one kind."""
    findings = [
        f._replace(fix=f.fix._replace(edits=tuple(f.fix.edits)) if f.fix else None)
        for f in result.findings
    ]
    return result._replace(findings=findings, applied=tuple(result.applied))


WasChecked = Callable[[Task], bool]


def test_a_second_run_knows_the_result(task: Task, was_checked: WasChecked) -> None:
    assert was_checked(task)
    assert not was_checked(task)
    assert len(run_file(task).findings) == 3


def test_the_content_counts(task: Task, was_checked: WasChecked) -> None:
    was_checked(task)
    task.path.write_text(TEXT + "\n[x](#gone)\n")
    assert was_checked(task)
    task.path.write_text(TEXT)
    assert not was_checked(task)


def test_the_name_counts(task: Task, was_checked: WasChecked, folder: Path) -> None:
    """A link to `e.md` is a link to the file itself if that is called `e.md`."""
    was_checked(task)
    (folder / "e.md").write_text(TEXT)
    assert was_checked(task._replace(path=folder / "e.md"))


def test_the_folder_does_not_count(task: Task, was_checked: WasChecked, folder: Path) -> None:
    task.path.write_text(CLEAN)
    was_checked(task)
    (folder / "inner").mkdir()
    (folder / "inner" / "a.md").write_text(CLEAN)
    assert not was_checked(task._replace(path=folder / "inner" / "a.md"))


def configured(folder: Path, table: dict[str, Any]) -> Config:
    return parse_config(table, folder / "digestlint.toml")


@pytest.mark.parametrize(
    "table",
    [
        {"select": ["URL"]},
        {"ignore": ["URL005"]},
        {"anchor-style": "gitlab"},
        {"severity": {"URL": "error"}},
        {"schema": "none"},
        {"rules": {"insecure-scheme": {"hosts": ["example.org"]}}},
        {"schemas": {"own": {"match": {"headings": ["^A$"]}}}},
        {"per-file": [{"files": ["a.md"], "ignore": ["ANC"]}]},
    ],
)
def test_settings_count(
    task: Task, was_checked: WasChecked, folder: Path, table: dict[str, Any]
) -> None:
    was_checked(task)
    other = task._replace(config=configured(folder, table))
    assert was_checked(other)
    assert not was_checked(other)
    assert not was_checked(task)


def test_options_count(task: Task, was_checked: WasChecked, folder: Path) -> None:
    was_checked(task)
    layer = Layer("command line", load_config(None, {"select": ["URL"]}).table, folder)
    assert was_checked(task._replace(overrides=(layer,)))


@pytest.mark.parametrize("name", ["a.bib", "p.bib"])
def test_a_bibliography_counts(
    task: Task, was_checked: WasChecked, folder: Path, name: str
) -> None:
    task.path.write_text("# Paper List from BIB File: p.bib\n- [25/09] **A**\n\n# TLDR/Notes\n")
    assert was_checked(task)
    assert not was_checked(task)
    (folder / name).write_text("@article{a, title={A}}")
    assert was_checked(task)
    assert not was_checked(task)
    (folder / name).write_text("@article{b, title={B}}")
    assert was_checked(task)
    (folder / name).unlink()
    assert was_checked(task)


def test_a_better_bibliography_counts(task: Task, was_checked: WasChecked, folder: Path) -> None:
    """The one that the title names is taken before the one with the name of the digest."""
    task.path.write_text("# Paper List from BIB File: p.bib\n- [25/09] **A**\n\n# TLDR/Notes\n")
    (folder / "a.bib").write_text("@article{a, title={A}}")
    was_checked(task)
    (folder / "p.bib").write_text("@article{a, title={B}}")
    assert was_checked(task)


def test_a_configured_bibliography_counts(
    task: Task, was_checked: WasChecked, folder: Path
) -> None:
    (folder / "x.bib").write_text("@article{a, title={A}}")
    task = task._replace(config=configured(folder, {"bibliography": "x.bib"}))
    assert was_checked(task)
    assert not was_checked(task)
    (folder / "x.bib").write_text("@article{b,")
    assert was_checked(task)


def test_notes_of_wikilinks_count(folder: Path, was_checked: WasChecked) -> None:
    config = parse_config({"select": ["WIK"]}, folder / "digestlint.toml")
    task = Task(folder / "a.md", config, cache=True, within=folder)
    (folder / "a.md").write_text("[[b]] [[b#One]] [[c]] [[gamma]] [[d|x]]\n")
    assert was_checked(task)
    assert not was_checked(task)
    (folder / "z.md").write_text("# Another note, of which nothing was asked\n")
    assert not was_checked(task)
    changes: list[Callable[[], object]] = [
        lambda: (folder / "c.md").write_text("# C\n"),  # added
        lambda: (folder / "b.md").write_text("# Two\n"),  # changed
        lambda: (folder / "z.md").write_text("---\nalias: d\n---\n"),  # an alias
        lambda: (folder / "z.md").rename(folder / "gama.md"),  # renamed: it is the nearest now
        lambda: (folder / "c.md").unlink(),  # removed
        lambda: (folder / ".obsidian").mkdir(),
    ]
    for number, change in enumerate(changes):
        change()
        assert was_checked(task), number
        assert not was_checked(task), number


def test_linked_files_count(task: Task, was_checked: WasChecked, folder: Path) -> None:
    assert was_checked(task)
    assert not was_checked(task)
    (folder / "c.md").write_text("# C\n")
    assert was_checked(task)
    (folder / "b.md").write_text("# Two\n")
    assert was_checked(task)
    (folder / "b.md").write_text("# Two\n\nMore text.\n")
    assert not was_checked(task), "its anchors are the same"
    (folder / "b.md").unlink()
    assert was_checked(task)


def test_a_bibliography_that_cannot_be_read_is_a_problem_again(task: Task, folder: Path) -> None:
    task.path.write_text("# Paper List\n- [25/09] **A**\n\n# TLDR/Notes\n")
    assert run_file(task).problem is None
    (folder / "a.bib").write_bytes(b"x")
    os.truncate(folder / "a.bib", 33_000_000)
    observing.forget()
    assert "its bibliography can't be read" in str(run_file(task).problem)


def test_settings_of_the_run_count(task: Task, was_checked: WasChecked, folder: Path) -> None:
    """Schemas that `--config` gives, without a file or an option about rules."""
    task.path.write_text("# A\n\n## B\n\nText.\n")
    was_checked(task)
    schema = {"match": {"headings": ["^A$"]}, "notes": {"level": 2, "section-level": 3}}
    schema["notes"]["sections"] = {"c": {"heading": "C"}}  # type: ignore[index]
    other = task._replace(config=load_config(None, {"schemas": {"own": schema}}))
    assert was_checked(other)
    assert run_file(other).findings


def test_suppressed_findings_stay_suppressed(task: Task, was_checked: WasChecked) -> None:
    task.path.write_text("# A\n\n<!-- digestlint-disable-file URL005 -->\n\n" + TEXT[5:])
    was_checked(task)
    assert not was_checked(task)
    assert "URL005" not in {finding.code for finding in run_file(task).findings}


def test_what_can_be_fixed_is_fixed(task: Task, was_checked: WasChecked) -> None:
    was_checked(task)
    fixing = task._replace(fix=True)
    assert was_checked(fixing)
    assert not was_checked(fixing), "the result of fixing is known as well"
    assert not was_checked(task)
    assert "https://arxiv.org" in task.path.read_text()


def test_unsafe_fixes_are_not_forgotten(task: Task, was_checked: WasChecked) -> None:
    task.path.write_text("# A\n\nA control\x07 character.\n")
    was_checked(task._replace(fix=True))
    assert any(finding.fix for finding in run_file(task).findings)
    assert was_checked(task._replace(fix=True, unsafe=True))
    assert not was_checked(task._replace(fix=True, unsafe=True))


def test_problems_are_not_kept(task: Task, folder: Path) -> None:
    task = task._replace(config=configured(folder, {"bibliography": "gone.bib"}))
    assert run_file(task).problem
    (folder / "gone.bib").write_text("@article{a, title={A}}")
    assert run_file(task).problem is None


def test_what_other_files_of_the_run_say_is_part_of_the_question(
    task: Task, was_checked: WasChecked, folder: Path
) -> None:
    task = task._replace(config=configured(folder, {"across-files": True}))
    assert was_checked(task)
    assert not was_checked(task)
    said = FromOtherFiles(remarks={"ARC001": (message("a day is missing"),)})
    assert was_checked(task._replace(around=said))
    assert not was_checked(task._replace(around=said))
    assert not was_checked(task)
    place = PaperElsewhere("b.md", 1)
    for row in (1, 2):
        elsewhere = {7: PapersElsewhere((place._replace(row=row),))}
        assert was_checked(task._replace(around=FromOtherFiles(elsewhere)))


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0\0\0\0[]", b'{"findings":[{"code":1}]}'])
def test_a_strange_entry_is_a_miss(
    task: Task, was_checked: WasChecked, damage: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_checked(task)
    monkeypatch.setattr(Store, "read", lambda *_: damage)
    assert was_checked(task)
