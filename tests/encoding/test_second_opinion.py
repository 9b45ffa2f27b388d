"""ftfy is believed where its reading gives the damaged text again, and is what people write."""

from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread

from digestlint.encoding import second_opinion
from digestlint.encoding.second_opinion import Opinion, SecondOpinions

TWICE = misread(misread("Zażółć", "cp1252"), "cp1252")


def opinion(text: str, place: str) -> Opinion | None:
    start = text.index(place)
    return SecondOpinions(text).on(start, start + len(place))


def surrogates_misread(text: str) -> str:
    """``text`` as CESU-8, read as Latin-1."""
    units = text.encode("utf-16-be")
    pairs = "".join(chr(units[at] << 8 | units[at + 1]) for at in range(0, len(units), 2))
    return pairs.encode("utf-8", "surrogatepass").decode("latin-1")


@pytest.mark.parametrize(
    ("text", "place", "read", "channel"),
    [
        ("EL NIÃ‘O vuelve", "Ã‘", "Ñ", "UTF-8 read as windows-1252"),
        ("EL NIĂ‘O vuelve", "Ă‘", "Ñ", "UTF-8 read as windows-1250"),
        (
            "una, Ã  la moda",
            "Ã  ",
            "à",
            "UTF-8 read as iso-8859-1, no-break spaces turned into spaces",
        ),
        (
            misread(misread("Zażółć", "cp1252"), "cp1252"),
            "Ã…",
            "żółć",
            "UTF-8 read as windows-1252",
        ),
        ("so " + surrogates_misread("😀"), "í", "😀", "CESU-8 read as iso-8859-1"),
        # The rest of the line is of no code page.
        ("论文 EL NIÃ‘O 论文", "Ã‘", "Ñ", "UTF-8 read as windows-1252"),
    ],
)
def test_read(text: str, place: str, read: str, channel: str) -> None:
    found = opinion(f"first\n{text}\nlast\n", place)
    assert found is not None
    assert (found.text, found.channel.removesuffix(", twice")) == (read, channel)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("le voilÃ le travail", "Ã "),  # would give two spaces
        ("quotes â€œ here â€\ufffd", "â€\ufffd"),  # a byte is gone
        ("tur\x92stico", "\x92"),  # controls, no UTF-8
        ("NIĆ‘O", "Ć‘"),  # a hook that nobody writes
        ("two √π", "√π"),
        ("plain", "plain"),
        ("Arsenal \xe2\x80\xe2\x80\x9c live", "\xe2\x80\xe2\x80\x9c"),  # damaged still
    ],
)
def test_not_believed(text: str, place: str) -> None:
    assert opinion(text, place) is None


def test_only_about_the_place_that_is_asked_about() -> None:
    text = "EL NIÃ‘O 论文 plain\n"
    assert opinion(text, "plain") is None


def test_so_many_are_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "MOST", 2)
    opinions = SecondOpinions("NIÃ‘O")
    assert [opinions.on(2, 4) is not None for _ in range(3)] == [True, True, False]


def test_long_lines_are_asked_about_word_by_word() -> None:
    text = "a " * 6_000 + "NIÃ‘O"
    assert opinion(text, "Ã‘") == Opinion(12_002, 12_004, "Ñ", "UTF-8 read as windows-1252")
