"""The table of word characters: complete, and as its docstring says."""

import hashlib
import shutil
import subprocess
import unicodedata

import pytest

from digestlint.markdown.anchors import slugify, word_ranges
from digestlint.markdown.anchors.words import is_word

SURROGATES = range(0xD800, 0xE000)
CODE_POINTS = [point for point in range(0x110000) if point not in SURROGATES]
# Alphabetic symbols (Other_Alphabetic outside the marks): circled and squared Latin letters.
LETTER_SYMBOLS = {
    *range(0x24B6, 0x24EA),
    *range(0x1F130, 0x1F14A),
    *range(0x1F150, 0x1F16A),
    *range(0x1F170, 0x1F18A),
}


def test_removed_characters_are_github_sluggers() -> None:
    # Each code point that github-slugger 2.0.0 removes, four bytes each, hashed.
    removed = (point for point in CODE_POINTS if not (is_word(point) or point in (0x20, 0x2D)))
    digest = hashlib.sha256(b"".join(point.to_bytes(4, "big") for point in removed)).hexdigest()
    assert digest == "713a05dc450cf4dcd519dc69b5f3de22f84a023bf94b50b71af81a5e8c8d1960"


def test_word_characters_differ_from_this_unicode_by_younger_ones_only() -> None:
    def is_word_now(point: int) -> bool:
        category = unicodedata.category(chr(point))
        return category[0] in "LM" or category in ("Nd", "Nl", "Pc") or point in LETTER_SYMBOLS

    differing = [point for point in CODE_POINTS if is_word(point) != is_word_now(point)]
    assert all(is_word_now(point) for point in differing)
    # The oldest Python that digestlint supports knows Unicode 14.0, which added 638 of them.
    assert len(differing) >= 638
    assert min(differing) == 0x870


def _perl_script() -> str:
    script = (word_ranges.__doc__ or "").partition("perl -e '")[2].partition("'")[0]
    assert "Present_In=13.0" in script
    return script


def test_table_is_what_its_command_prints() -> None:
    perl = shutil.which("perl")
    if perl is None:
        pytest.skip("needs perl")
    run = subprocess.run(
        [perl, "-Mv5.32", "-M-warnings", "-e", "no strict; " + _perl_script()],
        capture_output=True,
        text=True,
        check=False,
    )
    if "required--this is only" in run.stderr:
        pytest.skip("needs perl 5.32 or later, for Unicode 13.0")
    assert run.stderr == ""
    assert run.stdout.split() == [str(int(delta, 36)) for delta in word_ranges.DELTAS.split()]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("İ", "i\u0307"),
        ("ΟΔΟΣ", "οδος"),
        ("ΣΑΣ Σ.Α", "σας-σα"),
        ("ẞ", "ß"),
        ("K Å", "k-å"),
        ("❤\ufe0f a", "\ufe0f-a"),
        ("👩\u200d💻 a", "-a"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_lower_case_and_marks_as_javascript(text: str, slug: str) -> None:
    assert slugify(text) == slug
