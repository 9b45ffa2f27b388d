from __future__ import annotations

import pytest

from tests.support import diagnose, see

FIELDS = {
    "venue": {"label": "Venue", "aliases": ["会议"], "repeated": "reported", "required": False},
    "link": {"label": "Link", "required": False},
}
OWN = {"own": {"match": {"headings": ["^Papers$"]}, "notes": {"level": 2, "fields": FIELDS}}}


@pytest.mark.parametrize(
    ("note", "rows"),
    [
        ("**Venue**: A\n**Venue**: B\n", [4]),
        ("**Venue**: A\n**Venue**: A\n**Venue**: A\n", [4, 5]),
        ("**Venue**: A\n**会议**：A\n", [4]),
        ("**Venue**: A **Link**: B **Venue:** C\n", [3]),
        ("- **Venue**: A\n- **Venue**: B\n", [4]),
        ("**Venue**: A\r\n**Venue**: B\r\n", [4]),
        ("**Venue**: A\n**Link**: B\n**Link**: C\n", []),
        ("**Venue**: A\n\n## Kelp\n**Venue**: B\n", []),
        ("Text.\n", []),
    ],
)
def test_fields_that_are_there_again(note: str, rows: list[int]) -> None:
    found = see(f"# Papers\n## Ferry\n{note}", "SEC011", schemas=OWN)
    assert [each.row for each in found] == rows
    assert {each.text[:4] for each in found} <= {"**Ve", "**会议"}


def test_names_the_line_of_the_first() -> None:
    text = "# Papers\n## Ferry\n**Venue**: A\n\n**Venue**: B\n"
    assert [str(each.message) for each in diagnose(text, "SEC011", schemas=OWN)] == [
        "the summary already has a field 'Venue', in line 3"
    ]


def test_entries() -> None:
    entries = {"pattern": "^(?P<title>[A-Z]+)", "fields": FIELDS}
    schemas = {"own": {"match": {"headings": ["^Papers$"]}, "entries": entries}}
    text = "# Papers\n- A **Venue**: X\n- B **Venue**: X **Venue**: Y\n"
    assert [str(each.message) for each in diagnose(text, "SEC011", schemas=schemas)] == [
        "this entry already has a field 'Venue', in line 3"
    ]
