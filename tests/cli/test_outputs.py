"""Reports in several formats, and in files."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from digestlint.cli import main
from digestlint.output import FORMATS

TEXT = "# A\n\n[论](http://arxiv.org/abs/2510.00001) [y](#gone)\n"
posix = pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = tmp_path / "repository"
    made.mkdir()
    subprocess.run(["git", "init", "--quiet", str(made)], check=True)
    (made / "a.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(made)
    return made


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


Capture = pytest.CaptureFixture[str]


def check(capsys: Capture, *options: str, code: int = 1) -> tuple[str, str]:
    assert main(["check", *options]) == code
    out, err = capsys.readouterr()
    return out, err


def test_all_formats_in_one_run(folder: Path, capsys: Capture) -> None:
    outputs = [f"--output-format={name}=out/{name}" for name in FORMATS]
    (folder / "out").mkdir()
    out, _ = check(capsys, *outputs, "a.md")
    plain, _ = check(capsys, "a.md")
    assert out == plain
    for name in FORMATS:
        alone, _ = check(capsys, "--output-format", name, "-q", "a.md")
        assert (folder / "out" / name).read_text(encoding="utf-8") == alone
    assert names_in(folder / "out") == sorted(FORMATS)


def test_a_report_is_written_again_where_the_answer_is_known(folder: Path, capsys: Capture) -> None:
    for _ in range(2):
        first, _ = check(capsys, "--output-format", "junit=out.xml", "a.md")
        assert ElementTree.parse("out.xml").getroot().tag == "testsuites"
        Path("out.xml").unlink()
    assert "ANC001" in first


def test_the_last_plain_format_is_the_one_on_stdout(capsys: Capture) -> None:
    out, _ = check(capsys, "--output-format", "concise", "--output-format", "json", "a.md")
    assert len(json.loads(out)) == 2


def test_output_file_takes_the_place_of_stdout(folder: Path, capsys: Capture) -> None:
    plain, _ = check(capsys, "--output-format", "json", "a.md")
    out, _ = check(capsys, "--output-format", "json", "--output-file", "out.json", "a.md")
    assert out == ""
    assert (folder / "out.json").read_text(encoding="utf-8") == plain
    out, _ = check(capsys, "--output-file", "out.txt", "a.md")
    assert out.startswith("2 findings in 1 file")
    assert "\x1b" not in (folder / "out.txt").read_text(encoding="utf-8")


def test_paths_are_those_of_the_repository(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "b.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(folder / "inner")
    for name, path in (("b.md", "inner/b.md"), ("../a.md", "a.md"), (f"{folder}/a.md", "a.md")):
        out, _ = check(capsys, "--output-format", "gitlab", name)
        assert {issue["location"]["path"] for issue in json.loads(out)} == {path}


def test_rules_of_sarif_have_help(capsys: Capture) -> None:
    out, _ = check(capsys, "--output-format", "sarif", "a.md")
    rules = json.loads(out)["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {"URL005", "ANC001"}
    for rule in rules:
        assert "## Why it matters" in rule["help"]["markdown"]
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["helpUri"].endswith(f"/{rule['name']}.md")


def test_columns_of_rdjson_are_bytes_also_of_a_known_result(capsys: Capture) -> None:
    for _ in range(2):
        out, _ = check(capsys, "--output-format", "rdjson", "--verbose", "a.md")
        start = json.loads(out)["diagnostics"][0]["location"]["range"]["start"]
        assert start == {"line": 3, "column": 7}


REFUSED = [
    ("sarif=a.md", "a.md: is one of the files that are checked; write the report to another file"),
    ("markdown=a.md", "a.md: is one of the files that are checked"),
    ("sarif=./x/../a.md", "is one of the files that are checked"),
    ("sarif=hard.md", "hard.md: is one of the files that are checked"),
    ("sarif=other.md", "other.md: is a Markdown file, and would be overwritten by what is none"),
    ("sarif=papers.bib", "papers.bib: is not a report, and would be overwritten"),
    ("sarif=pyproject.toml", "pyproject.toml: is not a report, and would be overwritten"),
    ("sarif=x", "x: is a folder"),
    ("sarif=", "'sarif=' names no file"),
    ("sarf=out", "invalid choice: 'sarf'"),
]


@pytest.mark.parametrize(("output", "why"), REFUSED)
def test_nothing_that_is_checked_is_overwritten(
    output: str, why: str, folder: Path, capsys: Capture
) -> None:
    (folder / "x").mkdir()
    for name in ("other.md", "papers.bib", "pyproject.toml"):
        (folder / name).touch()
    os.link("a.md", "hard.md")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    out, err = check(capsys, "--fix", "--output-format", output, "a.md", code=2)
    assert out == ""
    assert why in err
    assert before == {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--no-baseline"],
        ["--config", "own.txt", "--no-baseline"],
        ["--config", 'ignore=["URL"]', "--baseline", "known.json"],
        ["--bib", "papers.txt"],
    ],
)
def test_what_is_read_besides_is_not_overwritten(
    options: list[str], folder: Path, capsys: Capture
) -> None:
    assert main(["baseline", "--file", "known.json"]) == 0
    capsys.readouterr()
    (folder / "digestlint.toml").write_text('baseline = "known.json"\n')
    (folder / "own.txt").write_text('baseline = "known.json"\n')
    (folder / "papers.txt").touch()
    files = [name for name in options if "." in name] or ["known.json"]
    for file in ("known.json", *files):
        before = (folder / file).read_bytes()
        for output in (["--output-file", file], ["--output-format", f"sarif=./{file}"]):
            _, err = check(capsys, *output, *options, "a.md", code=2)
            assert f"{file}: is not a report, and would be overwritten" in err
        assert (folder / file).read_bytes() == before


def test_the_baseline_of_another_folder_is_not_overwritten(folder: Path, capsys: Capture) -> None:
    assert main(["baseline", "--file", "known.json"]) == 0
    capsys.readouterr()
    (folder / "digestlint.toml").write_text('baseline = "known.json"\n')
    (folder / "own").mkdir()
    (folder / "own" / "digestlint.toml").touch()
    (folder / "own" / "b.md").write_text(TEXT, encoding="utf-8")
    _, err = check(capsys, "--output-file", "known.json", "own/b.md", code=2)
    assert "known.json: is not a report, and would be overwritten" in err


def test_a_report_in_a_checked_folder_is_not_checked(folder: Path, capsys: Capture) -> None:
    output = "--output-format=markdown=./report.md"
    note = "digestlint: report.md: was skipped: it is the report that is written anew; "
    found, err = check(capsys, output, ".")
    assert (err.count(note), found.count(": ANC001")) == (0, 1)
    first = (folder / "report.md").read_text(encoding="utf-8")
    for _ in range(3):
        found, err = check(capsys, output, ".")
        assert (err.count(note), found.count(": ANC001")) == (1, 1)
        assert (folder / "report.md").read_text(encoding="utf-8") == first
    _, err = check(capsys, "--output-format=markdown", "--output-file=report.md", ".")
    assert note in err
    assert (folder / "report.md").read_text(encoding="utf-8") == first
    _, err = check(capsys, "--output-format=sarif=out.sarif", ".")
    assert "was skipped" not in err  # it is no report of this run


def test_only_a_report_is_left_out(folder: Path, capsys: Capture) -> None:
    output = "--output-format=markdown=report.md"
    check(capsys, output, "a.md")
    _, err = check(capsys, output, "report.md", code=2)
    assert "report.md: is one of the files that are checked" in err
    (folder / "report.md").write_text("## My own\n")
    _, err = check(capsys, output, ".", code=2)
    assert "report.md: is one of the files that are checked" in err
    assert (folder / "report.md").read_text() == "## My own\n"


def test_two_reports_in_one_file(capsys: Capture) -> None:
    outputs = ("--output-format", "sarif=out", "--output-format", "junit=./out")
    _, err = check(capsys, *outputs, "a.md", code=2)
    assert "two reports would be written to ./out" in err
    _, err = check(capsys, *outputs[:2], "--output-file", "out", "a.md", code=2)
    assert "two reports would be written to out" in err
    guesses = ("--fix", "--unsafe-fixes", "--guesses", "./out")
    _, err = check(capsys, *outputs[:2], *guesses, "a.md", code=2)
    assert "two reports would be written to out" in err


def test_a_report_that_cannot_be_written(folder: Path, capsys: Capture) -> None:
    out, err = check(capsys, "--output-format", "sarif=gone/out.sarif", "a.md", code=2)
    assert "ANC001" in out  # what was found is not lost
    assert err.splitlines()[-1] == (
        "digestlint: gone/out.sarif: could not be written: no such file or directory"
    )


@posix
def test_links_are_not_followed(folder: Path, capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "mine").write_text("mine")
    (folder / "out.sarif").symlink_to(tmp_path / "mine")
    (folder / "out").symlink_to(tmp_path / "outside")
    _, err = check(capsys, "--output-format", "sarif=out.sarif", "a.md", code=2)
    assert "out.sarif: was not written: it is a symbolic link; name the file that is meant" in err
    _, err = check(capsys, "--output-format", "sarif=out/x.sarif", "a.md", code=2)
    assert "out/x.sarif: leads outside the repository" in err
    assert (tmp_path / "mine").read_text() == "mine"
    assert names_in(tmp_path / "outside") == []
    (folder / "pipe").unlink(missing_ok=True)
    os.mkfifo("pipe")
    _, err = check(capsys, "--output-format", "sarif=pipe", "a.md", code=2)
    assert "pipe: was not written: it is not a regular file" in err


@posix
def test_a_report_replaces_an_older_one_in_one_step(folder: Path, capsys: Capture) -> None:
    old = folder / "out.json"
    old.write_text("old")
    old.chmod(0o640)
    with old.open() as reader:
        check(capsys, "--output-format", "json=out.json", "a.md")
        assert reader.read() == "old"
    assert len(json.loads(old.read_text())) == 2
    assert old.stat().st_mode & 0o777 == 0o640
    assert names_in(folder) == [".git", "a.md", "out.json"]


def test_reports_of_standard_input_and_of_fixes(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(capsys, "--fix", "--output-format", "json=out.json", "a.md")
    (left,) = json.loads((folder / "out.json").read_text())
    assert left["code"] == "ANC001"
    _, err = check(capsys, "--diff", "--output-format", "json=out2.json", "a.md", code=0)
    assert "--diff shows changes only, so --output-format json=out2.json is left out" in err
    assert not (folder / "out2.json").exists()


@pytest.mark.parametrize("output", ["github", "markdown=summary.md"])
def test_the_job_summary(
    output: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    for _ in range(2):
        check(capsys, "--output-format", output.replace("summary.md", str(summary)), "a.md")
    lines = summary.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Before."
    assert lines.count("## digestlint") == 2
    before = summary.read_text()
    check(capsys, "--output-format", "json", "a.md")
    assert summary.read_text() == before


def test_all_findings_are_shown_without_a_limit(folder: Path, capsys: Capture) -> None:
    (folder / "a.md").write_text(TEXT * 20, encoding="utf-8")
    out, _ = check(capsys, "--select", "URL", "a.md")
    assert out.count("URL005 [*]") == 5
    assert "… and 15 more of URL005 insecure-scheme in a.md; --no-limit" in out
    out, _ = check(capsys, "--select", "URL", "--no-limit", "a.md")
    assert out.count("URL005 [*]") == 20
    assert "20 findings in 1 file" in out


def test_doubtful_characters_of_a_damaged_file(folder: Path, capsys: Capture) -> None:
    line = "建立了策略熵与工具使用任务训练稳定性之间的理论与实证联系。"
    damaged = line.encode().decode("cp1254", "ignore")
    (folder / "a.md").write_text(f"{damaged}\n\n{damaged}\n" * 20, encoding="utf-8")
    out, _ = check(capsys, "a.md")
    assert "mojibake in 40 lines (UTF-8 read as windows-1254, undefined bytes ignored" in out
    shown = [each for each in out.splitlines() if "⟦" in each]
    assert shown and len(shown) <= 10
    out, _ = check(capsys, "--output-format", "concise", "a.md")
    assert out.count(": ENC003 ") == 40
