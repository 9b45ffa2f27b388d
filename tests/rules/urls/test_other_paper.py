from __future__ import annotations

import pytest

from tests.support import diagnose, see

OTHER = "https://arxiv.org/abs/2505.15171"
FOUND = [
    f"[arXiv:2505.15117]({OTHER})",
    f"[2505.15117]({OTHER})",
    f"[**arXiv 2505.15117v1**]({OTHER})",
    f"[`2505.15117.pdf`]({OTHER})",
    f"[arXiv:2505.15117 [cs.CL]]({OTHER})",
    f"[https://arxiv.org/abs/2505.15117]({OTHER})",
    f"[[2505.15117] A Title]({OTHER})",
    f"[论文 2505.15117]({OTHER})",
    f"[arXiv 2505.15117 (v2)]({OTHER})",
    f"[2505.15117 (pdf)]({OTHER})",
    f"[https://huggingface.co/papers/2505.15117]({OTHER})",
    f"[doi:10.48550/arXiv.2505.15117]({OTHER})",
    f"[Ferry et al., arXiv:2505.15117 (2025)]({OTHER})",
    "[arXiv:2505.15117](https://huggingface.co/papers/2505.15171)",
    "[arXiv:2505.15117](https://doi.org/10.48550/arXiv.2505.15171)",
    "[arXiv:2505.15117](https://arxiv.org/2505.15171)",
    "[arXiv:cs/0501001](https://arxiv.org/abs/cs/0501002)",
    f"[arXiv:2505.15117][1]\n\n[1]: {OTHER}",
    f'<a href="{OTHER}">arXiv:2505.15117</a>',
    f"[![arXiv](https://img.shields.io/badge/arXiv-2505.15117-red.svg)]({OTHER})",
    "[doi:10.1145/3580305](https://doi.org/10.1145/3580306)",
]
LEFT = [
    f"[arXiv:2505.15171]({OTHER})",
    f"[arXiv:2505.15171v1]({OTHER}v3)",
    "[math.GT/0309136](https://arxiv.org/abs/math/0309136)",
    f"[arXiv]({OTHER})",
    f"[Comment on arXiv:2505.15117]({OTHER})",
    f"[对 arXiv:2505.15117 的评论]({OTHER})",
    f"[Of 2505.15117 things]({OTHER})",
    f"[arXiv:2505.15117, arXiv:2505.15171]({OTHER})",
    "[arXiv:2505.15117](https://github.com/a/b)",
    "[10.1145/358](https://doi.org/10.1145/3580305)",
    f"![arXiv:2505.15117]({OTHER})",
    f"[![arXiv](https://img.shields.io/badge/arXiv-paper-red.svg)]({OTHER})",
    f"`[arXiv:2505.15117]({OTHER})`",
]


@pytest.mark.parametrize("src", FOUND)
def test_reports_links_to_another_paper(src: str) -> None:
    assert [s.fix for s in see(src, "URL011")] == [None]


@pytest.mark.parametrize("src", LEFT)
def test_leaves_links_to_the_same_paper(src: str) -> None:
    assert see(src, "URL011") == []


def test_names_both() -> None:
    (found,) = diagnose(FOUND[0], "URL011")
    assert "arXiv:2505.15117" in str(found.message)
    assert "arXiv:2505.15171" in str(found.message)
