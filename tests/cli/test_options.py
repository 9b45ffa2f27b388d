"""Options of ``digestlint check`` one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BROKEN = "# One\n\nSee [one](#One) and <http://arxiv.org/abs/2509.21826>.\n"
DAILY = "# Papers for 2025-10-03\n\n## 0.[Kelp](https://arxiv.org/pdf/2510.99101)\n"
BIB = "@misc{kelp, title = {Kelp}, eprint = {2510.99101}}\n"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def codes(cli: Run, *arguments: str) -> list[tuple[str, str]]:
    """File and code of each finding."""
    done = cli("check", "--output-format", "json", *arguments)
    assert done.stderr == ""
    return [(found["filename"], found["code"]) for found in json.loads(done.stdout)]


def test_verbose_names_each_file_on_stderr(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=BROKEN, b_md="x\n")
    done = cli("check", "--verbose", "--output-format", "concise")
    *checked, notice = done.stderr.splitlines()
    assert checked == [
        "digestlint: checked a.md (no schema)",
        "digestlint: checked b.md (no schema)",
    ]
    assert done.stdout.startswith("a.md:3:")
    assert cli("check", "-v").stderr == done.stderr
    assert cli("check").stderr.splitlines() == [notice]


def test_quiet_leaves_findings_only(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=BROKEN)
    lines = cli("check", "-q", "--output-format", "concise").stdout.splitlines()
    assert [line.split(": ")[1].split()[0] for line in lines] == ["ANC001", "URL005"]
    write(tmp_path, a_md="x\n")
    assert cli("check", "-q").stdout == ""


def test_a_configuration_file_that_is_named(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=BROKEN, digestlint_toml='ignore = ["URL"]\n')
    write(tmp_path, other_toml='ignore = ["ANC"]\n')
    assert codes(cli) == [("a.md", "ANC001")]
    assert codes(cli, "--config", "other.toml") == [("a.md", "URL005")]
    # Single settings stand above the file, and flags above both.
    setting = ("--config", 'select=["ANC"]')
    assert codes(cli, "--config", "other.toml", *setting) == [("a.md", "ANC001")]
    assert codes(cli, *setting, "--select", "URL") == [("a.md", "URL005")]


def test_settings_of_one_table_add_up(cli: Run) -> None:
    given = ("rules.stale-toc.min-level=2", "schema=survey", "rules.stale-toc.max-level=5")
    last = ("--config", "rules.stale-toc.min-level=4")
    arguments = [part for setting in given for part in ("--config", setting)]
    for more, levels in (((), (2, 5)), (last, (4, 5))):
        done = cli("config", *arguments, *more, "--output-format", "json")
        shown = {key: entry["value"] for key, entry in json.loads(done.stdout).items()}
        assert (shown["rules.stale-toc.min-level"], shown["rules.stale-toc.max-level"]) == levels
        assert shown["schema"] == "survey"


def test_a_pyproject_that_is_named_holds_a_table(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=BROKEN)
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", pyproject_toml='[tool.digestlint]\nignore = ["ANC"]\n')
    assert codes(cli, "--config", "sub/pyproject.toml") == [("a.md", "URL005")]


def test_across_files(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=DAILY, b_md=DAILY)
    select = ("--select", "TOC004")
    assert codes(cli, *select) == []
    assert codes(cli, *select, "--across-files") == [("b.md", "TOC004")]
    assert codes(cli, *select, "-q", "--across-files", "b.md", "a.md") == [("a.md", "TOC004")]
    assert codes(cli, *select, "--config", "rules.duplicate-entry.across-files=true") != []


def test_bib(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=DAILY, other_bib=BIB + BIB.replace("99101", "99102").replace("elp", "orp"))
    select = ("--select", "BIB001")
    assert codes(cli, *select) == []
    assert codes(cli, *select, "--bib", "other.bib") == [("a.md", "BIB001")]
    done = cli("check", "--bib", "missing.bib")
    assert done.returncode == 2
    assert "missing.bib" in done.stderr


def test_schema(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=DAILY)
    assert ("a.md", "SEC008") in codes(cli)
    assert codes(cli, "--schema", "none") == []


def test_unsafe_fixes_when_asked(cli: Run, tmp_path: Path) -> None:
    text = "# A\n\n这是**“零样本”**的方法。\n"
    write(tmp_path, a_md=text)
    assert cli("check", "--fix").returncode == 1
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == text
    always = ("--config", "unsafe-fixes=true")
    assert cli("check", "--diff", *always).returncode == 1
    assert cli("check", "--diff", *always, "--no-unsafe-fixes").returncode == 0
    assert cli("check", "--fix", "--unsafe-fixes").returncode == 0
    assert "“**零样本**”" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_extend_select(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=BROKEN)
    both = [("a.md", "ANC001"), ("a.md", "URL005")]
    assert codes(cli, "--select", "ANC", "--extend-select", "insecure-scheme") == both
    assert codes(cli, "--select", "ANC,URL005") == both
    assert codes(cli, "--select", "ANC", "--select", "URL005") == both


@pytest.mark.parametrize("shown", [True, False])
def test_show_fixes(cli: Run, tmp_path: Path, shown: bool) -> None:
    write(tmp_path, a_md=BROKEN)
    done = cli("check", "--fix", *(["--show-fixes"] if shown else []))
    assert ("Fixed in a.md:" in done.stdout) is shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("", "a.md"), "a PATH is empty; the current folder is '.'"),
        (("--select", " ,"), "--select does not name a rule"),
        (("--bib", "gone.bib"), "--bib gone.bib: there is no such file"),
        (
            ("--config", "gone.toml"),
            "--config gone.toml: there is no such file, and it is not KEY=VALUE",
        ),
        (("--config", "sub"), "sub: is not a regular file"),
        (("--config", "max-file-size=0"), "--config: max-file-size: must be 1 or more"),
    ],
)
def test_wrong_use(cli: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    write(tmp_path, a_md=BROKEN)
    (tmp_path / "sub").mkdir()
    done = cli("check", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"digestlint: {message}\n")


def test_a_wrong_configuration_concerns_its_folder_only(cli: Run, tmp_path: Path) -> None:
    write(tmp_path, a_md=BROKEN)
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", b_md=BROKEN, c_md=BROKEN, digestlint_toml='selct = ["URL"]')
    (tmp_path / "odd" / "digestlint.toml").mkdir(parents=True)
    write(tmp_path / "odd", d_md=BROKEN)
    done = cli("check", "--output-format", "json")
    assert (done.returncode, {f["filename"] for f in json.loads(done.stdout)}) == (2, {"a.md"})
    odd, sub = done.stderr.splitlines()
    assert odd.startswith(
        "digestlint: odd/d.md: was not checked, nor was any other file that this applies to: "
    )
    assert odd.endswith("digestlint.toml: is not a regular file")
    assert sub.startswith(
        "digestlint: sub/b.md: was not checked, nor was any other file that this applies to: "
    )
    assert sub.endswith("there is no setting 'selct'; did you mean 'select'?")


def test_the_schema_may_be_one_of_the_configuration(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "digestlint.toml").write_text("[schemas.mine]\nextends = 'daily'\n")
    (tmp_path / "a.md").write_text("# A\n")
    done = cli("check", "--schema", "mine", "--verbose", "a.md")
    assert "digestlint: checked a.md (schema mine)\n" in done.stderr
    done = cli("check", "--schema", "mime", "a.md")
    assert "there is no schema 'mime'; did you mean 'mine'?" in done.stderr
