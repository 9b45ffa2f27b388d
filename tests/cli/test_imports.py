"""Nothing is imported that a run does not need: the lists are pinned."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from digestlint.core import rule_index
from tests.places import SOURCE

# What any Python program has once `site` is done varies; this is what digestlint adds.
REPLAY = {
    "digestlint",
    "digestlint.cli",
    "digestlint.run",
    "digestlint._runtime",
    "digestlint._runtime.installation",
    "digestlint._runtime.tracing",
    "digestlint._runtime.tracing.seen",
    "digestlint.run.cached_report",
    "digestlint.run.cache",
    "digestlint.run.cache.folder",
    "digestlint._runtime.tracing.looks",
    "digestlint.run.cache.question",
    "digestlint.run.cache.store",
    "digestlint._runtime.hashing",
    "digestlint._runtime.opening",
    "digestlint._runtime.interrupts",
}
# Python 3.13 imports `linecache` itself for any `-c`.
LIBRARIES_OF_A_REPLAY = {"_blake2", "_thread", "errno", "gc", "linecache"}
HEAVY = (
    *("ada_url", "bibtexparser", "charset_normalizer", "ftfy", "numpy", "regex", "tqdm"),
    "wcwidth",
    *("babel", "json", "multiprocessing", "subprocess", "asyncio", "email", "http"),
)
# What takes milliseconds where nothing is configured, no bibliography is there, nothing damaged.
SLOW = (
    *("ast", "contextvars", "dataclasses", "hashlib", "html", "inspect", "logging"),
    *("msgspec", "shlex", "shutil", "tomllib", "typing", "typing_extensions", "zipfile"),
)
# Packages of which a clean run needs few modules, and those that it does need.
FEW = {
    "papers.bibliography": {"names"},
    "encoding.channels": {"candidates", "multibyte", "plausibility"},
    "encoding.result": {"restoration", "run"},
    "encoding.detect": {
        *("beyond_ascii", "double_byte", "east_asian", "first_look", "legacy", "leftovers"),
        *("odd_words", "quotations", "suspicion", "suspicious_characters"),
    },
    "encoding.infill": set[str](),
    "papers.latex": set[str](),
}
SURVEY = """\
# Paper List

- [25/05] **一种方法 A**
[[Paper](https://arxiv.org/abs/2505.15117)] [[TLDR/Notes](#a)]

# TLDR/Notes
## A
### Abstract
好。
"""


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command imports."""
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "importtime",
            "-c",
            f"import sys; sys.argv = {list(arguments)!r}\n"
            "from digestlint.cli import main\nsys.exit(main())",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names = re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)
    # What comes before `site` has loaded is the interpreter's own.
    return set(names[names.index("site") + 1 :])


def project(folder: Path, text: str) -> Path:
    (folder / ".git").mkdir()
    (folder / "a.md").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (["a.md"], ""),
        ([], "pyproject.toml"),
        (["--config", "force-exclude=true", "--select", "URL", "a.md"], "digestlint.toml"),
        (["--config", "force-exclude=true", "--select", "ENC", "--fix", "."], "pyproject.toml"),
        (["--output-format", "json", "--statistics", "a.md"], "digestlint.toml"),
        (["-", "--fix"], ""),
    ],
)
def test_what_is_known(tmp_path: Path, options: list[str], name: str) -> None:
    project(tmp_path, "# A\n\nText, 论文. See [b](b.md#b).\n")
    (tmp_path / "b.md").write_text("# B\n")
    (tmp_path / "a.bib").touch()
    if name:
        (tmp_path / name).touch()
    imported(tmp_path, "digestlint", "check", *options)
    modules = imported(tmp_path, "digestlint", "check", *options)
    assert {name for name in modules if name.startswith("digestlint")} == REPLAY
    assert modules - REPLAY <= LIBRARIES_OF_A_REPLAY


def test_a_clean_ascii_file(tmp_path: Path) -> None:
    project(tmp_path, "# A\n\nText with a [link](https://example.org/a).\n")
    modules = imported(tmp_path, "digestlint", "check", "--no-cache", "a.md")
    heavy = {name for name in modules if name.split(".")[0] in HEAVY}
    assert heavy == set()
    assert {name for name in modules if name.split(".")[0] in SLOW} == set()
    fixing = {"digestlint.fixes.fixer", "digestlint.fixes.verifier", "digestlint.fixes.writer"}
    parallel = {"digestlint._runtime.workers.pool", "digestlint._runtime.workers.cpu_limit"}
    other = {"digestlint.output.json", "digestlint.cli.explain", "digestlint.fixes.diff"}
    assert modules & (fixing | parallel | other) == set()


def test_a_digest_in_chinese_without_findings_of_rare_kinds(tmp_path: Path) -> None:
    arguments = ("digestlint", "check", "--no-cache", "--exit-zero", "-q", "a.md")
    modules = imported(project(tmp_path, SURVEY), *arguments)
    assert {name for name in modules if name.split(".")[0] in (*HEAVY, *SLOW)} == set()
    for package, needed in FEW.items():
        prefix = f"digestlint.{package}."
        loaded = {name.removeprefix(prefix) for name in modules if name.startswith(prefix)}
        assert loaded <= needed, package


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("论文 è®ºæ–‡è§£è¯» 实验 å®žéªŒ\n", False),  # restored
        ("### åŠ¨æœºï¼ˆä¸ä»¥å‰çš„æ–¹æ³•ç›¸æ¯”ï¼‰\n", False),  # with a character filled in
        ("Un CafÃ© noir.\n", False),  # suspected, with a fix of our own
        ("La MANHÃ, Ångström, naïve «façade» … “Übung”, ПРИВЕТ, √2\n", False),
        ("EL NIÃ‘O\n", True),
        ("Nice \xed\xa0\xbd\xed\xb8\x80 day\n", True),
    ],
)
def test_ftfy_is_asked_about_what_is_left(tmp_path: Path, text: str, asked: bool) -> None:
    arguments = ("digestlint", "check", "--no-cache", "--exit-zero", "-q", "a.md")
    assert ("ftfy" in imported(project(tmp_path, text), *arguments)) == asked


def test_rules_that_cannot_find_anything_are_not_loaded(tmp_path: Path) -> None:
    project(tmp_path, "# A\n\nText.\n")
    script = (
        "import sys\nfrom digestlint.cli import main\n"
        "main(['check', '--no-cache', '-q', 'a.md'])\n"
        "print(*(m for m in sys.modules if m.startswith('digestlint.rules.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    rules = {rule.name.replace("-", "_") for rule in rule_index.RULES}
    loaded = rules & {name.rpartition(".")[2] for name in done.stdout.split()}
    everywhere = {
        "control_character",
        "heading_without_space",
        "malformed_url",
        "numbering_gap",
        "split_url",
        "stale_toc",
    }
    assert loaded == everywhere, "give the rule a prefilter or requires; else add it to everywhere"
