from __future__ import annotations

import sys

import pytest

from digestlint.rules.encoding import invisible
from digestlint.rules.encoding.invisible import find_hidden


def test_no_character_that_is_looked_for_counts_as_printable() -> None:
    # Lines of printable characters are passed over.
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert invisible._HIDDEN.search(printable) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u200bb\n\u3000c\n\x07", [(1, 2), (7, 8)]),
        ("a\r\nb\x00\r\n", [(4, 5)]),
        ("a\rb\u00ad\rc", [(3, 4)]),
        ("中文\n\n好\u2060", [(5, 6)]),
        # Marks of direction belong in lines with letters that run from right to left.
        ("אב\u200f, c\nd\u200f, e\n", [(8, 9)]),
        ("אב\u200f, c\r\nd\u200f, e\r\n", [(9, 10)]),
        ("אב\u200f, c\rd\u200f, e\r", [(8, 9)]),
        ("a\tb　c\r\n", []),
    ],
)
def test_offsets_count_from_the_beginning_of_the_text(
    text: str, expected: list[tuple[int, int]]
) -> None:
    assert [match.span() for match in find_hidden(text)] == expected
