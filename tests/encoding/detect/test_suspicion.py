"""Which characters are suspicious follows from the code pages."""

from collections.abc import Iterable

import pytest

from digestlint.encoding.channels import codepages, multibyte
from digestlint.encoding.detect import suspicious_characters as known
from digestlint.encoding.detect.suspicion import is_suspicious, suspicious


def by_character(table: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {char: pages for pages, chars in table for char in chars}


def test_the_tables_are_those_of_the_code_pages() -> None:
    tables = (known.LEADS, known.TRAILING, known.FIRST, known.SECOND, known.CYRILLIC)
    roles = (*codepages.roles(), *multibyte.roles())
    assert list(map(by_character, tables)) == list(map(dict, roles))


@pytest.mark.parametrize("name", codepages.NAMES)
@pytest.mark.parametrize("char", ["é", "ж", "中", "’", "ß", "한"])
def test_each_single_byte_code_page_is_suspected(char: str, name: str) -> None:
    page = codepages.code_page(name)
    sent = page.to_text(char.encode())
    # Where all of it is letters of one alphabet, every word looks like that.
    seen = not (name in codepages.OF_ONE_ALPHABET and sent.isalpha())
    assert is_suspicious(f"a {sent} b") is seen
    assert not is_suspicious(f"a {char} b")


@pytest.mark.parametrize("name", multibyte.CODECS)
@pytest.mark.parametrize("text", ["强化学习", "強化学習", "강화학습"])
def test_each_multi_byte_code_page_is_suspected(text: str, name: str) -> None:
    sent = text.encode().decode(multibyte.CODECS[name], "replace")
    bit = 1 << list(multibyte.CODECS).index(name)
    assert any(pages & bit for _, pages in suspicious(sent))


OF_TWO_BYTES = {name: codec for name, codec in multibyte.CODECS.items() if name != "shift_jis"}
"""In Shift JIS bytes of Cyrillic are characters by themselves, and make more places."""


def is_pair(first: str, second: str, codec: str) -> bool:
    """Whether the two are a lead and two continuations, which come out as three characters."""
    leads, others = range(0xE2, 0xF0), range(0x80, 0xC0)
    left, right = (char.encode(codec, "ignore") for char in (first, second))
    follows = second in "?\ufffd"
    follows = follows or (len(right) == 2 and right[0] in others and right[1] in leads)
    return len(left) == 2 and left[0] in leads and left[1] in others and follows


@pytest.mark.parametrize("name", OF_TWO_BYTES)
@pytest.mark.parametrize("text", ["强化学习，很好。", "強化学習の手法", "강화 학습의", "很好"])
def test_places_are_pairs_of_bytes(text: str, name: str) -> None:
    bits = {codec: 1 << list(multibyte.CODECS).index(page) for page, codec in OF_TWO_BYTES.items()}
    for shown in (text, text.encode().decode(OF_TWO_BYTES[name], "replace")):
        expected = {
            at: sum(bit for codec, bit in bits.items() if is_pair(shown[at], shown[at + 1], codec))
            for at in range(len(shown) - 1)
        }
        found = {at: pages & sum(bits.values()) for at, pages in suspicious(shown)}
        assert {at: pages for at, pages in found.items() if pages} == {
            at: pages for at, pages in expected.items() if pages
        }


@pytest.mark.parametrize("name", ["gbk", "gb18030"])
def test_four_cyrillic_letters_are_a_place(name: str) -> None:
    letters = "Новы".encode().decode(multibyte.CODECS[name])
    ((at, pages),) = suspicious(f"的{letters}")
    assert at == 1
    assert pages & 1 << list(multibyte.CODECS).index(name)
    assert not list(suspicious(letters[:3]))
    assert not list(suspicious(f"{letters[:3]}的"))
