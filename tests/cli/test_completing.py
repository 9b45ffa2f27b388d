"""``digestlint completion``: real shells read the scripts, and complete with them."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import time
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


# What is typed is run as a function that says what it was given.
ZSH = """
autoload -U compinit
fpath=({folder} $fpath)
compinit -u -d {folder}/dump
digestlint() {{ print -r -- "GIVEN<$*>" }}
PROMPT="RE""ADY"
"""
PATIENCE = 60  # seconds until a test gives up; nothing is measured


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


@needs("fish")
def test_fish_completes(scripts: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "digest.md").touch()

    def offered(line: str) -> list[str]:
        """What fish offers for the last word of ``line``, without descriptions."""
        done = subprocess.run(
            ["fish", "-c", f"{scripts['fish']}\ncomplete -C '{line}'"],
            cwd=tmp_path,
            env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stderr == ""
        return [each.partition("\t")[0] for each in done.stdout.splitlines()]

    assert offered("digestlint che") == ["check"]
    assert {"baseline", "completion", "config", "init", "rule"} <= set(offered("digestlint "))
    assert offered("digestlint check --add") == ["--add-suppressions"]
    assert offered("digestlint check dig") == ["digest.md"]
    levels = ["error", "info", "never", "warning"]
    assert sorted(offered("digestlint check --fail-on ")) == levels
    assert offered("digestlint rule broken-an") == ["broken-anchor"]
    assert offered("digestlint check --schema surv") == ["survey"]
    assert offered("digestlint check --output-format json-") == ["json-lines"]
    assert offered("digestlint check --ignore ENC001,broken-a") == ["ENC001,broken-anchor"]
    assert sorted(offered("digestlint completion ")) == ["bash", "fish", "zsh"]


class Zsh:
    """A zsh at a terminal, in ``folder``, that completes what is typed."""

    def __init__(self, script: str, folder: Path) -> None:
        import pty  # of POSIX

        (folder / "_digestlint").write_text(script)
        self._terminal, theirs = pty.openpty()
        self.process = subprocess.Popen(
            ["zsh", "-f", "-i"],
            cwd=folder,
            env={**os.environ, "HOME": str(folder), "TERM": "dumb"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        os.write(self._terminal, ZSH.format(folder=folder).encode())
        self._until("READY")

    def _until(self, words: str) -> str:
        text = ""
        end = time.monotonic() + PATIENCE
        while words not in text:
            ready, _, _ = select.select([self._terminal], [], [], end - time.monotonic())
            assert ready, f"zsh has not written {words!r}: {text!r}"
            text += os.read(self._terminal, 65536).decode("utf-8", "replace")
        return text

    def completed(self, line: str) -> str:
        """The arguments that are given when Tab is pressed behind ``line``."""
        os.write(self._terminal, f"digestlint {line}\t\n".encode())
        told = self._until(">\r\n")
        return told.rpartition("GIVEN<")[2].partition(">")[0]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._terminal)


@needs("zsh")
def test_zsh_completes(scripts: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "digest.md").touch()
    zsh = Zsh(scripts["zsh"], tmp_path)
    try:
        assert zsh.completed("che") == "check"
        assert zsh.completed("check --add") == "check --add-suppressions"
        assert zsh.completed("check dig") == "check digest.md"
        assert zsh.completed("check --fail-on wa") == "check --fail-on warning"
        assert zsh.completed("rule broken-an") == "rule broken-anchor"
        assert zsh.completed("check --schema surv") == "check --schema survey"
        assert zsh.completed("check --output-format json-") == "check --output-format json-lines"
        given = "check --ignore ENC001,broken-a"
        assert zsh.completed(given) == "check --ignore ENC001,broken-anchor"
        assert zsh.completed("completion fi") == "completion fish"
    finally:
        zsh.close()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_all_rules_formats_and_commands_are_in_it(scripts: dict[str, str], shell: str) -> None:
    script = scripts[shell]
    words = [*(rule.code for rule in RULES), *(rule.name for rule in RULES), *FORMATS, "toc"]
    assert [word for word in words if word not in script] == []


def test_other_shells_are_refused(cli: Run) -> None:
    done = cli("completion", "csh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "invalid choice: 'csh'" in done.stderr
