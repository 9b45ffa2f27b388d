"""Damaged letters of alphabets: which candidates there are, and which one is chosen."""

from collections import Counter
from pathlib import Path

import pytest
from tools.train import letters as training

from digestlint.encoding.infill.letter_counts import row_key
from digestlint.encoding.infill.letters import fold, letters_that_fit, rank
from digestlint.encoding.infill.punctuation import ranked

LOST = frozenset(b"\x81\x8d\x8f\x90\x9d\xad")


@pytest.mark.parametrize(
    ("survived", "letters"),
    [(b"\xc3", "ÁÍÏÐÝí"), (b"\xe0\xa5", "ु्"), (b"\xd9", "ف"), (b"\xe4\xb8", ""), (b"\xe2\x80", "")],
)
def test_candidates_are_letters_of_alphabets(survived: bytes, letters: str) -> None:
    found = letters_that_fit(survived, LOST)
    assert set(letters) <= set(found)
    assert bool(found) is bool(letters)


def test_digits_and_signs_are_none() -> None:
    assert "٠" not in letters_that_fit(b"\xd9", LOST | {0xA0})
    assert "๐" not in letters_that_fit(b"\xe0\xb9", LOST)


@pytest.mark.parametrize(
    ("text", "survived", "char"),
    [
        ("la pol\0tica", b"\xc3", "í"),
        ("это очень кра\0иво", b"\xd1", "с"),
        ("ما هو المل\0 الأول", b"\xd9", "ف"),
    ],
)
def test_what_is_around_a_letter_tells_it(text: str, survived: bytes, char: str) -> None:
    holes = [(at, letters_that_fit(survived, LOST)) for at, c in enumerate(text) if c == "\0"]
    found = rank(text, holes)
    assert [best.char for best, *_ in found.values()] == ([char] if char else [])
    for probabilities in found.values():
        assert sum(each.probability for each in probabilities) == pytest.approx(1.0)


def test_many_letters_beside_each_other() -> None:
    text = "кра\0иво " * 40
    holes = [(at, letters_that_fit(b"\xd1", LOST)) for at, c in enumerate(text) if c == "\0"]
    assert {best.char for best, *_ in rank(text, holes).values()} == {"с"}


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("She said “so\0 and", {"”": 0.995}),
        ("so\0 and", {"”": 0.97}),
        ("他说\0好", None),
        ("a \0 b", {}),
    ],
)
def test_quotation_marks_by_their_place(text: str, marks: dict[str, float] | None) -> None:
    assert ranked(text, text.index("\0"), b"\xe2\x80", LOST) == marks


def test_the_table_is_made_of_rows_of_folded_letters(tmp_path: Path) -> None:
    assert set(training.rows("É")) == {"é", " é", "é ", " é "}
    counts = Counter({"é": 8, " é": 8, "xé": 1})
    assert training.pack(counts) == training.pack(counts)
    assert (fold("É"), fold("3"), fold("中"), fold("\u094d")) == ("é", " ", " ", "\u094d")
    assert row_key("é") != row_key("è")


def test_training_from_a_folder(tmp_path: Path) -> None:
    import lzma

    corpus, catalogue = tmp_path / "es", tmp_path / "locale" / "cs" / "LC_MESSAGES"
    corpus.mkdir()
    catalogue.mkdir(parents=True)
    lines = "".join(f"línea {number} de la página\n" for number in range(40))
    (corpus / "a.txt.xz").write_bytes(lzma.compress(lines.encode()))
    message = 'msgid ""\nmsgstr ""\n"x"\n\nmsgid "a"\nmsgstr "Buď %(name)s\\n"\n'
    (catalogue / "a.po").write_text(message, "utf-8")
    assert training.main([str(tmp_path), str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "letters.npz",
        "letters.npz.sha256",
    ]
