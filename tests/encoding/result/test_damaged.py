"""Remaining bytes of damaged characters: every candidate leads back to them, also the original."""

from functools import cache

import pytest

from digestlint.encoding import Channel, find_mojibake
from digestlint.encoding.result.damaged import fitting_in, is_aligned, left, left_of

CLEAN = "论文解读：中文与英文不同，降低了难度。\n实验结果表明，效果显著提升。\n"
ALIGNED = ["windows-1254,ignore,strip-ad", "windows-1252,?", "windows-1252,replace"]
NAMES = [*ALIGNED, "gbk,?", "gb18030,replace"]


@cache
def sources(name: str) -> dict[str, str]:
    """All characters of three bytes by what the channel leaves of them."""
    channel, found = Channel.parse(name), dict[str, str]()
    for char in map(chr, range(0x800, 0x10000)):
        if not "\ud800" <= char <= "\udfff":
            shown = channel.send(char)
            found[shown] = found.get(shown, "") + char
    return found


@pytest.mark.parametrize("name", NAMES)
def test_what_was_there_fits_what_is_left_of_it(name: str) -> None:
    channel = Channel.parse(name)
    sent = channel.send(CLEAN)
    found = find_mojibake(sent, channel)
    assert found.damaged(0, len(CLEAN))
    for run in found.runs:
        parts = list(left(run, sent))
        for number, (index, (known, fitting)) in enumerate(zip(run.damaged, parts, strict=True)):
            assert CLEAN[run.restored_start + index] in fitting
            assert list(fitting) == sorted(set(fitting))
            assert fitting_in(run, number, sent) == fitting
            for char in fitting:
                rest = iter(char.encode())
                assert all(byte in rest for byte in known)


@pytest.mark.parametrize("name", ALIGNED)
def test_all_that_leaves_the_same_fits_and_nothing_else(name: str) -> None:
    channel = Channel.parse(name)
    assert is_aligned(channel)
    sent = channel.send(CLEAN)
    for run in find_mojibake(sent, channel).runs:
        for index, (known, fitting) in zip(run.damaged, left(run, sent), strict=True):
            shown = sent[run.bounds[index] : run.bounds[index + 1]]
            assert "".join(c for c in fitting if "\u0800" <= c <= "\uffff") == sources(name)[shown]
            # Where bytes leave a mark, that says more than the bytes that are known.
            every = fitting if channel.substitutes else ""
            assert left_of(channel, shown) == (known, channel.lost, every)
