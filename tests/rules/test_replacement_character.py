from __future__ import annotations

import pytest

from tests.support import diagnose, fixed, see


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提升了4.8个百\ufffd点\n", [(1, "\ufffd")]),
        ("a\ufffd\ufffdb c\ufffdd\n\n\ufffde\n", [(1, "\ufffd\ufffdb c\ufffd"), (3, "\ufffd")]),
        ("```\nlog: \ufffd\n```\n", [(2, "\ufffd")]),
        ("`a\ufffdb`\n", [(1, "\ufffd")]),
        # Between blanks, or quotation marks with other text, it may be a lost dash or letter.
        ("5 \ufffd 10 in UTF-8\n", [(1, "\ufffd")]),
        ("'caf\ufffd'\n", [(1, "\ufffd")]),
        ("UTF-8, latin-1: caf\ufffd\n", [(1, "\ufffd")]),
        ("\ufffd' and\n\nU+FFFD\n", [(1, "\ufffd")]),
        # Undecodable bytes are another rule's.
        (b"caf\xe9 \xef\xbf\xbd\n", [(1, "\ufffd")]),
    ],
)
def test_reports_each_line(text: str | bytes, expected: list[tuple[int, str]]) -> None:
    assert [(s.row, s.text) for s in see(text, "ENC004")] == expected
    assert all(s.fix is None for s in see(text, "ENC004"))


def test_counts() -> None:
    one, many = diagnose("a\ufffd\nb\ufffd\ufffdc\ufffd\n", "ENC004")
    assert one.message == "replacement character (U+FFFD) where text was lost"
    assert many.message == "3 replacement characters (U+FFFD) where text was lost"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        b"caf\xe9\n",
        "It is `\ufffd`.\n",
        "It shows `` \ufffd\ufffd ``.\n",
        "```js\ndecode(0x110000) // '\ufffd'\n```\n",
        'What is "\ufffd", “\ufffd” or 「\ufffd\ufffd」?\n',
        "The Unicode replacement character (\ufffd) stands there.\n",
        "\ufffd is U+FFFD.\n",
        "From UTF-8 to latin-1:\n\ncharacters become \ufffd or ?.\n",
    ],
)
def test_leaves_alone(text: str | bytes) -> None:
    assert see(text, "ENC004") == []


def test_changes_nothing() -> None:
    assert fixed("a\ufffdb\n", "ENC004") == "a\ufffdb\n"
