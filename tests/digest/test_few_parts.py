"""Which schema a text has, and which schemas are not tried on it."""

from __future__ import annotations

from math import inf
from pathlib import PurePath

import pytest

from digestlint.digest import choosing
from digestlint.digest.schema import Schema, Signs, load_schemas
from digestlint.markdown import parse

HEADINGS = """\
# Papers of the week

## Small Models Can Plan
Authors: Ada Bauer, Chen Li
Link: https://arxiv.org/abs/2501.01234
Abstract: They can, for a while.

## Large Models Forget
Authors: Dora Evans
Link: https://arxiv.org/abs/2501.04321
Abstract: They do, now and then.
"""
TEXTS = {
    "nothing": "# Ideas\n\nText with a [link](https://example.org).\n",
    "one item": "# Papers\n\n- [Small Models](https://arxiv.org/abs/2501.01234)\n",
    "items": (
        "# Papers\n\n- [Small Models Can Plan](https://arxiv.org/abs/2501.01234)\n"
        "- [Large Models Forget](https://arxiv.org/abs/2501.04321)\n"
    ),
    "headings": HEADINGS,
    "one heading": HEADINGS.partition("\n## Large")[0],
    "table": (
        "# Papers\n\n| Title | Link |\n| --- | --- |\n"
        "| Small Models Can Plan | https://arxiv.org/abs/2501.01234 |\n"
        "| Large Models Forget | https://arxiv.org/abs/2501.04321 |\n"
    ),
    "lines of one paragraph": (
        "# Papers\n\n**Small Models Can Plan** https://arxiv.org/abs/2501.01234\n"
        "**Large Models Forget** https://arxiv.org/abs/2501.04321\n"
        "**Models Sleep** https://arxiv.org/abs/2501.05555\n"
    ),
    "lines that end in CR": (
        "# Papers\r\r1. Small Models Can Plan\rAuthors: Ada Bauer\rAbstract: They can.\r\r"
        "2. Large Models Forget\rAuthors: Dora Evans\rAbstract: They do.\r"
    ),
    "details": (
        "# Papers\n\n<details><summary>Small Models Can Plan</summary>\n\nAuthors: Ada Bauer\n\n"
        "Abstract: They can.\n\n</details>\n\n<details><summary>Large Models Forget</summary>\n\n"
        "Authors: Dora Evans\n\nAbstract: They do.\n\n</details>\n"
    ),
}


def chosen(text: str) -> Schema | None:
    markdown = parse(text)
    signs = choosing.signs_of(markdown, PurePath("papers.md"))
    return choosing.choose(None, load_schemas(), signs, markdown)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_with_few_parts_has_the_schema_that_it_would_have(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = chosen(text)
    monkeypatch.setattr(choosing, "_most_parts", lambda spec, markdown: inf)
    assert chosen(text) == found


def test_few_parts_may_be_enough() -> None:
    found = {name: schema for name, text in TEXTS.items() if (schema := chosen(text))}
    assert {"items", "headings", "details", "lines of one paragraph"} <= set(found)


def test_schemas_are_not_tried_on_texts_with_fewer_parts_than_they_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = []

    def recognises(schema: Schema, signs: Signs) -> bool:
        tried.append(schema)
        return False

    monkeypatch.setattr(choosing, "recognises", recognises)
    assert chosen(TEXTS["nothing"]) is None
    assert tried
    assert not [schema.name for schema in tried if schema.match.least_parts > 1]
