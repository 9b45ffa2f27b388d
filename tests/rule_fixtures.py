"""The fixtures of rules: a folder for each, with a digest and what is expected of it.

``digest.md`` is the digest, beside a bibliography or a configuration where the rule needs one.
``findings.txt`` is what ``digestlint check --select CODE digest.md`` prints, and ``fixed.md`` is
the digest after ``--fix --unsafe-fixes``, if that changes it. A rule that compares files has a
folder of them, and ``digestlint check --select CODE .`` is printed.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from pathlib import Path

from digestlint.cli import main
from digestlint.lint.registry import find_rule
from tests.places import ROOT

FIXTURES = ROOT / "fixtures" / "rules"
DIGEST, FOUND, FIXED = "digest.md", "findings.txt", "fixed.md"


def outcome(folder: Path, work: Path) -> tuple[str, bytes | None]:
    """What the rule of a fixture prints, and the fixed digest if it differs; ``work`` is made."""
    shutil.copytree(folder, work, ignore=shutil.ignore_patterns(FOUND, FIXED))
    (work / ".git").mkdir()
    rule = find_rule(folder.name)
    # An unused suppression is one of a rule that runs.
    codes = "ALL" if rule.info.runs_last else rule.code
    check = ["check", "--no-cache", "--select", codes]
    if rule.info.across_files:
        with contextlib.chdir(work):
            return _printed([*check, "."]), None
    before = (work / DIGEST).read_bytes()
    with contextlib.chdir(work):
        printed = _printed([*check, DIGEST])
        _printed([*check, "--fix", "--unsafe-fixes", DIGEST])
    after = (work / DIGEST).read_bytes()
    return printed, after if after != before else None


def _printed(arguments: list[str]) -> str:
    """What a command prints to stdout."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    environment = dict(os.environ)
    os.environ |= {"NO_COLOR": "1", "COLUMNS": "100"}
    try:
        with contextlib.redirect_stdout(stream):
            main(arguments)
    finally:
        os.environ.clear()
        os.environ.update(environment)
    return raw.getvalue().decode("utf-8")
