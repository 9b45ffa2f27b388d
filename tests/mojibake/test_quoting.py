import pytest

from digestlint.mojibake.quoting import code_blocks, is_shown


@pytest.mark.parametrize(
    ("source", "run", "restored", "shown"),
    [
        ("é gives Ã©", "Ã©", "é", True),
        ("é\ngives Ã©", "Ã©", "é", False),
        ("a `Ã©` b", "Ã©", "é", True),
        ("a `b` Ã© `c`", "Ã©", "é", False),
        ("a ` Ã©", "Ã©", "é", False),
        ("a， bï¼Œ", "ï¼Œ", "，", False),
    ],
)
def test_examples_are_told_from_damage(source: str, run: str, restored: str, shown: bool) -> None:
    start = source.index(run)
    end = start + len(run)
    clean = source[:start] + " " * len(run) + source[end:]
    assert is_shown(source, clean, start, end, restored) is shown


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("a\nb\n", []),
        ("a\n```\nb\n```\nc\n", ["```\n", "b\n", "```\n"]),
        ("~~~~\n```\n~~~\n~~~~\nc\n", ["~~~~\n", "```\n", "~~~\n", "~~~~\n"]),
        ("a\n\n    b\nc", ["    b\n"]),
        ("````\n```\nb", ["````\n", "```\n", "b"]),
    ],
)
def test_code_blocks(source: str, blocks: list[str]) -> None:
    assert [source[start:end] for start, end in code_blocks(source)] == blocks
