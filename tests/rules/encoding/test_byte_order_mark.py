from __future__ import annotations

import pytest

from digestlint.fixes.fixer import Text
from digestlint.text.codec import encode
from tests.support import run_fix, see

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("content", "fixed"),
    [
        (b"", b""),
        (b"# Title\n", b"# Title\n"),
        (b"# Title\r\n\r\ntext\r\n", b"# Title\r\n\r\ntext\r\n"),
        (b"\xe4\xb8\n", b"\xe4\xb8\n"),
        ("中文\n".encode(), "中文\n".encode()),
        (BOM + b"# Twice\n", b"# Twice\n"),
        (b"---\ntitle: x\n---\n", b"---\ntitle: x\n---\n"),
    ],
)
def test_drops_the_mark(content: bytes, fixed: bytes) -> None:
    (seen,) = see(BOM + content, "ENC005")
    assert (seen.row, seen.text) == (1, "")
    result = run_fix(BOM + content, "ENC005", unsafe=False)
    assert encode(result.text.text, result.text.bom) == fixed
    assert see(fixed, "ENC005") == []


def test_leaves_files_without_one() -> None:
    assert see("# Title\na\ufeffb\n", "ENC005") == []


def test_fits_beside_a_fix_of_the_first_character() -> None:
    result = run_fix(BOM + b"\x08Title\r\ntext\n\n", "ENC005", "ENC006", "ENC007")
    assert result.text == Text("Title\ntext\n\n", False)
