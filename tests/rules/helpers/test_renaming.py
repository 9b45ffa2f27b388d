from __future__ import annotations

import pytest

from digestlint.core.finding import Edit
from digestlint.rules.helpers.renaming import retarget
from tests.support import open_text

TEXT = """# Papers

[a](#1-kelp) [b]( <#1-kelp> ) ![c](#1-kelp) [d](#2-tide) [e](other.md#1-kelp) [f][ref]

[ref]: #1-kelp

## 1 Kelp
## 2 Tide
"""


def after(text: str, old: str, new: str) -> str | None:
    """``text`` with the links that follow when the heading ``old`` becomes ``new``."""
    document = open_text(text)
    heading = next(h for h in document.markdown.headings if h.text == old)
    edits: list[Edit] = []
    for links in retarget(document, {heading.span: new}).values():
        if links is None:
            return None
        edits += links
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.content + text[edit.end :]
    return text


def test_links_and_definitions_follow() -> None:
    text = after(TEXT, "1 Kelp", "3 Kelp")
    assert text == TEXT.replace("(#1-", "(#3-").replace("<#1-", "<#3-").replace(": #1-", ": #3-")


def test_the_count_of_equal_headings_moves_on() -> None:
    text = "[x](#kelp-1)\n\n## Kelp\n\n## Kelp\n"
    assert after(text, "Kelp", "Tide") == "[x](#kelp)\n\n## Kelp\n\n## Kelp\n"


@pytest.mark.parametrize(
    "text",
    [
        '<a href="#1-kelp">kelp</a>\n\n## 1 Kelp\n',
        '[x](#1-kelp)\n\n<a id="1-kelp"></a>\n\n## 1 Kelp\n',
    ],
)
def test_gives_up_where_a_link_cant_follow(text: str) -> None:
    assert after(text, "1 Kelp", "3 Kelp") is None
