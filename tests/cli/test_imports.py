"""Nothing is imported that a run does not need: the lists are pinned."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import SOURCE

# What any Python program has once `site` is done varies; this is what digestlint adds.
REPLAY = {
    "digestlint",
    "digestlint.cli",
    "digestlint.cli.replaying",
    "digestlint.cli.closing",
    "digestlint.cache",
    "digestlint.cache.keys",
    "digestlint.cache.store",
}
# Python 3.13 imports `linecache` itself for any `-c`.
LIBRARIES_OF_A_REPLAY = {"__future__", "_blake2", "binascii", "gc", "zlib", "linecache"}
HEAVY = (
    *("ada_url", "bibtexparser", "charset_normalizer", "numpy", "tqdm", "wcwidth"),
    *("json", "multiprocessing", "subprocess", "asyncio", "email", "http"),
)


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


def test_an_empty_file(tmp_path: Path) -> None:
    modules = imported(project(tmp_path, ""), "digestlint", "check", "--no-cache", "a.md")
    assert {name for name in modules if name.startswith("digestlint")} == REPLAY
    assert modules - REPLAY <= LIBRARIES_OF_A_REPLAY


def test_a_file_that_is_known(tmp_path: Path) -> None:
    project(tmp_path, "# A\n\nText, 论文.\n")
    imported(tmp_path, "digestlint", "check", "a.md")
    modules = imported(tmp_path, "digestlint", "check", "a.md")
    assert {name for name in modules if name.startswith("digestlint")} == REPLAY
    assert modules - REPLAY <= LIBRARIES_OF_A_REPLAY


def test_a_clean_ascii_file(tmp_path: Path) -> None:
    project(tmp_path, "# A\n\nText with a [link](https://example.org/a).\n")
    modules = imported(tmp_path, "digestlint", "check", "--no-cache", "a.md")
    heavy = {name for name in modules if name.split(".")[0] in HEAVY}
    assert heavy == set()
    fixing = {"digestlint.fixer", "digestlint.verification", "digestlint.writer"}
    parallel = {"digestlint.workers.forked", "digestlint.workers.pooled"}
    other = {"digestlint.reporters.json", "digestlint.cli.explain", "digestlint.gitdiff"}
    assert modules & (fixing | parallel | other) == set()
