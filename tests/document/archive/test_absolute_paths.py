"""Files that are outside of every repository have absolute paths."""

from __future__ import annotations

import pytest

from digestlint.document.archive.archive import archive_file
from digestlint.document.archive.facts import FileFacts


@pytest.mark.parametrize("path", ["/a/b/c.md", "/c.md", "a/b/c.md", "c.md"])
def test_links_of_a_site_are_looked_for_in_all_folders_above(path: str) -> None:
    links = ["/x.md", "//x.md", "y.md"]
    file = archive_file(path, path, FileFacts(links=links), walked=False, whole=False)
    assert len(file.links) >= len(links) - 1
