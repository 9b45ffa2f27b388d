from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from digestlint.output import FORMATS
from digestlint.output.json_objects import output_schema
from tests.cli.conftest import NOTICE, Run
from tests.places import SOURCE

BROKEN = "# One\n\nSee [one](#One) and <http://arxiv.org/abs/2509.21826>.\n"
FIXED = "# One\n\nSee [one](#one) and <https://arxiv.org/abs/2509.21826>.\n"


def write(folder: Path, text: str, name: str = "a.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_clean_files_exit_0(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    done = cli("check")
    assert (done.returncode, done.stderr) == (0, NOTICE)
    assert done.stdout == "1 file checked, all clean\n"


def test_findings_exit_1_and_point_at_the_place(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    done = cli("check", "a.md")
    assert done.returncode == 1
    assert "a.md:3:" in done.stdout
    assert "3 | See [one](#One) and" in done.stdout
    assert "2 fixes available with --fix" in done.stdout
    assert cli("check", "--exit-zero").returncode == 0


def test_fix_writes_and_exits_0_when_nothing_is_left(cli: Run, tmp_path: Path) -> None:
    path = write(tmp_path, BROKEN)
    done = cli("check", "--fix", "--show-fixes")
    assert done.returncode == 0
    assert path.read_text() == FIXED
    assert "Fixed 2 findings; 1 file clean" in done.stdout
    assert "1 × ANC001 broken-anchor" in done.stdout


@pytest.mark.parametrize("named", [".", "{}/a.md", "sub/../a.md"])
def test_diff_changes_nothing_and_can_be_applied(cli: Run, tmp_path: Path, named: str) -> None:
    path = write(tmp_path, BROKEN)
    (tmp_path / "sub").mkdir()
    done = cli("check", "--diff", named.format(tmp_path))
    assert done.returncode == 1
    assert path.read_text() == BROKEN
    (tmp_path / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply"], cwd=tmp_path, input=done.stdout.encode(), check=True)
    assert path.read_text() == FIXED
    assert cli("check", "--diff").returncode == 0


def test_stdin(cli: Run) -> None:
    done = cli("check", "-", "--stdin-filename", "x.md", "--output-format", "concise", stdin=BROKEN)
    assert done.returncode == 1
    assert done.stdout.startswith("x.md:3:")
    done = cli("check", "-", "--fix", stdin=BROKEN)
    assert (done.returncode, done.stdout) == (0, FIXED)
    assert cli("check", "-", "a.md").returncode == 2


def test_json_is_as_its_schema_says(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    done = cli("check", "--output-format", "json")
    findings = json.loads(done.stdout)
    jsonschema.validate(findings, output_schema())
    anchor = next(finding for finding in findings if finding["code"] == "ANC001")
    assert anchor["filename"] == "a.md"
    assert anchor["fix"]["applicability"] == "safe"
    assert anchor["location"]["row"] == 3
    write(tmp_path, FIXED)
    assert json.loads(cli("check", "--output-format", "json").stdout) == []


def test_github_annotations(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    lines = cli("check", "--output-format", "github").stdout.splitlines()
    assert any(
        line.startswith("::error title=digestlint (ANC001),file=a.md,line=3") for line in lines
    )


def test_statistics(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    done = cli("check", "--statistics")
    assert "     1  ANC001 [*] broken-anchor" in done.stdout.splitlines()


def test_selection(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    done = cli("check", "--select", "URL", "--output-format", "concise", "-q")
    assert "ANC001" not in done.stdout
    assert "URL005" in done.stdout
    assert cli("check", "--select", "URL", "--ignore", "insecure-scheme").returncode == 0
    assert cli("check", "--ignore", "ANC,URL005").returncode == 0


WRONG_USE = [
    (["check", "--select", "ANC01"], "there is no rule 'ANC01'; did you mean"),
    (["check", "--config", "anchor-style=gihub"], "did you mean 'github'?"),
    (["check", "--config", "nothing.toml"], "there is no such file, and it is not KEY=VALUE"),
    (["check", "--schema", "surve"], "there is no schema 'surve'; did you mean 'survey'?"),
    (["check", "-j", "0"], "is not a number of processes"),
    (["rule", "XYZ001"], "there is no rule 'XYZ001'"),
    (["toc", "missing.md"], "missing.md: no such file"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG_USE)
def test_wrong_use_exits_2_with_one_sentence(cli: Run, arguments: list[str], message: str) -> None:
    done = cli(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


BAD_FILES = [
    (b"\x00\x01\x02" * 100, "binary"),
    ("# A\n".encode("utf-16"), "UTF-16"),
]


@pytest.mark.parametrize(("content", "message"), BAD_FILES)
def test_other_files_are_still_checked(
    cli: Run, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "bad.md").write_bytes(content)
    write(tmp_path, BROKEN)
    done = cli("check", "--fix", "bad.md", "a.md", "missing.md", str(tmp_path / "bad.md"))
    assert done.returncode == 2
    assert message in done.stderr
    assert "missing.md: no such file" in done.stderr
    assert (tmp_path / "a.md").read_text() == FIXED
    assert (tmp_path / "bad.md").read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"x"])
def test_tiny_files(cli: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.md").write_bytes(content)
    assert cli("check", "--ignore", "ENC005").returncode == 0


def test_control_characters_never_reach_the_terminal(cli: Run, tmp_path: Path) -> None:
    name = "a\x1b[31m.md"
    write(tmp_path, "# A\n\n[\x1b[2J\u202e](#b)\n", name)
    for output_format in FORMATS:
        done = cli("check", "--output-format", output_format, "--select", "ALL")
        assert done.returncode == 1
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout


def test_colour_only_where_it_is_wanted(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    assert "\x1b[" not in cli("check").stdout
    assert "\x1b[" in cli("check", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in cli("check", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


def test_gitignored_files_are_skipped_in_folders(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, "out/\n", ".gitignore")
    write(tmp_path, BROKEN, "out/a.md")
    assert cli("check").returncode == 0
    assert cli("check", "out/a.md").returncode == 1
    config = 'exclude=["out"]'
    assert cli("check", "out/a.md", "--config", config).returncode == 1
    force = ("--config", "force-exclude=true")
    assert cli("check", "out/a.md", "--config", config, *force).returncode == 0


def test_processes_give_the_same_result(cli: Run, tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path, BROKEN, f"{number}.md")
    alone = cli("check", "-j", "1", "--output-format", "json")
    together = cli("check", "-j", "3", "--output-format", "json")
    assert alone.stdout == together.stdout
    assert len(json.loads(alone.stdout)) == 10


@pytest.mark.skipif(os.name == "nt", reason="links need privileges on Windows")
def test_a_broken_link_is_a_problem_of_its_own(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("nowhere.md")
    write(tmp_path, BROKEN)
    done = cli("check", "link.md", "a.md", "--output-format", "concise")
    assert done.returncode == 2
    assert "is a broken symbolic link (to nowhere.md)" in done.stderr
    assert "a.md:3:" in done.stdout


def test_suppression(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN + "\n<!-- digestlint-disable-file ANC001, insecure-scheme -->\n")
    assert cli("check").returncode == 0


def test_configuration_beside_the_file(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, '[tool.digestlint]\nignore = ["ANC"]\n', "pyproject.toml")
    write(tmp_path, 'select = ["ANC"]\n', "docs/digestlint.toml")
    write(tmp_path, BROKEN)
    write(tmp_path, BROKEN, "docs/a.md")
    found = json.loads(cli("check", "--output-format", "json").stdout)
    assert [(f["filename"], f["code"]) for f in found] == [
        ("a.md", "URL005"),
        (str(Path("docs/a.md")), "ANC001"),
    ]


def test_files_that_are_too_large(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, "a" * 1_100_000)
    write(tmp_path, FIXED, "b.md")
    assert cli("check").returncode == 0
    done = cli("check", "--config", "max-file-size=1")
    assert done.returncode == 2
    assert "a.md: has 1 MB, and files over 1 MB are not checked" in done.stderr


def test_a_limit_beyond_all_memory_needs_none(tmp_path: Path) -> None:
    """A hundred thousand megabytes may be read, of which one is there."""
    resource = pytest.importorskip("resource")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))

    shown = subprocess.run(
        [sys.executable, "-P", "-m", "digestlint", "check", "--config", "max-file-size=99999", "-"],
        input=b"# Agents\n\n[x](http://arxiv.org/abs/2401.00001.)\n",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        preexec_fn=limit,
        check=False,
    )
    assert (shown.returncode, b"URL" in shown.stdout) == (1, True), shown.stderr
