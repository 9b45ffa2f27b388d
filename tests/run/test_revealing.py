"""Findings revealed by fixes are counted separately and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.core.finding import BOM, Edit, Finding, Fix
from digestlint.run.revealing import Places
from tests.frames import ABSTRACT, METHOD, SECTIONS, survey
from tests.support import message


def found(start: int, end: int, code: str = "URL005", *edits: Edit) -> Finding:
    return Finding(start, end, message(""), Fix.safe(message(""), *edits), code=code, name="x")


HIDDEN = "在`a`<search>间，在`b`<think>间。\n"
ANCHOR = "[x](#nothing)\n"
TAGS = "2 findings revealed by fixes (MKD002 2)\n"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((ABSTRACT, "```\n", METHOD, HIDDEN, "```\n"), TAGS),
        ((ABSTRACT, "```\n", METHOD, HIDDEN, "\n", ANCHOR, "```\n"), TAGS),
        ((ABSTRACT, "\n", ANCHOR, "\n```\n", METHOD, HIDDEN, "```\n", "\n", ANCHOR), TAGS),
        ((ABSTRACT, "```\n", METHOD, ANCHOR, "```\n"), ""),
        ((ABSTRACT, METHOD, HIDDEN), ""),
    ],
)
def test_are_counted_apart_and_named(
    parts: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(survey(*parts), encoding="utf-8", newline="")
    main(["check", "--no-cache", "a.md"])
    assert "revealed by" not in capsys.readouterr().out
    main(["check", "--no-cache", "--fix", "--unsafe-fixes", "a.md"])
    out = capsys.readouterr().out
    assert "revealed by" in out if said else "came to light" not in out
    assert said in out
    main(["check", "--no-cache", "--fix", "--unsafe-fixes", "a.md"])
    assert "revealed by" not in capsys.readouterr().out


def test_of_all_files_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = survey(*SECTIONS[:4], "```\n", SECTIONS[4], HIDDEN, "```\n", SECTIONS[5])
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    main(["check", "--no-cache", "--fix", "--unsafe-fixes", "--statistics"])
    assert "4 findings revealed by fixes (MKD002 4)" in capsys.readouterr().out


def test_places_follow_the_rounds() -> None:
    places = Places([found(10, 12), found(20, 24), found(30, 31, "ANC001"), found(0, 5)])
    places.move([found(0, 0, "ENC002", Edit(BOM, 0, ""), Edit(0, 5, "ab"), Edit(15, 15, "xyz"))])
    places.move([found(0, 0, "URL001", Edit(21, 22, "long text"))])  # in the one of 20 to 24
    there = [found(7, 9), found(20, 32), found(38, 39, "ANC001"), found(0, 2)]
    assert places.new(there) == {}
    assert places.new([*there, found(3, 4), found(7, 9, "ANC001"), found(40, 41)]) == {
        "URL005": 2,
        "ANC001": 1,
    }


def test_nothing_is_new_where_no_text_became_visible() -> None:
    places = Places([])
    places.move([found(0, 1, "URL001", Edit(0, 1, ""))])
    assert places.new([found(3, 4)]) == {}
