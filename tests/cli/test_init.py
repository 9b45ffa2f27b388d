"""``digestlint init``: what is found, what is proposed, and that nothing else is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digestlint.cli.found_digests import FoundDigest, FoundDigests
from digestlint.cli.proposals import REVISION, configuration, hook
from digestlint.project.config.toml import read_toml
from tests.cli.conftest import Run
from tests.cli.test_schema_infer import write
from tests.frames import DAILY_HEAD, SECTIONS, survey
from tests.places import ROOT

HOOKS = ".pre-commit-config.yaml"
OTHER = "repos:\n  - repo: https://example.org/hooks\n    rev: v1\n    hooks:\n      - id: other\n"


def digests(folder: Path, count: int = 2) -> None:
    (folder / "surveys").mkdir()
    for number in range(count):
        text = survey(*SECTIONS).replace("**A**", f"**A {number}**")
        (folder / "surveys" / f"s{number:03}.md").write_text(text, encoding="utf-8")
    (folder / "surveys" / "s000.bib").write_text("@article{a, title={A}}\n")
    (folder / "surveys" / "rest.bib").write_text("@article{a, title={B}}\n")
    (folder / "day.md").write_text(DAILY_HEAD + "It is fast.\n", encoding="utf-8")
    (folder / "README.md").write_text("# Read me\n\nHello.\n", encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_nothing_is_written_without_yes(cli: Run, tmp_path: Path) -> None:
    digests(tmp_path)
    before = files(tmp_path)
    done = cli("init")
    assert (done.returncode, done.stderr) == (0, "")
    assert files(tmp_path) == before
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "3 of 4 Markdown files are digests:",
        "  survey: surveys/s000.md, surveys/s001.md",
        "  daily: day.md",
        "  surveys/s000.md has the bibliography s000.bib",
    ]
    assert lines[4].startswith("  of no digest: surveys/rest.bib; ")
    assert '+files = ["/surveys/*.md"]' in lines
    assert "+- repo: https://github.com/digestlint/digestlint" in lines
    assert lines[-1].endswith("digestlint init --yes")


def test_what_is_written_is_used(cli: Run, tmp_path: Path) -> None:
    digests(tmp_path)
    done = cli("init", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == [
        "Written: digestlint.toml, .pre-commit-config.yaml",
        "Next: digestlint check --fix; git diff; pre-commit install",
    ]
    lost = tmp_path / "surveys" / "lost.md"
    lost.write_text("# Something else\n", encoding="utf-8")
    shown = cli("config", str(lost)).stdout
    assert 'schema = "survey"' in shown
    command = [sys.executable, "-m", "pre_commit", "validate-config", HOOKS]
    subprocess.run(command, cwd=tmp_path, check=True)
    again = cli("init", "--yes")
    assert again.stdout.endswith("Configuration and hook are there. Next: digestlint check\n")


def test_a_configuration_that_is_there_stays(cli: Run, tmp_path: Path) -> None:
    digests(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.digestlint]\n")
    (tmp_path / HOOKS).write_text(OTHER)
    done = cli("init", "--yes")
    assert "Written: .pre-commit-config.yaml\n" in done.stdout
    assert not (tmp_path / "digestlint.toml").exists()
    added = (tmp_path / HOOKS).read_text()
    assert added.startswith(OTHER)
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", HOOKS], cwd=tmp_path, check=True
    )


def test_no_digests(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Read me\n\nHello.\n")
    before = files(tmp_path)
    done = cli("init", "--yes")
    assert done.returncode == 0
    assert done.stdout.startswith("No digests among 1 Markdown file, ")
    assert "digestlint schema infer" in done.stdout
    assert files(tmp_path) == before


def test_schemas_of_the_configuration_count(cli: Run, tmp_path: Path) -> None:
    write(tmp_path)
    proposed = cli("schema", "infer", "days").stdout
    (tmp_path / "digestlint.toml").write_text(proposed, encoding="utf-8")
    assert "  days: days/2025-03-01.md" in cli("init").stdout


def test_elsewhere_than_in_a_repository(cli: Run, tmp_path: Path) -> None:
    (tmp_path / ".git").rmdir()
    done = cli("init")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not in a Git repository; 'git init' makes one" in done.stderr


def test_a_folder_below_is_the_same(cli: Run, tmp_path: Path) -> None:
    digests(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "digestlint", "init"],
        cwd=tmp_path / "surveys",
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == cli("init").stdout


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
@pytest.mark.parametrize("name", [HOOKS, "digestlint.toml"])
def test_links_that_lead_outside(name: str, cli: Run, tmp_path: Path) -> None:
    """Neither read nor written, be there a file or not."""
    digests(tmp_path)
    for target, content in (("there", OTHER), ("missing", None)):
        outside = tmp_path.parent / f"{tmp_path.name}-{target}"
        if content is not None:
            outside.write_text(content)
        (tmp_path / name).unlink(missing_ok=True)
        (tmp_path / name).symlink_to(outside)
        done = cli("init", "--yes")
        assert "example.org" not in done.stdout
        assert outside.exists() is (content is not None)
        assert content is None or outside.read_text() == content
        outside.unlink(missing_ok=True)


@pytest.mark.skipif(os.name != "posix", reason="names that Windows does not have")
@pytest.mark.parametrize("name", ["::error::x", "\x1b]0;owned\x07", "##[error]x"])
def test_names_begin_no_line_and_hold_no_controls(name: str, cli: Run, tmp_path: Path) -> None:
    text = survey(*SECTIONS)
    for folder in (tmp_path, tmp_path / name):
        folder.mkdir(exist_ok=True)
        for number in range(2):
            (folder / f"{name}{number}.md").write_text(text, encoding="utf-8")
    output = cli("init").stdout
    assert "\x1b" not in output and "\x07" not in output
    assert not any(line.startswith(("::", "##[")) for line in output.splitlines())
    assert cli("init", "--yes").returncode == 0
    read_toml((tmp_path / "digestlint.toml").read_text(encoding="utf-8"))


def test_a_large_folder_is_sampled(cli: Run, tmp_path: Path) -> None:
    digests(tmp_path, 40)
    lines = cli("init").stdout.splitlines()
    assert lines[0] == "31 of 32 Markdown files are digests:"
    assert lines[1] == "  (42 in all; of folders with many files, some are read)"
    assert '+files = ["/surveys/*.md"]' in lines


@pytest.mark.parametrize(
    ("old", "appended"),
    [
        (None, ""),
        ("", ""),
        (OTHER, "  "),
        (OTHER.rstrip("\n"), "  "),
        ("default_stages: [pre-commit]\n" + OTHER.replace("\n  ", "\n"), ""),
        ("# comment: x\n" + OTHER, "  "),
    ],
)
def test_the_hook_is_appended(old: str | None, appended: str) -> None:
    new = hook(old)
    assert new is not None
    assert new.startswith(old or "")
    assert f"\n{appended}- repo: https://github.com/digestlint/digestlint\n" in new
    assert f"\n{appended}  rev: {REVISION}\n" in new
    assert hook(new) == new


@pytest.mark.parametrize(
    "old",
    [
        "repos: []\n",
        OTHER + "ci:\n  autofix_prs: false\n",
        "- repo: x\n",
        OTHER.replace("    rev", "\t rev"),
        OTHER + "- repo: local\n  hooks: []\n",
        "repos:\n# none yet\n",
    ],
)
def test_what_a_person_has_to_edit(old: str) -> None:
    assert hook(old) is None


def test_the_revision_is_that_of_the_readme() -> None:
    assert f"rev: {REVISION}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_folder_of_two_kinds_is_not_named() -> None:
    from pathlib import PurePosixPath as Path

    def found(*schemas: str | None) -> FoundDigests:
        read = [FoundDigest(Path(f"a[b]/{n}.md"), s, None) for n, s in enumerate(schemas)]
        return FoundDigests(read, {Path("a[b]"): len(read)})

    assert configuration(found("survey", "daily")) is None
    assert configuration(found("survey", None)) is None
    assert configuration(found("survey")) is None
    text = configuration(found("survey", "survey"))
    assert text is not None
    (entry,) = read_toml(text)["per-file"]
    assert entry == {"files": ["/a\\[b]/*.md"], "schema": "survey"}
