"""Tables by their lines are those that the parser finds."""

from __future__ import annotations

import pytest

from digestlint.markdown import Span, parse
from digestlint.markdown.table_rows import cells_of, find_tables, rows_of

TEXTS = [
    "|a|b|c|\n|-|-|-|\n|1|\n|2|3|4|\n||y|z|\n| |\nw\n",
    "text\n| a | b |\n|:-:|--:|\n|  1\t| `x\\|y` |\n| 3 | 4 | 5 |\n\n| no | row |\n",
    "a | b\n--|--\n\\| x | y\n\\\\| x | y",
    "> |a|b|\n> |-|-|\n> |1|\n> 2|3\n> \n> d | e\n",
    "> a|b\n> -|-\n> c|d\nlazy | line\n",
    "- |a|b|\n  |-|-|\n  |c|d|\n- x | y\n",
    "1. - a|b\n     -|-\n     c|d\n",
    "a|b\n-|-\n- x|y\n# h\n",
    "|a|\n|-|\n> d",
    "|a|\n|-|\n|\n|b|\n",
    "|a|b|\n|-|-|\n| c |  \n||\n| | |\n<!-- x | y -->\n|5|6|\n",
    "|a|b|\n|-|-|\n|1|2|\n    |3|4|\n\n    |a|b|\n    |-|-|\n",
    "a|b\n-|-\nc|d\n---\ne|f\n",
    "- a\n- -\n\n- b\n  ---\n  c\n\na\n-\nb\n",
    "```\n|a|b|\n|-|-|\n|c|d|\n```\n",
    "|a|b|\n|-|-|-|\n|c|d|\n",
    "|-|-|\n|-|-|\n|-|-|\n",
    "|a|\n|-|\n|b|\n|-|\n|c|\n\n|d|\n|-|",
    "|-|\n",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_tables_are_those_of_the_parser(text: str, ending: str) -> None:
    markdown = parse(text.replace("\n", ending))
    written = markdown.text
    expected = [
        (
            [cell.content for cell in table.header.cells],
            [
                # Cells that a row lacks are not there.
                [c.content for c in row.cells if c.span.start < end_of(written, row.span)]
                for row in table.rows
            ],
        )
        for table in markdown.tables
    ]
    found = [
        ([*table.header], [cells_of(markdown, row) for row in rows_of(written, table)])
        for table in find_tables(markdown)
    ]
    assert found == expected


def end_of(text: str, line: Span) -> int:
    return line.start + len(text[line.start : line.end].rstrip("\r\n"))
