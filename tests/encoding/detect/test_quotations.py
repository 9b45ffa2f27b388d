import pytest

from digestlint.encoding.detect.quotations import (
    Examples,
    closes_quotation,
    code_blocks,
    is_about_encodings,
)


@pytest.mark.parametrize(
    ("source", "run", "restored", "shown"),
    [
        ("é gives Ã©", "Ã©", "é", True),
        ("é\ngives Ã©", "Ã©", "é", False),
        ("a `Ã©` b", "Ã©", "é", True),
        ("a `b` Ã© `c`", "Ã©", "é", False),
        ("a ` Ã©", "Ã©", "é", False),
        ("a， bï¼Œ", "ï¼Œ", "，", False),
        ("`\na `Ã©` b\n`", "Ã©", "é", True),
        ("a ` b\nc Ã© ` d", "Ã©", "é", False),
        ("a ` Ã© b\nc ` d", "Ã©", "é", False),
    ],
)
def test_examples_are_distinguished_from_damage(
    source: str, run: str, restored: str, shown: bool
) -> None:
    start = source.index(run)
    end = start + len(run)
    clean = source[:start] + " " * len(run) + source[end:]
    examples = Examples(source, clean)
    found = examples.is_in_code_span(start, end) or examples.is_shown(start, end, restored)
    assert found is shown


class _Counting(str):
    """A text that counts how many of its characters are looked through."""

    read = 0

    def count(self, part: str, start: int, end: int) -> int:  # type: ignore[override]
        self.read += end - start
        return super().count(part, start, end)

    def find(self, part: str, start: int, end: int | None = None) -> int:  # type: ignore[override]
        end = len(self) if end is None else min(end, len(self))
        found = super().find(part, start, end)
        self.read += (end if found < 0 else found) - start
        return found

    def rfind(self, part: str, start: int, end: int) -> int:  # type: ignore[override]
        found = super().rfind(part, start, end)
        self.read += end - (start if found < 0 else found)
        return found

    def __getitem__(self, key: slice) -> str:  # type: ignore[override]
        part = super().__getitem__(key)
        self.read += len(part)
        return part


@pytest.mark.parametrize("piece", ["Ã© ", "`Ã© ", "Ã© `a` ", "`a` é Ã© `"])
def test_a_long_line_is_not_read_for_each_run(piece: str) -> None:
    source = _Counting(piece * 3000)
    clean = _Counting(source.replace("Ã©", "  "))
    examples = Examples(source, clean)
    for start in range(piece.index("Ã©"), len(source), len(piece)):
        examples.is_in_code_span(start, start + 2)
        examples.is_shown(start, start + 2, "é")
    assert source.read + clean.read < 12 * len(source)


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("a\nb\n", []),
        ("a\n```\nb\n```\nc\n", ["```\n", "b\n", "```\n"]),
        ("~~~~\n```\n~~~\n~~~~\nc\n", ["~~~~\n", "```\n", "~~~\n", "~~~~\n"]),
        ("a\n\n    b\nc", ["    b\n"]),
        ("a\n\n\tb\nc", ["\tb\n"]),
        ("````\n```\nb", ["````\n", "```\n", "b"]),
        (
            "a <code>b</code> <PRE>c\n<code>d</code>\n</pre> e",
            ["<code>b</code", "<PRE>c\n<code>d</code>\n</pre"],
        ),
        ("</pre> a <kbd> b", []),
    ],
)
def test_code_blocks(source: str, blocks: list[str]) -> None:
    assert [source[start:end] for start, end in code_blocks(source)] == blocks


@pytest.mark.parametrize(
    ("source", "run", "restored", "shown"),
    [
        ('the word "rÃ©flexion" alone', "Ã©", "é", True),
        ("the word “rÃ©flexion” alone", "Ã©", "é", True),
        ("the word 'rÃ©flexion' alone", "Ã©", "é", True),
        ("it's rÃ©flexion, isn't it", "Ã©", "é", False),
        ('"a" rÃ©flexion "b"', "Ã©", "é", False),
        ("“a” rÃ©flexion “b”", "Ã©", "é", False),
        ("| £ | Â£ |", "Â£", "£", True),
        ('"rÃ©flexion" alone', "Ã©", "é", True),
        ("“a” and “rÃ©flexion” too", "Ã©", "é", True),
        ('"a", "b" and "rÃ©flexion" too', "Ã©", "é", True),
        ("the users' rÃ©flexion' alone", "Ã©", "é", False),
        ("a 'rÃ©flexion' alone", "Ã©", "é", True),
        ("costs Â£5", "Â£", "£", False),
    ],
)
def test_examples_in_lessons(source: str, run: str, restored: str, shown: bool) -> None:
    start = source.index(run)
    end = start + len(run)
    clean = source[:start] + " " * len(run) + source[end:]
    assert Examples(source, clean, is_lesson=True).is_shown(start, end, restored) is shown


@pytest.mark.parametrize(
    ("source", "run", "closes"),
    [
        ("das »Ä« fehlt", "Ä«", True),
        ("das „Ä“ fehlt", "Ä“", True),
        ("буква «Е» тут", "Е»", True),
        ("«а» и Е» тут", "Е»", False),
        ("das Ä« fehlt", "Ä«", False),
        ("»Ä« fehlt", "Ä«", True),
        ("»a« und »Ä« fehlen", "Ä«", True),
        ("a\ndas »Ä« fehlt\nb", "Ä«", True),
        ("das »\nÄ« fehlt", "Ä«", False),
        ("das »Äöüß« fehlt", "Äöüß«", False),
    ],
)
def test_closing_marks(source: str, run: str, closes: bool) -> None:
    start = source.index(run)
    end = start + len(run)
    clean = source[:start] + " " * len(run) + source[end:]
    assert closes_quotation(clean, source, start, end) is closes


@pytest.mark.parametrize(
    ("source", "characters", "about"),
    [
        ("UTF-8 read as Latin-1 is mojibake. " * 10, 10, True),
        ("UTF-8 read as Latin-1 is mojibake. " * 10, 1000, False),
        # One word for each 16 characters, and two at least.
        ("UTF-8" + " " * 400, 1, False),
        ("UTF-8, UTF-16" + " " * 400, 32, True),
        ("UTF-8, UTF-16" + " " * 400, 33, False),
        ("UTF-8, UTF-16, UTF-32" + " " * 400, 33, True),
        # Most of a text is not an example.
        ("mojibake" * 10, 10, True),
        ("mojibake" * 10, 11, False),
        ("One word on UTF-8 in a text about other things. " * 1, 5, False),
        ("An encoder of positional encodings. " * 20, 5, False),
    ],
)
def test_texts_about_encodings(source: str, characters: int, about: bool) -> None:
    assert is_about_encodings(source, characters) is about
