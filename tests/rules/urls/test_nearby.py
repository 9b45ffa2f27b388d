from __future__ import annotations

import pytest

from digestlint.rules.urls.nearby import NotesOfEntries
from tests.support import open_text

TEXT = """# Paper List

- [25/09] **{title}** {link}

# TLDR/Notes

## kelp-forest

<a id="here"></a>

## tide

## tide
"""


@pytest.mark.parametrize(
    ("title", "link", "expected"),
    [
        ("Anything", "[Notes](#kelp-forest)", "kelp-forest"),
        ("Anything", "[Notes](#tide-1)", "tide"),
        # The link is broken or leads to what is not a heading of notes; the title tells.
        ("Kelp Forest", "[Notes](#kelp)", "kelp-forest"),
        ("Kelp Forest", "[Notes](#here)", "kelp-forest"),
        ("Kelp Forest", "[Notes](#paper-list)", "kelp-forest"),
        ("Kelp Forest", "", "kelp-forest"),
        ("Anything", "[Notes](#paper-list)", None),
        # Two notes have the title.
        ("Tide", "", None),
        ("!", "", None),
    ],
)
def test_the_notes_of_an_entry(title: str, link: str, expected: str | None) -> None:
    document = open_text(TEXT.format(title=title, link=link))
    assert document.digest is not None
    (entry,) = document.digest.entries
    note = NotesOfEntries(document).note_of(entry)
    assert (note.name if note else None) == expected
