"""Snippets for `.pre-commit-config.yaml` name a commit or a tag that exists."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from digestlint.cli import main
from tests.places import ROOT

REVISION = re.compile(r"^ +rev: (\S+)", re.MULTILINE)


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def has_history() -> bool:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        return False
    return git("rev-parse", "--is-shallow-repository").stdout.strip() == "false"


@pytest.mark.skipif(not has_history(), reason="needs Git's history")
@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "docs/hooks.md"])
def test_revisions_exist(name: str) -> None:
    revisions = REVISION.findall((ROOT / name).read_text(encoding="utf-8"))
    assert revisions
    tags = git("tag").stdout.split()
    for revision in revisions:
        is_commit = bool(re.fullmatch(r"[0-9a-f]{40}", revision))
        assert revision in tags or is_commit, "a name that moves is no revision"
        assert git("merge-base", "--is-ancestor", revision, "HEAD").returncode == 0


HOOKS = re.findall(
    r"- id: (\S+)\n(?:  (?!entry|args).*\n)*  entry: (.*)\n  args: \[(.*?)\]",
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"),
)


def test_all_hooks_are_known() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert [name for name, _, _ in HOOKS] == re.findall(r"- id: (\S+)", text)


@pytest.mark.parametrize("name", ["--config=a.md", "--exit-zero.md", "-q.md", "--ignore=URL.md"])
@pytest.mark.parametrize(
    ("entry", "options"), [hook[1:] for hook in HOOKS], ids=[h[0] for h in HOOKS]
)
def test_no_name_of_a_file_is_an_option(
    entry: str,
    options: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As pre-commit calls a hook: its entry, its arguments, the files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text('exclude = ["*"]\n')
    (tmp_path / name).write_text("# One\n\nSee [nothing](#nothing-like-it).\n")
    _, *words = shlex.split(entry)
    options_given = [option for option in options.split(", ") if option]
    code = main([*words, *options_given, name, "a.md"])
    out, err = capsys.readouterr()
    assert (code, err) in ((0, ""), (1, "")), err
    if "ANC" in entry or "--select" not in entry:
        assert "nothing-like-it" in out
