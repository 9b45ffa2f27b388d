from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.papers.bibliography import candidate_names


@pytest.mark.parametrize(
    ("path", "title", "names"),
    [
        ("notes/papers.md", None, ["papers.bib"]),
        ("papers.md", "", ["papers.bib"]),
        ("papers.md", "# Daily papers", ["papers.bib"]),
        ("a.md", "# Paper List from BIB File: agents.bib", ["agents.bib", "a.bib"]),
        (
            "a.md",
            "Paper List from BIB File: My Agents (2025).bib",
            ["My Agents (2025).bib", "a.bib"],
        ),
        ("a.md", "论文列表 from BIB File：综述.bib", ["综述.bib", "a.bib"]),
        ("a.md", "agents.bib", ["agents.bib", "a.bib"]),
        ("a.md", "Papers in `agents.bib`", ["agents.bib", "a.bib"]),
        ("a.md", "a.bib", ["a.bib"]),
        ("a.b.md", None, ["a.b.bib"]),
        # Never another folder.
        ("a.md", "BIB File: ../../etc/x.bib", ["x.bib", "a.bib"]),
        ("a.md", "BIB File: C:\\x\\y.bib", ["y.bib", "a.bib"]),
        ("a.md", "BIB File: x\0y.bib", ["a.bib"]),
        ("a.md", "BIB File: /.bib", ["a.bib"]),
        ("a.md", "the.bibliography", ["a.bib"]),
        ("a.md", "x" * 100_000, ["a.bib"]),
        ("", None, []),
    ],
)
def test_names(path: str, title: str | None, names: list[str]) -> None:
    assert list(candidate_names(Path(path), title)) == names
