"""Tables of the Markdown model: which cells there are, and exactly where."""

from __future__ import annotations

import html
import random
import re

import pyromark
import pytest

from digestlint._runtime.budgets import budget
from digestlint.markdown import Markdown, Span, parse
from digestlint.markdown.events import OPTIONS
from digestlint.markdown.tables import Table, TableCell
from tests.timing import processor_seconds


def rows(markdown: Markdown, table: Table) -> list[list[TableCell | None]]:
    """The cells of each row, those that it lacks included."""
    tables = markdown.tables
    width = tables.width(table.header)
    return [
        [tables.cell(row, column) for column in range(width)]
        for row in (table.header, *tables.rows(table))
    ]


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
    markdown = parse(text)
    contents = [
        [[text[slice(*cell.span)] if cell else "" for cell in row] for row in rows(markdown, table)]
        for table in markdown.tables
    ]
    assert contents == expected


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_places_are_nested_and_in_order(text: str) -> None:
    tables = parse(text).tables
    end = 0
    for table in tables:
        assert end <= table.span.start == table.header.start
        for row in (table.header, *tables.rows(table)):
            end = max(end, row.start)
            for column in range(tables.width(row)):
                cell = tables.cell(row, column)
                assert cell is not None
                assert end <= cell.span.start <= cell.span.end <= row.end <= table.span.end
                assert not re.search(r"[\r\n]", text[slice(*cell.span)])
                if cell.text:
                    assert tables.column(row, cell.span.start) == column
                    assert tables.at(cell.span.start) == table
                end = cell.span.end
            assert tables.cell(row, tables.width(row)) is None
        end = table.span.end
        assert tables.at(end) != table


def test_an_escaped_pipe_is_text() -> None:
    text = "| a \\| b | `c\\|d` |\n|-|-|\n"
    markdown = parse(text)
    (table,) = markdown.tables
    assert [[cell and cell.text for cell in row] for row in rows(markdown, table)] == [
        ["a | b", "`c|d`"]
    ]


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
    markdown = parse(text)
    (table,) = markdown.tables
    shown = [each.strip() for each in _CELL.findall(pyromark.html(text, options=OPTIONS))]
    cells = [cell for row in rows(markdown, table) for cell in row]
    assert len(shown) == len(cells)
    for cell, expected in zip(cells, shown, strict=True):
        # A word before keeps what follows from being a block of its own.
        alone = pyromark.html(f"w {cell.text if cell else ''}", options=OPTIONS)
        inner = alone.strip().removeprefix("<p>w").removesuffix("</p>").strip()
        assert html.unescape(inner) == html.unescape(expected), (cell, text)


def test_nothing_is_looked_for_unless_somebody_asks() -> None:
    markdown = parse("| a |\n|-|\n\n<details></details>\n")
    assert not {"tables", "details"} & set(vars(markdown))
    assert len(markdown.tables) == len(markdown.details) == 1
    assert not list(parse("a b").tables)


@pytest.mark.parametrize("prefix", ["", "> ", "- ", "1. > "])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("seed", range(50))
def test_rows_that_lack_cells(seed: int, ending: str, prefix: str) -> None:
    chance = random.Random(seed)
    indent = prefix if prefix == "> " else " " * len(prefix)
    indent = "   > " if prefix.startswith("1") else indent
    written = ["|".join(chance.choices(["", " x ", "y"], k=chance.randint(1, 5))) for _ in range(6)]
    written = [line if line.strip(" |") else f"|{line}|" for line in written]
    lines = ["a|b|c", "-|-|-", *written]
    text = ending.join([prefix + lines[0], *(indent + line for line in lines[1:])])
    markdown = parse(text + ending * chance.randint(0, 1))
    (table,) = markdown.tables
    found = [[cell.text if cell else "" for cell in row] for row in rows(markdown, table)]
    expected = []
    for line in [lines[0], *written]:
        cells = [cell.strip() for cell in line.strip().removeprefix("|").split("|")]
        expected.append([*cells, "", "", ""][:3])
    assert found == expected


def test_tables_take_no_part_of_the_budget() -> None:
    text = "|a|\n|-|\n" + "|a|\n" * 20_000
    markdown = parse(text, budget=budget(40, len(text)))
    assert len(list(markdown.tables.rows(next(iter(markdown.tables))))) == 20_000


def test_a_column_of_a_wide_or_long_table_is_found_in_no_time() -> None:
    def seconds(row: str, times: int) -> float:
        text = "|a|\n|-|\n" + row * times + "\n"
        markdown = parse(text)
        tables = markdown.tables
        places = [match.start() for match in re.finditer("x", text)]

        def look() -> None:
            for at in places:
                table = tables.at(at)
                assert table is not None
                tables.cell(table.header, tables.column(Span(at - 1, at + 2), at))

        return processor_seconds(look)

    for row in ("|x|\n", "|x"):
        assert seconds(row, 8000) < 12 * seconds(row, 2000) + 0.01
