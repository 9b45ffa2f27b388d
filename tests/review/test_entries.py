from __future__ import annotations

from digestlint.review.entries import Entries
from tests.places import ROOT
from tests.support import open_text

TEXT = (
    "# 列表\n\n## A Paper on Agents\n\n<https://arxiv.org/abs/2509.24323>\n\n"
    "## Another Paper\n\n<https://arxiv.org/abs/2509.24324>\n"
)


def test_rows_are_in_their_entries() -> None:
    entries = Entries(open_text(TEXT, schema="paper-headings"))
    assert entries.titles == ["A Paper on Agents", "Another Paper"]
    assert [entries.at(row) for row in (1, 3, 5, 7, 9)] == [-1, 0, 0, 1, 1]


def test_an_entry_and_its_notes_are_one() -> None:
    text = (ROOT / "fixtures" / "clean" / "survey.md").read_text(encoding="utf-8")
    document = open_text(text, schema="survey")
    assert document.digest and document.digest.entries and document.digest.notes
    entries = Entries(document)
    assert len(entries.titles) == len(document.digest.entries)
    assert entries.titles[0].startswith("Ferry-R1: ")
    note = document.digest.notes[0]
    assert entries.at(document.lines.position(note.span.start)[0]) == 0


def test_a_file_that_no_schema_fits_has_none() -> None:
    entries = Entries(open_text("# A\n\nText.\n", schema="none"))
    assert (entries.titles, entries.at(1), entries.at(3)) == ([], -1, -1)
