from __future__ import annotations

import pytest

from digestlint.rules.helpers.local_links import fragment_edit, local_links
from digestlint.text.edits import applied
from tests.support import open_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](#old)", "[a](#new-slug)"),
        ("[a](<#old> 'title')", "[a](<#new-slug> 'title')"),
        ("[a](other.md#old)", "[a](other.md#new-slug)"),
        ("[a](#o%6Cd)", "[a](#new-slug)"),
        # As written it is not a URL: escapes are replaced together with their meaning.
        ("[a](#o\\_d)", "[a](#new-slug)"),
        ("[a](#o&#95;d)", "[a](#new-slug)"),
        # Where the file's name ends can't be told any more.
        ("[a](other.md#o\\_d)", None),
        ("[a](other.md&#35;old)", None),
    ],
)
def test_a_link_is_led_elsewhere(text: str, expected: str | None) -> None:
    document = open_text(text)
    (link,) = local_links(document.markdown)
    edit = fragment_edit(document, link, "new-slug")
    assert (applied(text, [edit]) if edit else None) == expected
