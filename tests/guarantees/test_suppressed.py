"""Comments of ``--add-suppressions`` leave a clean file, and change nothing that is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digestlint.project.config import Config
from digestlint.run.task import Task
from tests.places import ROOT
from tests.support import run_file

markdown_it = pytest.importorskip("markdown_it")  # a parser that is not ours; rich needs it

FIXTURES = sorted(path.parent for path in (ROOT / "fixtures" / "rules").glob("*/digest.md"))
# A merge conflict, and comments themselves; a file with these keeps some findings.
LEFT = {"GIT001", "DIG001"}
# Findings that a comment beside them takes away, so that it silences nothing.
ELUSIVE = {"repeated-content": {"GEN005"}, "wrong-count": {"TOC009"}}
COMMENT = re.compile(r"<!--\s*digestlint-[^>]*-->")


def html(data: bytes) -> str:
    """What another renderer shows, comments for digestlint and white space aside."""
    text = data.decode("utf-8-sig", "replace")
    parser = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table")
    return re.sub(r"\s+", "", COMMENT.sub("", parser.render(text)))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_all_findings_can_be_silenced(fixture: Path, tmp_path: Path) -> None:
    before = (fixture / "digest.md").read_bytes()
    path = tmp_path / "digest.md"
    path.write_bytes(before)
    config = Config.of({"select": ["ALL"]})
    result = run_file(Task(path, config, suppress=True))
    assert result.problem is None
    codes = {finding.code for finding in result.findings}
    assert codes <= LEFT | ELUSIVE.get(fixture.name, set()) or "GIT001" in codes
    after = path.read_bytes()
    assert (after == before) == (not result.suppressed)
    if not before.startswith(b"---"):  # of front matter, that parser knows nothing
        assert html(after) == html(before)
    again = run_file(Task(path, config, suppress=True))
    assert path.read_bytes() == after
    assert again.suppressed == 0
