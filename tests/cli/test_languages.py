"""Which language a run speaks, and that it speaks all of it."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import defaultdict
from html import unescape
from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.output import FORMATS
from digestlint.text.terminal import display_width
from tests.cli.conftest import Run

CHINESE = re.compile("[\u4e00-\u9fff]")
# No Chinese in it, so that all Chinese that is printed is ours.
DIGEST = """\
# Paper List

- [25/05] **Ferry** [[Paper](http://arxiv.org/abs/2505.15117.)] [[TLDR/Notes](#fery)]

# TLDR/Notes

## Ferry

See [the code]() and <think>.
"""
# Of the file, names, and what is written in Latin letters in Chinese as well.
LATIN = re.compile(
    r"digestlint|[A-Z]{3}\d{3}|https?|arxiv\S*|--[a-z-]+|a\.md|Ferry|TLDR/Notes|#?fery|#ferry|id|"
    r"URL|HTML|Markdown|arXiv|Paper List|Paper|the code|See|think|GitHub|check|schema|explain|rule|"
    r"2505\.15117|pdf|abs|org"
)


@pytest.fixture
def digest(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DIGEST)


def english_in(text: str, names: set[str]) -> list[str]:
    """The words of two letters or more that are neither names, quoted, nor of the file."""
    text = re.sub("“[^”]*”", " ", text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return re.findall(r"[A-Za-z]{2,}", LATIN.sub(" ", text))


def rule_names(cli: Run) -> set[str]:
    return {rule["name"] for rule in json.loads(cli("rule", "--output-format", "json").stdout)}


@pytest.mark.parametrize("form", ["full", "concise", "grouped"])
def test_a_report_has_no_english_words_of_ours(cli: Run, digest: None, form: str) -> None:
    done = cli("check", "--language", "zh", "--output-format", form, "a.md")
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if not re.match(r"\s*\d+ [|+] ", line)]
    assert len(CHINESE.findall(done.stdout)) > 40
    assert english_in("\n".join(lines), rule_names(cli)) == []


@pytest.mark.parametrize(
    ("arguments", "environment", "is_chinese"),
    [
        (["check", "a.md", "--language", "zh"], {}, True),
        (["check", "--language=zh", "a.md"], {}, True),
        (["--language", "zh", "check", "a.md"], {}, True),
        (["--language=en", "check", "a.md"], {"LC_ALL": "zh_CN.UTF-8"}, False),
        (["check", "a.md"], {"LC_ALL": "zh_CN.UTF-8"}, True),
        (["check", "a.md"], {"LC_ALL": "zh_TW.UTF-8"}, False),
        (["check", "a.md"], {"LC_ALL": "C", "LANGUAGE": "zh"}, False),
        (["check", "a.md"], {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "C"}, True),
        (["check", "a.md"], {"LC_ALL": "en_US.UTF-8", "DIGESTLINT_LANGUAGE": "zh"}, True),
        (["check", "a.md"], {"LC_ALL": "zh_CN.UTF-8", "DIGESTLINT_LANGUAGE": "en"}, False),
        (["check", "--language", "en", "a.md"], {"DIGESTLINT_LANGUAGE": "zh"}, False),
        (["check", "--config", "language=zh", "a.md"], {"LC_ALL": "en_US.UTF-8"}, True),
        (["check", "--config", "language=en", "a.md"], {"LC_ALL": "zh_CN.UTF-8"}, False),
        (["check", "--config", "language=zh", "a.md"], {"DIGESTLINT_LANGUAGE": "en"}, False),
    ],
)
def test_the_language_is_chosen(
    cli: Run, digest: None, arguments: list[str], environment: dict[str, str], is_chinese: bool
) -> None:
    unset = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "DIGESTLINT_LANGUAGE"), "")
    done = cli(*arguments, env={**unset, **environment})
    assert done.returncode == 1, done.stderr
    assert bool(CHINESE.search(done.stdout)) is is_chinese


def test_a_configuration_file_may_choose_it(cli: Run, digest: None, tmp_path: Path) -> None:
    (tmp_path / "digestlint.toml").write_text('language = "zh"\n')
    assert "个问题" in cli("check", "a.md").stdout
    (tmp_path / "digestlint.toml").write_text('language = "xx"\n')
    done = cli("check", "a.md")
    assert done.returncode == 2
    assert ("language" in done.stderr and "'en'" not in done.stderr) or "zh" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["check", "--language", "xx"], {}, "invalid choice: 'xx'"),
        (["--language", "xx", "check"], {}, "invalid choice: 'xx'"),
        (["check", "--language"], {}, "argument --language: expected one argument"),
        (["check"], {"DIGESTLINT_LANGUAGE": "xx"}, "there is no language 'xx'; known: en, zh"),
    ],
)
def test_other_languages_are_refused(
    cli: Run, arguments: list[str], environment: dict[str, str], said: str
) -> None:
    done = cli(*arguments, env={"LC_ALL": "C", **environment})
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


PROGRAMS = [name for name in FORMATS if name not in ("full", "concise", "grouped", "markdown")]


def decoded(text: str) -> str:
    """A report with its escapes undone; without the pages of rules, which have examples."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), unescape(text))
    return "\n".join(line for line in text.splitlines() if '"fullDescription"' not in line)


@pytest.mark.parametrize("form", PROGRAMS)
def test_what_programs_read_is_english_unless_somebody_asks(
    cli: Run, digest: None, form: str
) -> None:
    locale = {"LC_ALL": "zh_CN.UTF-8"}
    options = ("check", "--output-format", form, "a.md")
    assert not CHINESE.search(decoded(cli(*options, env=locale).stdout))
    assert CHINESE.search(decoded(cli(*options, "--language", "zh", env=locale).stdout))


def test_reports_of_one_run_may_be_in_two_languages(cli: Run, digest: None, tmp_path: Path) -> None:
    done = cli("check", "--output-format", "json=out.json", "a.md", env={"LC_ALL": "zh_CN.UTF-8"})
    assert "个问题" in done.stdout
    messages = [each["message"] for each in json.loads((tmp_path / "out.json").read_text())]
    assert messages and not CHINESE.search("".join(messages))


@pytest.mark.parametrize("form", ["sarif", "junit", "markdown"])
def test_problems_of_files_are_in_the_language_of_the_reports(
    cli: Run, digest: None, tmp_path: Path, form: str
) -> None:
    (tmp_path / "b.md").write_bytes(b"a\0b")
    locale = {"LC_ALL": "zh_CN.UTF-8"}
    for jobs in ("1", "2"):
        done = cli(
            "check", "--jobs", jobs, "--output-format", form, "a.md", "b.md", "c.md", env=locale
        )
        assert done.returncode == 2
        is_for_people = form == "markdown"
        assert ("没有这个文件" in decoded(done.stdout)) is is_for_people
        assert ("看起来是二进制文件" in decoded(done.stdout)) is is_for_people
        assert ("looks binary" in decoded(done.stdout)) is not is_for_people


def test_the_cache_answers_in_the_language_that_is_asked(cli: Run, digest: None) -> None:
    cache = {"LC_ALL": "en_US.UTF-8"}
    english = cli("check", "a.md", env=cache)
    chinese = cli("check", "a.md", env={"LC_ALL": "zh_CN.UTF-8"})
    assert not CHINESE.search(english.stdout) and CHINESE.search(chinese.stdout)
    for _ in range(2):
        assert cli("check", "a.md", env=cache).stdout == english.stdout
        assert cli("check", "a.md", env={"LC_ALL": "zh_CN.UTF-8"}).stdout == chinese.stdout
        assert cli("check", "a.md", "--language", "zh").stdout == chinese.stdout


def test_a_baseline_is_the_same_in_any_language(cli: Run, digest: None, tmp_path: Path) -> None:
    written: dict[str, set[bytes]] = defaultdict(set)
    for language in ("en", "zh"):
        done = cli("baseline", "--renew", "--language", language, "a.md")
        assert done.returncode == 0, done.stderr
        written["baseline"].add((tmp_path / "digestlint-baseline.json").read_bytes())
    assert len(written["baseline"]) == 1
    done = cli("check", "--baseline", "digestlint-baseline.json", "--language", "zh", "a.md")
    assert done.returncode == 0
    assert "没有问题" in done.stdout


def test_carets_are_below_what_they_mean(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("论文的代码在这里：[代码]()，请看。\n", encoding="utf-8")
    lines = cli("check", "--language", "zh", "a.md").stdout.splitlines()
    row = next(line for line in lines if line.startswith("1 | "))
    carets = next(line for line in lines if "^" in line)
    assert display_width(row[: row.index("[")]) == carets.index("^")


HELP = ("check", "format", "rule", "schema", "config", "toc", "baseline", "init", "restore")


@pytest.mark.parametrize("command", HELP)
def test_help_is_chinese_and_fits(cli: Run, command: str) -> None:
    done = cli(command, "--help", "--language", "zh", env={"COLUMNS": "80"})
    assert done.returncode == 0
    assert "用法：" in done.stdout and "显示本帮助并退出" in done.stdout
    usage = re.compile("用法|  digestlint ")
    described = [line for line in done.stdout.splitlines() if not usage.match(line)]
    assert all(display_width(line) <= 80 for line in described), described
    assert not any(re.match(r"\s*[，。；：、）”]", line) for line in described)


def test_help_of_all_commands(cli: Run) -> None:
    done = cli("--help", "--language", "zh")
    for words in ("检查并修复 Markdown 论文摘要汇编。", "检查并修复文件", "退出码：0 表示没有问题"):
        assert words in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有命令 'chek'（是不是想用 “digestlint check”？）"),
        (["check", "--jobs", "0"], "参数 -j/--jobs：'0' 不是有效的进程数（至少为 1）"),
        (["check", "nowhere.md"], "nowhere.md: 没有这个文件或文件夹"),
        (["rule", "broken-ancor"], "没有规则 'broken-ancor'；是不是 'broken-anchor'？"),
        (["check", "--config", "selct=1"], "没有设置 'selct'；是不是 'select'？"),
    ],
)
def test_errors_are_chinese(cli: Run, arguments: list[str], said: str) -> None:
    done = cli("--language", "zh", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_page_of_a_rule(cli: Run) -> None:
    page = cli("rule", "broken-anchor", "--language", "zh").stdout
    for heading in ("## 检查什么", "## 为什么重要", "## 示例", "## 修复是否安全"):
        assert heading in page
    assert "链接指向不存在的锚点。" in page
    assert "## mas$^2$--agents" in page  # examples are as they were
    listed = cli("rule", "--language", "zh").stdout
    assert "链接指向不存在的锚点" in listed and "安全修复" in listed


def test_argparse_is_as_it_was_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    before = vars(argparse)["_"]
    assert main(["check", "--jobs", "--language", "zh"]) == 2
    assert "需要一个参数" in capsys.readouterr().err
    assert vars(argparse)["_"] is before
    assert main(["check", "--jobs", "--language", "en"]) == 2
    assert "expected one argument" in capsys.readouterr().err


# What is wrong, and English words that are the file's, options, keys, or of other programs.
BAD_INPUT = [
    (["check", "folder.md"], ""),
    (["check", "link.md"], ""),
    (["check", "gone.md"], ""),
    (["toc", "folder.md"], ""),
    (["restore", "folder.md"], ""),
    (["check", "--bib", "folder.md", "a.md"], ""),
    (["check", "--config", "max-memory=1", "a.md"], "config max-memory"),
    (["check", "--config", "max-rule-seconds=0", "a.md"], "config max-rule-seconds"),
    (["check", "--config", "exclude=1", "a.md"], "config exclude"),
    (["toc", "--config", "selct=1", "a.md"], "config selct select"),
    (["check", "--config", "schemas.x.description=d", "a.md"], "config schemas match"),
    (["check", "--fail-on", "x", "a.md"], "fail-on error warning info never check help"),
    (["check", "-j", "0", "a.md"], "jobs check help"),
    (["rule", "NOPE"], "NOPE"),
    (["schema", "explain"], "schema explain"),
    (["schema", "infer", "gone"], ""),
    (["init", "nope"], "nope init help"),
]


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
@pytest.mark.parametrize(("arguments", "words"), BAD_INPUT, ids=str)
def test_a_complaint_has_no_english_words_of_ours(
    cli: Run, digest: None, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "a.md").write_text("# A\n")
    (tmp_path / "link.md").symlink_to("/dev/null")
    done = cli(*arguments, "--language", "zh")
    names = {"folder.md", "link.md", "gone.md", "gone", str(tmp_path), *words.split()}
    said = done.stderr.replace(": ", "：")
    if done.returncode == 2:
        assert CHINESE.search(said)
    assert english_in(said, names) == []


def test_where_settings_come_from_is_said_in_the_language(
    cli: Run, digest: None, tmp_path: Path
) -> None:
    (tmp_path / "digestlint.toml").write_text(
        '[[per-file]]\nfiles = ["a.md"]\nanchor-style = "gitlab"\n'
    )
    chinese = cli("config", "--language", "zh", "--config", "schema=daily", "a.md").stdout
    file = tmp_path / "digestlint.toml"
    assert f'anchor-style = "gitlab"  # {file}，per-file 的第 1 项\n' in chinese
    assert 'schema = "daily"  # 命令行\n' in chinese
    english = cli("config", "a.md").stdout
    assert f'anchor-style = "gitlab"  # {file}, per-file entry 1\n' in english
    for language in ("en", "zh"):
        told = cli("config", "--language", language, "--output-format", "json", "a.md").stdout
        assert json.loads(told)["anchor-style"]["origin"] == f"{file}, per-file entry 1"


def test_schemas_are_described_in_the_language(cli: Run, digest: None) -> None:
    listed = cli("schema", "--language", "zh").stdout
    assert listed.startswith("survey（内置）：论文列表，每篇论文一个条目，下面是每篇论文的笔记\n")
    assert len(re.findall("（内置）：[^a-z]", listed)) > 40
    assert 'description = "一天的论文：' in cli("schema", "daily", "--language", "zh").stdout
    assert 'description = "The papers of one day' in cli("schema", "daily").stdout


def test_a_restored_text_is_explained_in_the_language(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("è®ºæ–‡è§£è¯»\n")
    done = cli("restore", "--explain", "--language", "zh", "a.txt")
    assert done.stderr.startswith("UTF-8 被当作 windows-1252；")
    assert cli("restore", "--explain", "a.txt").stderr.startswith("UTF-8 read as windows-1252; ")
