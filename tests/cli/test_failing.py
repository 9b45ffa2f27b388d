"""``--fail-on``: which findings make the exit code 1."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

# An error (trailing-punctuation), a warning (missing ``#`` space) and a note (insecure-scheme).
ERROR, WARNING, INFO = "[one](https://a.b/c.)\n", "##Two\n", "<http://arxiv.org/abs/2510.00001>\n"
ALL = f"# A\n\n{ERROR}\n{WARNING}\n{INFO}"


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(ALL)
    return path


@pytest.mark.parametrize(
    ("text", "codes"),
    [  # with error, warning, info, never
        (ERROR, [1, 1, 1, 0]),
        (WARNING, [0, 1, 1, 0]),
        (INFO, [0, 0, 1, 0]),
        (ALL, [1, 1, 1, 0]),
        ("# A\n", [0, 0, 0, 0]),
    ],
)
def test_exit_codes(cli: Run, digest: Path, text: str, codes: list[int]) -> None:
    digest.write_text(text)
    shown = cli("check", "--output-format", "json").stdout
    for level, code in zip(("error", "warning", "info", "never"), codes, strict=True):
        done = cli("check", "--fail-on", level, "--output-format", "json")
        assert (level, done.returncode) == (level, code)
        assert done.stdout == shown  # all is reported, whatever the level


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("error", "3 findings in 1 file\n2 of these do not make the run fail (fail-on = error)\n"),
        ("warning", "3 findings in 1 file\n1 of these does not make the run fail (fail-on = war"),
        ("never", "3 findings in 1 file\nnone of these makes the run fail (fail-on = never)\n"),
        ("info", "3 findings in 1 file\n3 fixes available"),
    ],
)
def test_the_summary_says_how_many_are_below(cli: Run, digest: Path, level: str, said: str) -> None:
    assert said in cli("check", "--fail-on", level).stdout


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("warning", "1 个文件中有 3 个问题\n其中 1 个不会使本次运行失败（fail-on = warning）\n"),
        ("never", "1 个文件中有 3 个问题\n这些问题都不会使本次运行失败（fail-on = never）\n"),
    ],
)
def test_in_chinese_as_well(cli: Run, digest: Path, level: str, said: str) -> None:
    assert said in cli("check", "--language", "zh", "--fail-on", level).stdout
    done = cli("check", "--language", "zh", "--fail-on", "bad")
    assert "没有级别 'bad'；已知的有：" in done.stderr


def test_the_command_line_goes_before_the_configuration(cli: Run, digest: Path) -> None:
    digest.write_text(INFO)
    settings = digest.parent / "digestlint.toml"
    settings.write_text('fail-on = "error"\n')
    assert cli("check").returncode == 0
    assert cli("check", "--config", "fail-on=info").returncode == 1
    assert cli("check", "--fail-on", "info").returncode == 1
    # The answer to a question with another setting is not given again.
    settings.write_text('fail-on = "info"\n')
    assert cli("check").returncode == 1
    settings.write_text('[severity]\nURL = "warning"\n')
    assert cli("check", "--fail-on", "warning").returncode == 1
    settings.write_text("")
    assert cli("check", "--fail-on", "warning").returncode == 0


def test_the_configuration_of_a_file_decides(cli: Run, digest: Path) -> None:
    digest.write_text(INFO)
    other = digest.parent / "other"
    other.mkdir()
    (other / "b.md").write_text(ERROR)
    (other / "digestlint.toml").write_text('fail-on = "never"\n')
    (digest.parent / "digestlint.toml").write_text('fail-on = "error"\n')
    done = cli("check")
    assert done.returncode == 0
    assert "none of these makes the run fail (fail-on = error or never)" in done.stdout
    (other / "digestlint.toml").write_text('fail-on = "error"\n')
    assert cli("check").returncode == 1


def test_all_levels_are_fixed(cli: Run, digest: Path) -> None:
    done = cli("check", "--fix", "--fail-on", "error")
    assert done.returncode == 0
    assert "Fixed 3 findings" in done.stdout
    assert digest.read_text() == ALL.replace("c.)", "c)").replace("##T", "## T").replace(
        "http:", "https:"
    )


def test_what_a_filter_leaves(cli: Run) -> None:
    digest = "# A\n\n[one]()\n"
    for level, code in (("error", 1), ("never", 0)):
        done = cli("check", "--fix", "--fail-on", level, "-", stdin=digest)
        assert (done.returncode, done.stdout) == (code, digest)


def test_a_baseline_has_findings_of_all_levels(cli: Run, digest: Path) -> None:
    (digest.parent / "digestlint.toml").write_text('fail-on = "error"\n')
    assert "3 findings in 1 file are not reported" in cli("baseline").stdout
    done = cli("check", "--fail-on", "info", "--baseline", "digestlint-baseline.json")
    assert (done.returncode, "3 findings of the baseline aside" in done.stdout) == (0, True)
    digest.write_text(ALL + f"\n{WARNING}")
    for level, code in (("error", 0), ("warning", 1)):
        options = ("--fail-on", level, "--baseline", "digestlint-baseline.json")
        assert cli("check", *options).returncode == code


def test_a_file_that_cannot_be_checked_is_a_failure(cli: Run, digest: Path) -> None:
    assert cli("check", "--fail-on", "never", "a.md", "gone.md").returncode == 2


def test_diffs_are_about_changes(cli: Run, digest: Path) -> None:
    done = cli("check", "--diff", "--fail-on", "never")
    assert done.returncode == 1
    assert "--diff fails where anything would change, so --fail-on is left out" in done.stderr


@pytest.mark.parametrize("setting", ["--fail-on=eror", "--config=fail-on=eror"])
def test_a_typo_is_one_sentence(cli: Run, digest: Path, setting: str) -> None:
    done = cli("check", setting)
    assert (done.returncode, done.stdout) == (2, "")
    assert "'eror'; did you mean 'error'?" in done.stderr
    assert done.stderr.count("\n") == 1


def test_reports_in_files_are_of_all(cli: Run, digest: Path) -> None:
    options = ("--output-format", "json=found.json", "-q")
    assert cli("check", "--fail-on", "never", *options).returncode == 0
    assert len(json.loads((digest.parent / "found.json").read_text())) == 3
