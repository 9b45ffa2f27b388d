"""The table from threats to tests names existing tests, and its links work."""

from __future__ import annotations

import re

import pytest

from tests.places import ROOT

DOCUMENTS = ("docs/security.md", "docs/zh/security.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_threat_has_a_test_that_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    table = re.split("## (?:From threat to test|从威胁到测试)", text)[1]
    rows = [line for line in table.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    assert len(rows) > 20
    for row in rows[1:]:
        named = NAMED.findall(row)
        assert named, row
        for file, function in named:
            assert f"\ndef {function}(" in (ROOT / file).read_text(encoding="utf-8"), row


@pytest.mark.parametrize("name", [*DOCUMENTS, "SECURITY.md"])
def test_links(name: str) -> None:
    file = ROOT / name
    links = re.findall(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)", file.read_text(encoding="utf-8"))
    assert links
    for target, fragment in links:
        found = (file.parent / target).resolve() if target else file
        assert found.is_file(), target
        if fragment:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {heading.lower().replace(" ", "-") for heading in headings}
            assert fragment.removeprefix("#") in slugs


def test_readers_find_them() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/security.md)" in readme
    assert "(SECURITY.md)" in readme
    assert "(docs/security.md)" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
