"""What the document model sees of whole files, beside micromark."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differential.markdown_parts import ours, theirs
from tests.differential.peers import ask, needs_peers
from tests.places import ROOT
from tests.real import DIGESTS

pytestmark = needs_peers

# The real digests are there only where a checkout has them beside it.
FILES = [*sorted((ROOT / "fixtures").rglob("*.md")), *DIGESTS]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem[:12]))
def test_parts_are_those_of_micromark(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig", "replace")
    (found,) = ask("markdown.mjs", [text])
    mine, reference = ours(text), theirs(text, found)
    for kind, parts in mine.items():
        assert parts == reference[kind], kind
