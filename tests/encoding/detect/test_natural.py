import pytest

from digestlint.encoding import damage, find_mojibake
from digestlint.encoding.channels.channel import Channel
from digestlint.encoding.detect.decoding import Decoding
from digestlint.encoding.detect.natural import Naturals, continues_word
from digestlint.encoding.detect.scanner import Stretch, scan

LOSSY = Channel.parse("windows-1254,ignore,strip-ad")
LINE = damage("本文提出了一种非常新的方法，与 Qwen 不同；中文与英文。", "windows-1254")


def _first(text: str, shown: str, channel: Channel) -> tuple[Naturals, Stretch]:
    stretches = list(scan(text, channel))
    blank = "".join(" " if char > "\x7f" else char for char in text)
    found = next(s for s in stretches if text[s.start : s.end] == shown)
    return Naturals(text, blank, blank, stretches), found


@pytest.mark.parametrize(
    ("text", "shown", "channel"),
    [
        ("café", "é", "windows-1254,ignore"),
        ("Poincaré’s", "é’", "windows-1254,ignore"),
        ("été\xa0!", "é\xa0", "windows-1254,ignore"),
        ("СССР", "СССР", "windows-1251,ignore"),
        ("כללי", "כללי", "windows-1255,ignore"),
        ("a سک", "سک", "windows-1256"),
    ],
)
def test_what_is_natural(text: str, shown: str, channel: str) -> None:
    naturals, stretch = _first(text, shown, Channel.parse(channel))
    assert stretch in naturals
    assert not naturals.is_mojibake(stretch)


@pytest.mark.parametrize(
    ("text", "shown", "channel"),
    [
        ("cafÃ©", "Ã©", "windows-1254,ignore"),
        ("5 Ã— 3", "Ã—", "windows-1252"),
        ("voilÃ\xa0", "Ã\xa0", "windows-1252"),
        ("Chأ؛ng", "أ؛", "windows-1256"),
    ],
)
def test_what_is_not(text: str, shown: str, channel: str) -> None:
    naturals, stretch = _first(text, shown, Channel.parse(channel))
    assert stretch not in naturals


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        (f"{LINE}\n3. éQwen {LINE}\n", True),
        (f"{LINE}\n3. éqwen Qwen qwen {LINE}\n", True),
        (f"{LINE}\n3. éclair {LINE}\n", False),
        (f"{LINE}\n3. éQwen\n", False),
        (f"{LINE}\n3. éQwen {LINE}\ncafé {LINE}\n", False),
        (f"{LINE}\n3. íQwen {LINE}\n", False),
    ],
    ids=["no word", "known word", "word", "clean line", "a clean word elsewhere", "other lead"],
)
def test_natural_stretches_that_are_mojibake(text: str, certain: bool) -> None:
    shown = "í" if "í" in text else "é"
    naturals, stretch = _first(text, shown, LOSSY)
    assert stretch in naturals
    assert naturals.is_mojibake(stretch) is certain


@pytest.mark.parametrize(
    ("text", "shown", "continues"), [("یس", "س", True), ("a س", "س", False), ("سی", "س", True)]
)
def test_letters_that_the_code_page_lacks(text: str, shown: str, continues: bool) -> None:
    start = text.index(shown)
    assert continues_word(text, Stretch(start, Decoding(shown, b"", []), 0.0)) is continues


def test_leads_are_counted_once_for_equal_stretches() -> None:
    naturals, _ = _first("café Ã© Ã© Ã¼", "é", LOSSY)
    assert naturals.leads["Ã"] == 2


def test_a_lone_lead_byte_is_restored_in_a_damaged_file() -> None:
    text = f"{LINE}\n" * 40 + f"3. éQwen {LINE}\n"
    assert "éQwen" not in find_mojibake(text).text
