"""What an entry that is written for notes takes from where."""

from __future__ import annotations

import pytest

from digestlint.document.document import Context
from digestlint.papers.bibliography import parse_bibliography
from tests.support import fixed

BIB = """@misc{a, title = {Reef}, url = {https://example.org/reef.pdf}, year = {2025}, month = jul}
@misc{b, title = {Another Name}, url = {http://arxiv.org/abs/2508.99005}, year = {2025}}
@misc{c, title = {Shoal}, year = {2025}, month = jan}
"""
WITH_BIB = Context(bibliography=parse_bibliography(BIB, "papers.bib"))
PAPER = "[[Paper](https://arxiv.org/abs/2503.99001)]"
CODE = "[[Code](https://github.com/example/ferry)]"
NOTES = "[[Notes](#ferry)]"
LINK = "[PDF](https://arxiv.org/pdf/2508.99005)"


def entry(*links: str, gap: str = " ") -> str:
    return f"- [25/03] **Ferry** {gap.join(links)}\n"


def added(existing: str, *note: str) -> str:
    """The entry that is written behind ``existing`` for a note; empty if there is none."""
    head = f"# Paper List\n\n{existing}"
    notes = "\n# TLDR/Notes\n\n## ferry\n\n## " + "\n".join(note) + "\n"
    result = fixed(head + notes, "TOC002", context=WITH_BIB)
    assert result.startswith(head)
    assert result.endswith(notes)
    return result[len(head) : -len(notes)].strip("\n")


@pytest.mark.parametrize(
    ("existing", "note", "expected"),
    [
        # No arXiv id and no DOI: the URL of the bibliography.
        (
            entry(PAPER, NOTES),
            ["reef"],
            "- [25/07] **Reef** [[Paper](https://example.org/reef.pdf)] [[Notes](#reef)]",
        ),
        # The bibliography's title would not lead to the notes.
        (
            entry(PAPER, NOTES),
            ["atoll", LINK],
            "- [25/08] **atoll** [[Paper](https://arxiv.org/pdf/2508.99005)] [[Notes](#atoll)]",
        ),
        # A link without a URL is removed with its brackets and one space.
        (entry(CODE, NOTES, gap=""), ["shoal"], "- [25/01] **Shoal**[[Notes](#shoal)]"),
        (entry(NOTES, CODE, gap=""), ["shoal"], "- [25/01] **Shoal** [[Notes](#shoal)]"),
        (entry(NOTES, CODE, PAPER), ["shoal"], "- [25/01] **Shoal** [[Notes](#shoal)]"),
        (
            "- [25/03] **Ferry**\n  [Code](https://github.com/example/ferry) [Notes](#ferry)\n",
            ["shoal"],
            "- [25/01] **Shoal**\n  [Notes](#shoal)",
        ),
        (
            f"- [25/03] **Ferry**\n{PAPER} {NOTES}\n",
            ["shoal"],
            "- [25/01] **Shoal**\n[[Notes](#shoal)]",
        ),
        # What the title was can't be told.
        (entry(PAPER, NOTES), ["re\N{REPLACEMENT CHARACTER}f", LINK], ""),
        (
            entry(PAPER, NOTES),
            ["reff", LINK],
            "- [25/08] **reff** [[Paper](https://arxiv.org/pdf/2508.99005)] [[Notes](#reff)]",
        ),
        # The target is in a definition, which other entries may use as well.
        (
            "- [25/03] **Ferry** [Paper][ferry] [[Notes](#ferry)]\n\n"
            "[ferry]: https://arxiv.org/abs/2503.99001\n",
            ["reef"],
            "",
        ),
    ],
)
def test_an_entry(existing: str, note: list[str], expected: str) -> None:
    assert added(existing, *note) == expected
