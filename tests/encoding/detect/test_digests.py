"""Figures on the real digests, if they are available."""

from bisect import bisect_right
from collections import Counter
from pathlib import Path

import pytest

from digestlint.encoding import find_mojibake
from digestlint.encoding.result.invariant import leads_back
from tests.places import SHARED

DIGESTS = sorted((SHARED / "digests").glob("*.md"))

needs_digests = pytest.mark.skipif(not DIGESTS, reason="the shared digests are not at hand")


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


@needs_digests
@pytest.mark.parametrize(
    ("number", "lines", "lossless_lines"),
    [("000", 694, 62), ("001", 1063, 253), ("002", 697, 44), ("003", 175, 12)],
)
def test_every_damaged_line_is_found(number: str, lines: int, lossless_lines: int) -> None:
    source = _read(next(path for path in DIGESTS if path.name.startswith(number)))
    found = find_mojibake(source)
    assert found.code_page == "windows-1254"
    assert not found.suspects
    starts = [0, *(i + 1 for i, char in enumerate(source) if char == "\n")]
    losses = Counter[int]()
    for run in found.runs:
        assert leads_back([run], source) == [True]
        losses[bisect_right(starts, run.start)] += len(run.damaged)
    assert len(losses) == lines
    assert sum(not lost for lost in losses.values()) == lossless_lines
    covered = sum(run.end - run.start for run in found.runs)
    assert covered == sum(char > "\x7f" for char in source)


@needs_digests
def test_what_ftfy_fixes_is_fixed_alike() -> None:
    ftfy = pytest.importorskip("ftfy")
    alike = 0
    for path in DIGESTS[3:4]:
        source = _read(path)
        for before, after in zip(
            source.split("\n"), find_mojibake(source).text.split("\n"), strict=True
        ):
            if before != after and not set(after) & {"\uefff", "\ufffd"}:
                assert ftfy.fix_encoding(before) == after
                alike += 1
    assert alike == 12


@needs_digests
def test_the_clean_digest_is_left_alone() -> None:
    source = _read(DIGESTS[4])
    found = find_mojibake(source)
    assert (found.text, found.runs, found.suspects) == (source, (), ())


@pytest.mark.skipif(not (SHARED / "wild").is_dir(), reason="the public digests are not at hand")
def test_no_public_digest_raises_an_alarm() -> None:
    for path in (SHARED / "wild").rglob("*.md"):
        found = find_mojibake(_read(path))
        assert (found.runs, found.suspects) == ((), ()), path.name
