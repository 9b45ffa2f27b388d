"""A heading with several papers below it is the note on none of them."""

from __future__ import annotations

import pytest

from tests.frames import open_with

YEAR = """\
#### {year}

[1] Mara Holt. **Ferry: Asking Before Answering.** [[PDF]](https://arxiv.org/pdf/{first})

[2] Ana Sousa. **Gulls on the Pier.** [[PDF]](https://arxiv.org/pdf/{second})

"""


@pytest.mark.parametrize(
    ("second", "schema"),
    [("2503.90003", "paper-references"), ("2503.90001v2", "paper-headings")],
)
def test_headings_with_links_to_several_papers_are_no_papers(second: str, schema: str) -> None:
    first = "2503.90001"
    text = "".join(YEAR.format(year=year, first=first, second=second) for year in (2025, 2024))
    document = open_with({}, f"# Papers on harbours\n\n{text}")
    assert document.schema is not None and document.schema.name == schema


PAPER = """\
**[{0}] Ferry {0}: Asking Before Answering**
- Authors: Mara Holt
- Link: https://arxiv.org/abs/2503.9000{0}
- Abstract: A small model restates the question.

"""


def test_headings_with_labels_of_several_papers_are_no_papers() -> None:
    papers = [PAPER.format(number) for number in (1, 2, 3)]
    text = f"# Papers\n\n## Models\n\n{papers[0]}{papers[1]}## Robots\n\n{papers[2]}"
    document = open_with({}, text)
    assert document.schema is not None and document.schema.name == "paper-blocks"
    assert len(document.papers) == 3
