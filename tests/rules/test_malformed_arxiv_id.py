from __future__ import annotations

import pytest

from tests.support import see

FOUND = [
    "[a](https://arxiv.org/abs/250515117)",
    "[a](https://arxiv.org/abs/2513.15117)",
    "[a](https://arxiv.org/pdf/2505.151171)",
    "[a](https://arxiv.org/pdf/2505.1511v1.pdf)",
    "[a]: http://arxiv.org/abs/",
    "代码https://arxiv.org/abs/2505.1511，好",
]
LEFT = [
    "[a](https://arxiv.org/abs/2505.15117)",
    "[a](https://arxiv.org/pdf/2505.15117v2.pdf)",
    "[a](https://arxiv.org/abs/hep-th/9901001)",
    "[a](https://arxiv.org/list/cs.CL/recent)",
    "[a](https://arxiv.org/pdf/2505.15117.)",
    "[a](https://a.org/abs/2505)",
    "代码https://arxiv.org/abs/2505.15117，好",
    "`https://arxiv.org/abs/25`",
]


@pytest.mark.parametrize("src", FOUND)
def test_reports_malformed_identifiers(src: str) -> None:
    assert [s.fix for s in see(src, "URL006")] == [None]


@pytest.mark.parametrize("src", LEFT)
def test_leaves_identifiers_and_other_pages(src: str) -> None:
    assert see(src, "URL006") == []


def test_none_hides_another() -> None:
    assert len(see("\n\n".join([*LEFT, *FOUND]), "URL006")) == len(FOUND)
