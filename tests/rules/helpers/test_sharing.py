from __future__ import annotations

import gc
import weakref

import pyromark
import pytest

from digestlint.lint.linter import lint
from digestlint.markdown import parse
from digestlint.rules.helpers.local_links import local_links
from digestlint.rules.helpers.pairing import pair
from digestlint.rules.urls.url_targets import targets
from tests.support import open_text

DIGEST = (
    "# Paper List\n- [25/01] **一 A** [[Paper](http://a.b/c)] [[TLDR/Notes](#a)]\n"
    "\n# TLDR/Notes\n## A\n### Abstract\n好。\n"
)


def test_facts_are_found_out_once_for_each_text() -> None:
    first, second = open_text(DIGEST), open_text(DIGEST.replace("http:", "https:"))
    assert targets(first.markdown) is targets(first.markdown)
    assert local_links(first.markdown) is local_links(first.markdown)
    assert first.digest and second.digest
    assert pair(first, first.digest) is pair(first, first.digest)
    assert [target.url for target in targets(second.markdown)] == ["https://a.b/c", "#a"]


def test_facts_are_forgotten_with_the_text() -> None:
    markdown = parse("[a](http://b.c)")
    targets(markdown)
    gone = weakref.ref(markdown)
    del markdown
    gc.collect()
    assert gone() is None


def test_a_digest_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    events_with_range = pyromark.events_with_range

    def counting(text: str, **options: object) -> object:
        calls.append(text)
        return events_with_range(text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pyromark, "events_with_range", counting)
    document = open_text(DIGEST)
    lint(document)
    assert calls == [document.text]
