"""Tables of the Markdown model: which cells there are, and exactly where."""

from __future__ import annotations

import html
import random
import re

import pyromark
import pytest

from digestlint._runtime.budgets import TooMuchMarkupError, budget
from digestlint.markdown import parse
from digestlint.markdown.events import OPTIONS
from digestlint.markdown.structure import Table, TableRow


def rows(table: Table) -> list[TableRow]:
    return [table.header, *table.rows]


# The text, and the cells of each of its tables, row by row: their content as written.
CASES: list[tuple[str, list[list[list[str]]]]] = [
    ("| a | b |\n|---|---|\n| c | d |\n", [[["a", "b"], ["c", "d"]]]),
    ("a | b\n-|-\nc | d", [[["a", "b"], ["c", "d"]]]),
    ("|a|\n|-|\n||\n| |\n|  x\t|  \n", [[["a"], [""], [""], ["x"]]]),
    ("| a | b |\n|-|-|\n| c |\n| d | e | f |\n", [[["a", "b"], ["c", ""], ["d", "e"]]]),
    ("| a \\| b |\n|-|\n| `c\\|d` |\n", [[["a \\| b"], ["`c\\|d`"]]]),
    ("| [a](u) | **b** |\n|-|-|\n", [[["[a](u)", "**b**"]]]),
    ("| 深度 | 🌟 |\n|-|-|\n| é | 中 |\n", [[["深度", "🌟"], ["é", "中"]]]),
    ("| a | b |\r\n|-|-|\r\n| c |\r\n| d | e |\r\n", [[["a", "b"], ["c", ""], ["d", "e"]]]),
    ("| a |\r|-|\r| b |\r", [[["a"], ["b"]]]),
    ("> | a | b |\n> |-|-|\n> | c | d |\n", [[["a", "b"], ["c", "d"]]]),
    ("> > - | a |\n> >   |-|\n> >   | b |\n", [[["a"], ["b"]]]),
    ("- | a |\n  |-|\n  | b\n\n  | c |\n  |-|\n", [[["a"], ["b"]], [["c"]]]),
    ("1. x\n\n   a|b\n   -|-\n   c|d\n", [[["a", "b"], ["c", "d"]]]),
    ("text\n| a |\n|-|\n| b |\ntext\n", [[["a"], ["b"], ["text"]]]),
    ("---\na: |\n  x\n---\n| a |\n|-|\n", [[["a"]]]),
    ("# h\n| a |\n|-|\n\n| b |\n|-|\n", [[["a"]], [["b"]]]),
    ("[^1]\n\n[^1]: x\n\n    | a |\n    |-|\n", [[["a"]]]),
    ("\ufeff| a |\n|-|\n", []),  # the parser gets texts without a byte order mark
    ("| a |\n\n|-|\n", []),
    ("a | b\n", []),
    ("```\n| a |\n|-|\n```\n", []),
    ("    | a |\n    |-|\n", []),
    ("<div>\n| a |\n|-|\n</div>\n", []),
    ("| a | b |\n|-|\n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cells(text: str, expected: list[list[list[str]]]) -> None:
    tables = parse(text).tables
    contents = [
        [[text[slice(*cell.content)] for cell in row.cells] for row in rows(table)]
        for table in tables
    ]
    assert contents == expected


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_places_are_nested_and_in_order(text: str) -> None:
    end = 0
    for table in parse(text).tables:
        assert table.span.start >= end
        end = table.span.start
        for row in rows(table):
            assert end <= row.span.start < row.span.end <= table.span.end
            end = row.span.start
            for cell in row.cells:
                assert end <= cell.span.start <= cell.content.start <= cell.content.end
                assert cell.content.end <= cell.span.end <= row.span.end
                outside = text[cell.span.start : cell.content.start]
                outside += text[cell.content.end : cell.span.end]
                assert not outside.strip(" \t")
                assert not re.search(r"[\r\n]", text[slice(*cell.span)])
                end = cell.span.end
            end = row.span.end
        end = table.span.end


def test_the_columns_have_alignments() -> None:
    (table,) = parse("|a|b|c|d|\n|-|:-|-:|:-:|\n").tables
    assert table.alignments == (None, "left", "right", "center")


def test_an_escaped_pipe_is_text() -> None:
    text = "| a \\| b | `c\\|d` |\n|-|-|\n"
    (table,) = parse(text).tables
    assert [cell.text for cell in table.header.cells] == ["a | b", "`c|d`"]


_CELL = re.compile(r"<t[hd]>(.*?)</t[hd]>", re.DOTALL)


def _random_table(seed: int) -> str:
    chance = random.Random(seed)
    prefix = chance.choice(["", "> ", "  "])
    alphabet = ["a", "b", "中", " ", "|", "|", "\\|", "`", "*", "\\", "\\\\", "<b>", "&amp;"]
    lines = ["| x | y | z |", "|---|---|---|"]
    lines += ["|" + "".join(chance.choices(alphabet, k=chance.randint(0, 14))) for _ in range(8)]
    return "".join(f"{prefix}{line}\n" for line in lines)


@pytest.mark.parametrize("seed", range(300))
def test_each_cell_alone_shows_what_it_shows_in_the_table(seed: int) -> None:
    text = _random_table(seed)
    (table,) = parse(text).tables
    shown = [each.strip() for each in _CELL.findall(pyromark.html(text, options=OPTIONS))]
    cells = [cell for row in rows(table) for cell in row.cells]
    assert len(shown) == len(cells)
    for cell, expected in zip(cells, shown, strict=True):
        # A word before keeps what follows from being a block of its own.
        alone = pyromark.html(f"w {cell.text}", options=OPTIONS)
        inner = alone.strip().removeprefix("<p>w").removesuffix("</p>").strip()
        assert html.unescape(inner) == html.unescape(expected), (cell, text)


def test_nothing_is_looked_for_unless_somebody_asks() -> None:
    markdown = parse("| a |\n|-|\n\n<details></details>\n")
    assert not {"_structure", "details"} & set(vars(markdown))
    assert markdown.tables and markdown.details
    assert parse("a b").tables == ()


def test_cells_count() -> None:
    text = "|a|\n|-|\n" + "|a|\n" * 20_000
    markdown = parse(text, budget=budget(40, len(text)))
    with pytest.raises(TooMuchMarkupError):
        _ = markdown.tables
