from __future__ import annotations

import pytest

from digestlint.rules.helpers.pairing import pair
from tests.support import open_text


def paired(entries: list[str], notes: list[str]) -> tuple[list[str], list[str]]:
    """For each entry its note's heading, and for each note its entry's title; "" for none."""
    text = "# Paper List\n" + "".join(f"- [25/01] **{entry}\n" for entry in entries)
    text += "\n# TLDR/Notes\n" + "".join(f"## {note}\n" for note in notes)
    document = open_text(text)
    assert document.digest
    pairs = pair(document, document.digest)
    return (
        [note.name if note else "" for _, note in pairs.entries],
        [entry.title.text if entry and entry.title else "" for _, entry in pairs.notes],
    )


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Kelp: Joint 2D&3D Charts", "kelp--joint-2d-3d-charts"),
        ("MAS$^2$: Self-Generative Systems", "mas$^2$--self-generative-systems"),
        ("$\\tau$-bench: Tools", "$-tau$-bench--tools"),
        ("s3: You Don't Need That", "s3--you-don-t-need-that"),
        ("Slow Tide, Fast Tide", "Slow Tide, Fast Tide"),
        ("深度：检索", "深度--检索"),
    ],
)
def test_titles_and_slugs_have_the_same_letters(title: str, heading: str) -> None:
    assert paired([f"{title}**", "Other**"], ["other", heading]) == (
        [heading, "other"],
        ["Other", title],
    )


@pytest.mark.parametrize(
    ("entries", "notes", "expected"),
    [
        # The link says what is meant where the titles differ.
        (["New Name** [[Notes](#old)]"], ["old"], ["old"]),
        # A link that was copied does not: its notes are those of the other title.
        (["Kelp** [[Notes](#tide)]", "Tide** [[Notes](#tide)]"], ["tide"], ["", "tide"]),
        # A broken link, and a typo.
        (["New Name** [[Notes](#old-title-)]"], ["old--title"], ["old--title"]),
        (["Sounding the Depht of Models**"], ["sounding-the-depth-of-models"], [0]),
        # Numbers are not typos.
        (["Report on Llama 2**"], ["report-on-llama-3"], [""]),
        # A repeated entry has the same notes, under another name as well.
        (["Kelp**", "Kelp**"], ["kelp"], ["kelp", "kelp"]),
        (["New** [[Notes](#old)]", "New**"], ["old"], ["old", "old"]),
        (["Kelp**", "Tide**"], ["kelp"], ["kelp", ""]),
    ],
)
def test_links_and_likeness(entries: list[str], notes: list[str], expected: list[object]) -> None:
    assert paired(entries, notes)[0] == [notes[e] if isinstance(e, int) else e for e in expected]


def test_repeated_notes_share_an_entry() -> None:
    assert paired(["Kelp**"], ["kelp", "kelp", "tide"])[1] == ["Kelp", "Kelp", ""]


def test_characters_that_are_lost_match_nothing() -> None:
    assert paired(["A\ufffd\ufffd**"], ["a"])[0] == [""]
    assert paired(["A\ufffd\ufffd** [[Notes](#a)]"], ["a"])[0] == ["a"]


def test_many_strays_take_no_time() -> None:
    entries = [f"Paper {'x' * i}**" for i in range(1, 400)]
    notes = [f"note-{'y' * i}" for i in range(1, 400)]
    assert set(paired(entries, notes)[0]) == {""}
