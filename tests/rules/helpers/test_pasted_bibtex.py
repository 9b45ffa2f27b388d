from __future__ import annotations

import pytest

from digestlint.rules.helpers.pasted_bibtex import pasted_bibtex


def _entries(text: str) -> list[str]:
    return [text[slice(*span)] for span in pasted_bibtex(text)]


@pytest.mark.parametrize(
    "entry",
    [
        "@article{k1,\n  title = {A {B} C},\n  url   = {https://example.org/1},\n}",
        "@misc{k1, title={A}, note={\\textit{x} (y)}}",
        '@InProceedings {k1,\r\n  title = "A",\r\n  year = 2024\r\n}',
        "@book{a key with blanks,\n\ttitle={A}}",
        "@online{\n  title = {no key}\n}",
        "@techreport(k1, title = {A (1)}, year = 2024)",
        '@string{acl = "Annual Meeting"}',
        "@thesis{k1,\n> title = {in a quotation},\n> }",
        "@software{k1,\n\n  title = {after an empty line}\n}",
    ],
)
@pytest.mark.parametrize("around", ["§", "Cite:\n\n§\n\nMore } text.\n", "- § and (so) on {x}"])
def test_finds_an_entry(entry: str, around: str) -> None:
    assert _entries(around.replace("§", entry)) == [entry]


def test_finds_each_of_several() -> None:
    first, second = "@article{a, title={A}}", "@misc{b,\ntitle={B},\n}"
    assert _entries(f"{first}\n{second}\n") == [first, second]
    assert _entries(f"{first}{second}") == [first, second]


def test_an_entry_that_nothing_closes_ends_at_an_empty_line() -> None:
    assert _entries("@misc{a,\n title={A},\n\nA word {b}.\n") == ["@misc{a,\n title={A},"]
    assert _entries("@misc{a,\n title={A},\n@misc{b, title={B}}\n") == [
        "@misc{a,\n title={A},\n",
        "@misc{b, title={B}}",
    ]
    assert _entries("@misc{a, title={A") == ["@misc{a, title={A"]


@pytest.mark.parametrize(
    "text",
    [
        "Write to me@misc{a, b={c}}.",
        "@media {color: red}",
        "@Component({selector: 'x'})",
        "Use `@article{key}` here.",
        "the @online store (a, b=c)",
        "@set{1, 2}",
        "@misc and @book",
    ],
)
def test_leaves_other_at_signs(text: str) -> None:
    assert _entries(text) == []


@pytest.mark.parametrize("part", ["@misc{", "@misc{a, b={", "@misc(a,b=c ", "@", "@misc{a,\n", "{"])
def test_takes_no_longer_for_hostile_text(part: str) -> None:
    assert len(pasted_bibtex(part * 100_000)) <= 100_000
