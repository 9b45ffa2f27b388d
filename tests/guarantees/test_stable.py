"""Promises 1 and 2 on generated digests: nothing lost, and the same result whatever the order."""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from fixtures.damage.encoding import misread_lossily
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from digestlint.cli import main
from digestlint.core.finding import Finding
from digestlint.fixes.fixer import Text, apply
from digestlint.fixes.verifier import _row
from digestlint.lint import linter
from digestlint.lint.registry import all_rules
from digestlint.project.config import load_config
from digestlint.run.task import Task
from digestlint.text.codec import encode
from tests.guarantees.generated_digests import digests
from tests.support import diagnose, open_text, run_file, run_fix

slow = settings(
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)


def as_written(text: Text) -> str:
    return encode(text.text, text.bom).decode("utf-8", "surrogateescape")


@settings(slow, max_examples=500)
@given(text=digests(), unsafe=st.booleans())
def test_fixing_again_changes_nothing(text: str, unsafe: bool) -> None:
    """And the rounds end, no rule fails, and ``fix`` verifies each of them."""
    once = run_fix(text, unsafe=unsafe)
    again = run_fix(as_written(once.text), unsafe=unsafe)
    assert again.text == once.text
    assert again.applied == []
    assert again.remaining == once.remaining


@settings(slow, max_examples=100)
@given(text=digests(), fence=st.sampled_from(["```", "```markdown", "~~~text", "````md"]))
def test_whole_digests_come_out_of_their_fence(text: str, fence: str) -> None:
    """Whatever is in it, fixing ends, and a digest that stays in its fence is not clean."""
    end = fence.rstrip("abcdefghijklmnopqrstuvwxyz")
    once = run_fix(f"{fence}\n{text}\n{end}\n")
    assert run_fix(as_written(once.text)).applied == []
    if once.text.text.startswith(fence) and open_text(text).digest:
        assert list(once.remaining) != []


# Lines with lost characters: of some each is sure, of some few are; some are known by others only.
DAMAGED = [
    misread_lossily(line)
    for line in (
        "本文提出了一种新的方法，实验结果表明该方法在多个数据集上优于现有方法。",
        "- **动机**：与不少中文论文一样，本文提出了一种新的方法。",
        "降",
        "分解 - 组合 × 2",
        "## 论文解读",
    )
]


@settings(slow, max_examples=100)
@given(text=digests(), damaged=st.lists(st.sampled_from(DAMAGED), min_size=1, max_size=4))
def test_safe_fixes_may_come_first(text: str, damaged: list[str]) -> None:
    """Unsafe fixes make the same file of it, in the same run or in a later one."""
    text += "\n".join(["", *damaged, ""])
    first = run_fix(text, unsafe=False)
    later = run_fix(as_written(first.text), unsafe=True)
    assert later.text == run_fix(text, unsafe=True).text


@settings(slow, max_examples=150)
@given(text=digests(), data=st.data())
def test_any_fixes_may_be_applied_without_the_others(text: str, data: st.DataObject) -> None:
    """Each rule alone leaves a file that it has nothing more to do in."""
    found = [d for d in diagnose(text) if d.fix]
    if not found:
        return
    code = data.draw(st.sampled_from(sorted({d.code for d in found})))
    once = run_fix(text, code)
    assert run_fix(as_written(once.text), code).applied == []


@pytest.mark.slow
@settings(slow, max_examples=150)
@given(text=digests(), seed=st.integers(0, 999))
def test_the_order_of_findings_does_not_matter(text: str, seed: int) -> None:
    source = Text(text.removeprefix("\ufeff"), text.startswith("\ufeff"))
    found = [d for d in diagnose(text) if d.fix and not _contested(d, diagnose(text))]
    shuffled = random.Random(seed).sample(found, len(found))
    assert apply(source, shuffled, unsafe=True)[0] == apply(source, found, unsafe=True)[0]


def _contested(finding: Finding, others: list[Finding]) -> bool:
    """Whether a fix touches another one, so that the one that comes first goes first."""
    assert finding.fix
    return any(
        edit.start <= other_edit.end and other_edit.start <= edit.end
        for other in others
        if other is not finding and other.fix and other != finding
        for edit in finding.fix.edits
        for other_edit in other.fix.edits
    )


@pytest.mark.slow
@settings(slow, max_examples=100)
@given(text=digests(), seed=st.integers(0, 999))
def test_the_order_of_rules_does_not_matter(text: str, seed: int) -> None:
    expected = run_fix(text)
    rules = list(all_rules())
    random.Random(seed).shuffle(rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linter, "all_rules", lambda: tuple(rules))
        assert run_fix(text)[:-1] == expected[:-1]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_a_refusal_names_the_row(ending: bytes) -> None:
    data = ending.join([b"a", b"", b"b"])
    assert [_row(data, at) for at in (0, data.index(b"b"))] == [1, 3]


@pytest.mark.slow
def test_the_order_of_files_and_the_number_of_workers_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts: list[str] = []

    @settings(slow, max_examples=40)
    @given(digests())
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    names = [f"{number}.md" for number in range(len(texts))]
    outcomes = []
    for jobs, order in (("1", 1), ("1", -1), ("2", 1), ("3", -1)):
        folder = tmp_path / f"{jobs}{order}"
        folder.mkdir()
        for name, text in zip(names, texts, strict=True):
            (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
        monkeypatch.chdir(folder)
        main(["check", "--fix", "--unsafe-fixes", "--jobs", jobs, "--quiet", *names[::order]])
        shown = sorted(capsys.readouterr().out.splitlines())
        outcomes.append((shown, [(folder / name).read_bytes() for name in names]))
    assert outcomes[0][0]
    assert all(outcome == outcomes[0] for outcome in outcomes)


class Editing(RuleBasedStateMachine):
    """An author who edits, fixes and commits in any order."""

    lines = digests().map(lambda text: text.splitlines(keepends=True)[-3:])

    @initialize(text=digests())
    def begin(self, text: str) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "digest.md"
        self.git("init", "-q")
        self.write(text.encode("utf-8", "surrogateescape"))
        self.path.chmod(0o640)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def git(self, *arguments: str) -> bytes:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false")
        done = subprocess.run(
            ["git", *who, *arguments], cwd=self.folder, capture_output=True, check=True
        )
        return done.stdout

    def write(self, data: bytes) -> None:
        self.path.write_bytes(data)
        self.fixed = False

    @rule(added=lines, at=st.integers(0, 60))
    def insert(self, added: list[str], at: int) -> None:
        lines = self.path.read_bytes().splitlines(keepends=True)
        lines[at:at] = [line.encode("utf-8", "surrogateescape") for line in added]
        self.write(b"".join(lines))

    @rule(at=st.integers(0, 60), count=st.integers(1, 5))
    def delete(self, at: int, count: int) -> None:
        lines = self.path.read_bytes().splitlines(keepends=True)
        del lines[at : at + count]
        self.write(b"".join(lines))

    @rule()
    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "digest")

    @rule()
    def fix(self) -> None:
        before = self.path.read_bytes()
        result = run_file(Task(self.path, load_config(None), fix=True, unsafe=True))
        assert result.problem is None
        assert (result.old, result.new) == (before, self.path.read_bytes())
        assert bool(result.applied) == (result.old != result.new)
        self.fixed = True

    @precondition(lambda self: self.fixed)
    @rule()
    def fix_again(self) -> None:
        inode = self.path.stat().st_ino
        result = run_file(Task(self.path, load_config(None), fix=True, unsafe=True))
        assert (result.problem, list(result.applied)) == (None, [])
        assert self.path.stat().st_ino == inode

    @invariant()
    def nothing_else_is_there(self) -> None:
        assert sorted(path.name for path in self.folder.iterdir()) == [".git", "digest.md"]
        assert self.path.stat().st_mode & 0o777 == 0o640


def test_editing_fixing_committing() -> None:
    run_state_machine_as_test(
        Editing, settings=settings(slow, max_examples=25, stateful_step_count=15)
    )
