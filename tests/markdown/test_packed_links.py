"""Very many links: the same as few, each made when it is asked for."""

from __future__ import annotations

import pytest

from digestlint.markdown import Markdown, parse, parser
from digestlint.markdown.packed_links import PackedLinks, spans_of, starts_of, targets_of

TEXT = """\
[![image](a.png)](https://example.org/a) and <https://example.org/b>, <me@example.org>.

[text](<c d> "title") [empty]() [label][] [other][label] ![last][label] [e](x&amp;y\\_z)

https://example.org/e and www.example.org, [one](https://example.org/f)[two](g)

[label]: https://example.org/d
"""


few = parse(TEXT)


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> Markdown:
    monkeypatch.setattr(parser, "MANY", 0)
    return parse(TEXT)


def test_they_are_the_same(packed: Markdown) -> None:
    assert isinstance(packed.links, PackedLinks)
    assert not isinstance(few.links, PackedLinks)
    assert len(packed.links) == len(few.links) > 10
    assert list(packed.links) == list(few.links)
    assert [packed.links[i] for i in range(len(few.links))] == list(few.links)
    assert packed.links[-1] == few.links[-1]
    assert packed.links[2:5] == few.links[2:5]
    assert {type(link.image) for link in packed.links} == {bool}


def test_so_are_their_places(packed: Markdown) -> None:
    assert list(starts_of(packed.links)) == starts_of(few.links)
    assert list(spans_of(packed.links)) == list(spans_of(few.links))
    assert list(targets_of(packed.links)) == list(targets_of(few.links))
    assert [*packed.urls] == [*few.urls]


def test_they_are_found_by_place(packed: Markdown) -> None:
    for offset in range(len(TEXT)):
        assert packed.link_at(offset) == few.link_at(offset)
    assert packed.links_in(10, 200) == few.links_in(10, 200) != []
