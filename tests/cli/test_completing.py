"""``digestlint completion``: real shells read the scripts, and complete with them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from digestlint.core.rule_index import RULES
from digestlint.output import FORMATS
from tests.cli.conftest import Run

# bash's own completion calls the function as this does.
ASK = """
COMP_WORDS=(digestlint "$@")
COMP_CWORD=$#
_shtab_digestlint
printf '%s\\n' "${COMPREPLY[@]}"
"""


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.fixture
def scripts(cli: Run) -> dict[str, str]:
    made = {shell: cli("completion", shell) for shell in ("bash", "zsh", "fish")}
    assert all(done.returncode == 0 and not done.stderr for done in made.values())
    return {shell: done.stdout for shell, done in made.items()}


def completed(script: str, folder: Path, *words: str) -> list[str]:
    """What bash offers for the last of ``words``."""
    done = subprocess.run(
        ["bash", "-c", script + ASK, "bash", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    "shell", [pytest.param(s, marks=needs(s)) for s in ("bash", "zsh", "fish")]
)
def test_the_shell_can_read_it(scripts: dict[str, str], shell: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(scripts[shell])
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@needs("bash")
def test_bash_completes(scripts: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "digest.md").touch()
    (tmp_path / "papers.bib").touch()

    def offered(*words: str) -> list[str]:
        return completed(scripts["bash"], tmp_path, *words)

    assert offered("che") == ["check"]
    assert {"baseline", "completion", "config", "init", "rule"} <= set(offered(""))
    assert offered("check", "--add") == ["--add-suppressions"]
    assert offered("check", "dig") == ["digest.md"]
    assert offered("check", "--bib", "pa") == ["papers.bib"]
    assert offered("check", "--fail-on", "") == ["error", "warning", "info", "never"]
    urls = [rule.code for rule in RULES if rule.code.startswith("URL")]
    assert offered("check", "--select", "URL") == urls
    assert offered("check", "--ignore", "ENC001,broken-a") == ["ENC001,broken-anchor"]
    assert offered("rule", "broken-an") == ["broken-anchor"]
    assert offered("check", "--output-format", "") == list(FORMATS)
    assert offered("check", "--output-format", "json-") == ["json-lines"]
    assert offered("check", "--schema", "surv") == ["survey"]
    assert offered("schema", "exp") == ["explain"]
    assert offered("config", "--output-format", "") == ["text", "json"]
    assert offered("completion", "") == ["bash", "zsh", "fish"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_all_rules_formats_and_commands_are_in_it(scripts: dict[str, str], shell: str) -> None:
    script = scripts[shell]
    words = [*(rule.code for rule in RULES), *(rule.name for rule in RULES), *FORMATS, "toc"]
    assert [word for word in words if word not in script] == []


def test_other_shells_are_refused(cli: Run) -> None:
    done = cli("completion", "csh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "invalid choice: 'csh'" in done.stderr
