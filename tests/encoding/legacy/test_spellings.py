"""Characters that a code page of two bytes has twice."""

import pytest

from digestlint.encoding.channels.multibyte import LEGACY
from digestlint.encoding.legacy.spellings import choices, others


@pytest.mark.parametrize("codec", sorted({*LEGACY.values()}))
def test_each_codec_with_such_characters_is_asked(codec: str) -> None:
    known = others(codec)
    for pair, other in known.items():
        assert choices(b"a" + pair, (0, 1), codec) == [(1, other)]
    assert choices(b"abc", (0, 1, 2), codec) == []
    assert bool(known) is (codec in {"cp932", "cp950"})
