"""``<details>`` blocks of the Markdown model, as browsers see them."""

from __future__ import annotations

import random

import pytest

from digestlint.markdown import parse
from tests.timing import processor_seconds

# The text, and of each block: all of it, its summary, its body, its depth, whether it is closed.
Block = tuple[str | None, str | None, str | None, int, bool]
CASES: list[tuple[str, list[Block]]] = [
    (
        "<details>\n<summary>A <b>x</b></summary>\n\n- text\n</details>\n",
        [
            (
                "<details>\n<summary>A <b>x</b></summary>\n\n- text\n</details>",
                "A <b>x</b>",
                "\n\n- text\n",
                1,
                True,
            )
        ],
    ),
    ("<DETAILS OPEN>x</Details>\n", [("<DETAILS OPEN>x</Details>", None, "x", 1, True)]),
    (
        "<details\n  open\n  id=a\n><summary\n>s</summary\n>b</details>\n",
        [
            (
                "<details\n  open\n  id=a\n><summary\n>s</summary\n>b</details>",
                "s",
                "b",
                1,
                True,
            )
        ],
    ),
    (
        "<details><summary>o</summary>\n\n<details><summary>i</summary>\nx\n</details>\n</details>\n",
        [
            (
                "<details><summary>o</summary>\n\n"
                "<details><summary>i</summary>\nx\n</details>\n</details>",
                "o",
                "\n\n<details><summary>i</summary>\nx\n</details>\n",
                1,
                True,
            ),
            ("<details><summary>i</summary>\nx\n</details>", "i", "\nx\n", 2, True),
        ],
    ),
    # Left open: to the end of what it is in.
    ("<details>\n\ntext", [("<details>\n\ntext", None, "\n\ntext", 1, False)]),
    ("> <details>\n> a\n\nb\n", [("<details>\n> a\n", None, "\n> a\n", 1, False)]),
    ("- <details>\n  a\n\nb\n", [("<details>\n  a\n\n", None, "\n  a\n\n", 1, False)]),
    ("| <details>a | b |\n|-|-|\n", [("<details>a ", None, "a ", 1, False)]),
    (
        "<details>\n\n> <details>\n\n</details>\n",
        [
            ("<details>\n\n> <details>\n\n</details>", None, "\n\n> <details>\n\n", 1, True),
            ("<details>\n", None, "\n", 2, False),
        ],
    ),
    ("- a\n  <details>\n\n  b\n\n</details>\n", [("<details>\n\n  b\n\n", None, None, 1, False)]),
    # A closing tag reaches out of a block quote, but not out of a table cell.
    ("<details>\n\n> a\n> </details>\n", [("<details>\n\n> a\n> </details>", None, None, 1, True)]),
    (
        "<details>\n\n|a|\n|-|\n|</details>|\n\nb\n",
        [("<details>\n\n|a|\n|-|\n|</details>|\n\nb\n", None, None, 1, False)],
    ),
    # Summaries: one that is left open, a second one, one after text, one outside.
    (
        "<details><summary>s\nb</details>\n",
        [("<details><summary>s\nb</details>", "s\nb", "", 1, True)],
    ),
    (
        "<details><summary>s</summary><summary>t</summary>b</details>\n",
        [
            (
                "<details><summary>s</summary><summary>t</summary>b</details>",
                "s",
                "<summary>t</summary>b",
                1,
                True,
            )
        ],
    ),
    (
        "<details>b<summary>s</summary>c</details>\n",
        [
            (
                "<details>b<summary>s</summary>c</details>",
                "s",
                "b<summary>s</summary>c",
                1,
                True,
            )
        ],
    ),
    ("<summary>s</summary>\n\n<details>b</details>\n", [(None, None, "b", 1, True)]),
    (
        "> <details>\n> <summary>s</summary>\n> b\n> </details>\n",
        [
            (
                "<details>\n> <summary>s</summary>\n> b\n> </details>",
                "s",
                "\n> b\n> ",
                1,
                True,
            )
        ],
    ),
    ("<details>\r\n<summary>s</summary>\r\n\r\nb\r\n</details>\r\n", [(None, "s", None, 1, True)]),
    ("深 <details>中</details>\n", [("<details>中</details>", None, "中", 1, True)]),
    # None at all.
    ("`<details>` and </details>\n", []),
    ("```\n<details>\n```\n", []),
    ("<!-- <details> -->\n", []),
    ("<style>\n<details>\n</style>\n", []),
    ("\\<details>\n", []),
    ("<detailsx></detailsx>\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_details(text: str, expected: list[Block]) -> None:
    found = parse(text).details
    assert len(found) == len(expected)
    for block, (whole, summary, body, depth, closed) in zip(found, expected, strict=True):
        assert whole is None or text[slice(*block.span)] == whole
        assert (text[slice(*block.summary.content)] if block.summary else None) == summary
        assert body is None or text[slice(*block.body)] == body
        assert (block.depth, block.closing is not None) == (depth, closed)
        assert block.opening.span.start == block.span.start


def test_a_block_has_the_attributes_of_its_tag() -> None:
    (block,) = parse("<details id=paper-1 open>\n</details>\n").details
    assert block.opening.attributes == {"id": "paper-1", "open": ""}


@pytest.mark.parametrize("seed", range(100))
def test_places_are_nested(seed: int) -> None:
    chance = random.Random(seed)
    pieces = ["<details>", "</details>", "<summary>", "</summary>", "w", "\n", "\n\n", "> ", "- "]
    text = "".join(chance.choices(pieces, k=30))
    found = parse(text).details
    assert len(found) == len({block.span.start for block in found})
    for block in found:
        parents = [b for b in found if b.span.start < block.span.start < b.span.end]
        assert all(block.span.end <= parent.span.end for parent in parents)
        assert block.depth == len(parents) + 1
        assert block.span.start < block.body.start <= block.body.end <= block.span.end
        if block.summary:
            assert block.span.start < block.summary.span.start
            assert block.summary.span.end <= block.span.end


@pytest.mark.parametrize(
    "tags",
    [
        ("<details>", "</summary>"),
        ("<details><summary>", "</details>"),
        ("<summary>", "</details>"),
        ("<details>", "</details>"),
        ("|<details>", "</summary>|"),
    ],
)
def test_many_open_blocks_take_linear_time(tags: tuple[str, str]) -> None:
    def cost(count: int) -> float:
        markdown = parse("<div>" + tags[0] * count + tags[1] * count + "\n")
        return processor_seconds(lambda: markdown.details)

    # In turns, and the least of each: other work on the machine comes and goes.
    turns = [(cost(2_000), cost(16_000)) for _ in range(5)]
    few, many = map(min, zip(*turns, strict=True))
    assert many < 24 * few + 0.05
