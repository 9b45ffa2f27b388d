from __future__ import annotations

import pytest

from digestlint.core.finding import Edit, Fix
from digestlint.rules.helpers.outcome import Outcomes
from tests.support import message

TEXT = "ü\n\n```\na\n```\n\nb\n\n<!-- c -->\nd\n"


def removing(*pieces: str) -> Fix:
    starts = [(TEXT.index(piece), len(piece)) for piece in pieces]
    return Fix.safe(
        message("Remove it"), *(Edit(start, start + size, "") for start, size in starts)
    )


@pytest.mark.parametrize(
    ("fixes", "kept"),
    [
        ([], True),
        ([removing("```\na\n```\n")], True),
        ([removing("```\n")], False),  # what closed the block opens one
        ([removing("ü"), removing("d")], True),
        ([removing("ü"), removing("-->")], False),
        ([removing("\n\nb\n"), removing("\n<!--")], True),  # the second touches the first
        ([removing("\n<!--")], False),
    ],
)
def test_what_is_not_fixed_is_kept(fixes: list[Fix], kept: bool) -> None:
    assert Outcomes(TEXT).keep_the_rest(fixes) == kept
