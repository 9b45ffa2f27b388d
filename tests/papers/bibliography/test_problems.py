"""Files that cannot be read whole."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestlint.papers.bibliography import blocks, parse_bibliography
from digestlint.rules.bibliography.bibtex_problems import message_of
from tests.timing import processor_seconds


@pytest.mark.parametrize(
    ("text", "line", "words", "keys"),
    [
        ("\n@misc{a, title = {T},\n@misc{b}", 2, "'a' is not closed", ["b"]),
        ('@misc{a, title = "T,\n@misc{b}', 1, "'a' is not closed", ["b"]),
        ("@misc{b}\n\n@misc{a, title = {T}", 3, "'a' is never closed", ["b"]),
        ("@misc{title = {T}}\n@misc{b}", 1, "no comma after its key", ["b"]),
        ("@misc{a, title}\n@misc{b}", 1, "'a' has a field without '='", ["b"]),
        ("@misc{a, title = {T}}\n@misc{a, title = {U}}", 2, "'a' is already used on line 1", "aa"),
        ("@misc{a, title = {T}}\n@misc{a, title = {t}}", 2, "'a' is already used on line 1", "a"),
        ("@misc{a, title = {T}, Title = {U}}", 1, "more than one field 'title'", "a"),
        ("@misc{, title = {T}}", 1, "no key", [""]),
        ("@misc{a,\n year = {2025}\n title = {T}\n}", 3, "no comma before field 'title'", "a"),
        ("@misc{a,\n title = {T} rest,\n}", 2, "after field 'title' of entry 'a'", "a"),
        ("@misc{a, title = {T}},\n year = {2025},\n}", 2, "outside any entry", "a"),
        ("@misc{a, title = {{}{}}{}\\}", 1, "after field 'title' of entry 'a'", "a"),
        ("@misc{a}\n@in-book{b, title = {T}}", 2, "'@in-book' does not start an entry", "a"),
        ("@misc{a}\n@article b,\n title = T\n", 2, "'@article' does not start an entry", "a"),
        # what BibTeX rejects, although it can be read
        ("@misc{bad key,\n title = {T}}", 1, "'bad key' contains a space", ["bad key"]),
        ("@misc{bad\tkey, title = {T}}", 1, "'bad key' contains a space", ["bad\tkey"]),
        ("@misc{b}\n@misc{a\nb, title = {T}}", 2, "'a b' contains a space", ["b", "a\nb"]),
        ("@misc{论文 二,\n title = {T}}", 1, "'论文 二' contains a space", ["论文 二"]),
        ("@misc{a%b,\n title = {T}}", 1, "'a%b' contains '%'", ["a%b"]),
        ("@misc{a#b,\n title = {T}}", 1, "'a#b' contains '#'", ["a#b"]),
        ("@misc{Ab, title = {T}}\n\n@misc{aB, title = {U}}", 3, "on line 1, as 'Ab'", ["Ab", "aB"]),
        ("@misc{a,\n % b\n title = {T}}", 2, "this '%' is inside an entry", "a"),
        ("@misc{a,\n title = {T}, % b, c = {\n year = 2025}", 2, "this '%' is inside", "a"),
        ('@misc{a,\n title = "T" % b\n}', 2, "this '%' is inside an entry", "a"),
        ("@misc{a,\n month = sep % , b\n}", 2, "this '%' is inside an entry", "a"),
        ("@misc{a,\n% title = {Old},\n title = {T}}", 2, "this '%' is inside an entry", "a"),
        ('@misc{a,\n title = "b } c"}', 2, "unbalanced braces in field 'title' of entry 'a'", "a"),
        ('@misc{a,\n title = "b { c"}', 2, "unbalanced braces in field 'title' of entry 'a'", "a"),
        ("@misc{a,\n title = {b \\{ c}}", 2, "braces in field 'title' of entry 'a'", "a"),
        (
            "@misc{a,\n month = sept}",
            2,
            "'sept' in field 'month' of entry 'a' is neither a whole",
            "a",
        ),
        (
            "@misc{a,\n month = jan # sept}",
            2,
            "'sept' in field 'month' of entry 'a' is neither",
            "a",
        ),
        (
            "@misc{a,\n journal = jmlr}\n@string{jmlr = {J}}",
            2,
            "nor defined by an @string above",
            "a",
        ),
        ("@misc{a,\n eprint = 2505.15117}", 2, "'2505.15117' in field 'eprint' of entry", "a"),
        ("@misc{a,\n url = https://a.org/b}", 2, "put text in braces", "a"),
        ("@misc{a,\n title = 'T'}", 2, "''T'' in field 'title'", "a"),
        ("@misc{a,\n title = “T”}", 2, "'“T”' in field 'title'", "a"),
        ("@misc{a,\n year = ,\n title = {T}}", 2, "field 'year' of entry 'a' has no value", "a"),
        ("@misc{a,\n year =\n}", 2, "field 'year' of entry 'a' has no value", "a"),
        ("@misc{a,\n 1st = {T}}", 2, "'1st' in entry 'a' is not a valid field name", "a"),
        ("@misc{a,\n my title = {T}}", 2, "'my title' in entry 'a' is not a valid", "a"),
        ("@misc{a, title = {T}}\n}\n@misc{b}", 2, "this '}' closes no entry", "ab"),
        ("@misc{a, title = {T}}\n, }\n", 2, "this '}' closes no entry", "a"),
        (
            "@misc{a}\n@misc{b, crossref = {c}}",
            2,
            "'b' refers to 'c', which is not in the file",
            "ab",
        ),
        ("just text\n", 1, "no BibTeX entry", []),
        ("<html>{", 1, "no BibTeX entry", []),
        ("@misc{a}\0", 1, "NUL bytes", []),
        ("@" + "x" * 90 + "{" + "\x1b" * 90, 1, "is never closed", []),
    ],
)
def test_one_problem(text: str, line: int, words: str, keys: list[str]) -> None:
    found = parse_bibliography(text, "papers.bib")
    assert [problem.line for problem in found.problems] == [line]
    message = str(message_of(found.problems[0]))
    assert words in message
    assert message.isprintable()
    assert not message.endswith(".")
    assert message[0] == message[0].lower()
    assert len(message) < 250
    assert [entry.key for entry in found.entries] == list(keys)


@pytest.mark.parametrize(
    "text",
    [
        "@misc{müller:2025a-b/c.d+e, title = {T}}",
        "@misc{ a , title = {T}}",
        "@misc{\n  a,\n title = {T}}",
        "@misc{a, title = {100 % of it}, url = {https://a.org/b%20c}}",
        "@misc{a, abstract = {one\n% two {three}\n four % {five}}}",
        '@misc{a, title = "50 % {of} it", month = 1 # "~" # jan}',
        "@misc{a, title = {Set \\{a\\}}, note = {}}",
        "@misc{a, journal = IEEE_J_PAMI, year = 2025}",
        "@misc{a, title = {T}, crossref = {B}}\n@proceedings{b, title = {U}}",
        "% a\n@misc{a} % b\n% c }\n@comment{\n% d\n}\n",
        "@misc(a, title = {T})\n% b\n@misc(b, title = {U})\n",
        "@string{jmlr = {J}}\n@misc{a, journal = JMLR}",
    ],
)
def test_no_problem(text: str) -> None:
    assert parse_bibliography(text, "x").problems == ()


def test_one_paper_under_two_keys() -> None:
    found = parse_bibliography(
        "@misc{a, title = {MAS}, eprint = {2505.15117}}\n"
        "@misc{b, title = {{MAS}}, url = {https://arxiv.org/abs/2505.15117v2}}\n"
        "@misc{c, title = {Wrong id}, eprint = {2505.15117}}\n",
        "papers.bib",
    )
    assert [(problem.line, str(message_of(problem))) for problem in found.problems] == [
        (
            line,
            f"entry '{key}' is the same paper as 'a' on line 1: both have the arXiv id 2505.15117",
        )
        for line, key in ((2, "b"), (3, "c"))
    ]
    # Another title may be another paper with a mistaken id, and can still be matched.
    assert [entry.key for entry in found.entries] == ["a", "c"]


def test_fields_after_forgotten_commas_are_read() -> None:
    found = parse_bibliography("@misc{a, year = {2025} month = sep\n eprint = {2505.15117}}", "x")
    (entry,) = found.entries
    assert (entry.year, entry.month, entry.arxiv and entry.arxiv.id) == (2025, 9, "2505.15117")


def test_a_flood_of_problems_is_cut() -> None:
    found = parse_bibliography("@misc{a, title = {T}}\n" * 300, "x")
    assert len(found.problems) == 101
    assert str(message_of(found.problems[-1])) == "199 more problems follow"
    assert len(found.entries) == 1


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        parse_bibliography("@misc{a, title = {T\n@misc{b}", "x")
    assert caplog.records == []


PIECES = [*'@{}(),="%#\\ \n', "@misc{", "@string{", "@comment{", "k", "title", "{T}", "\0", "\r\n"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_garbage_never_raises(text: str) -> None:
    found = parse_bibliography(text, "x")
    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= problem.line <= last for problem in found.problems)
    assert all(1 <= entry.line <= last for entry in found.entries)
    assert [p.line for p in found.problems] == sorted(p.line for p in found.problems)


LINES = [
    *PIECES[:-2],
    "\n@misc{",
    "\n@a (",
    "\n @b{",
    "\n@comment{",
    "k, title = {T}}",
    "\\}",
    "\n\n",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(LINES), max_size=60).map("".join), st.integers(1, 30))
def test_pieces_are_read_as_the_whole(text: str, size: int) -> None:
    whole = list(blocks.split_blocks(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "_PIECE", size)
        assert list(blocks.split_blocks(text)) == whole


@given(st.text('aé{}%\\"# =,\n', max_size=30))
def test_neighbours_of_a_broken_entry_are_read(body: str) -> None:
    text = f"@misc{{first, title = {{A}}}}\n@misc{{broken, title = {body}\n\n@misc{{last}}\n"
    keys = [entry.key for entry in parse_bibliography(text, "x").entries]
    assert keys[0] == "first"
    assert keys[-1] == "last"


GARBAGE = {
    "braces": "{",
    "typed braces": "@misc{k, title = {",
    "at signs": "@",
    "typeless blocks": "@{",
    "blocks in lines": "@a(\n",
    "open strings": '@misc{k, t = "',
    "equals signs": "@misc{k=",
    "no commas": "@misc{k, a={b} a={b} a={b}",
    "comments": '%{"\n',
    "retried blocks": "@misc{k, t={\\}x\n",
    "open math": "@misc{k, title={$\\(",
    "arXiv": "@misc{k, note={arxiv arxiv.org/abs/ 10.1234/).).",
    "blank lines": "@misc{k}\n@a \n\n\n",
}


@pytest.mark.parametrize("piece", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_costs_no_more_than_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "@misc{first}\n" + piece * (size // len(piece))
        return min(processor_seconds(lambda: parse_bibliography(text, "x")) for _ in range(2))

    small, large = seconds(10_000), seconds(80_000)
    # Eight times the text; a quadratic reader would need 64 times as long.
    assert large < 24 * small + 0.05
