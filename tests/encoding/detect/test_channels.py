"""Clean text sent through many channels, and what is restored of it."""

import json
from itertools import product
from pathlib import Path

import pytest

from digestlint.encoding import Channel, Restoration, damage, find_mojibake
from digestlint.encoding.result.invariant import leads_back

CASES = json.loads(Path(__file__).with_name("channels.json").read_text("utf-8"))
TEXT = {language: f"{text}\n" * 3 for language, text in CASES["text"].items()}
ALL = [*CASES["lossless"], *CASES["lossy"]]

# Read so, some accented letters may as well be what they seem; they are left as they are.
LEFT = {("windows-1256", "fr"), ("windows-1256", "pl"), ("iso-8859-2", "fr"), ("ibm437", "fr")}


def _wrong(clean: str, found: Restoration, channel: Channel) -> list[tuple[str, str]]:
    """Return the intact characters that differ from those that stood there."""
    places: dict[int, str] = {}
    at = 0
    for char in clean:
        places[at] = char
        at += len(channel.send(char))
    restored = (
        (places.get(run.bounds[index]), char)
        for run in found.runs
        for index, char in enumerate(run.text)
        if index not in run.damaged
    )
    return [(was or "", is_now) for was, is_now in restored if was != is_now]


@pytest.mark.parametrize(("name", "language"), list(product(CASES["lossless"], TEXT)))
def test_lossless_channels_are_undone(name: str, language: str) -> None:
    channel, clean = Channel.parse(name), TEXT[language]
    found = find_mojibake(channel.send(clean))
    assert not _wrong(clean, found, channel)
    if (name, language) not in LEFT:
        assert found.text == clean
        assert found.channel is not None
        assert found.channel.send(clean) == channel.send(clean)


@pytest.mark.parametrize(("name", "language"), list(product(CASES["lossy"], TEXT)))
def test_lossy_channels_leave_what_is_intact(name: str, language: str) -> None:
    channel, clean = Channel.parse(name), TEXT[language]
    sent = channel.send(clean)
    found = find_mojibake(sent)
    assert found.channel is not None
    assert not _wrong(clean, found, channel)
    assert all(leads_back(found.runs, sent))
    assert found.text.count("\n") == clean.count("\n")
    # A letter of which only the lead byte is left looks like an accented one, and may be one.
    left = sum(char > "\x7f" for char in sent)
    for run in found.runs:
        left -= sum(char > "\x7f" for char in sent[run.start : run.end])
    assert left * 8 < len(sent)
    if not left:
        assert found.fits(0, len(clean), clean)


@pytest.mark.parametrize("name", CASES["lossy"])
def test_the_channel_is_named(name: str) -> None:
    channel, clean = Channel.parse(name), TEXT["zh"]
    found = find_mojibake(channel.send(clean)).channel
    assert found is not None
    assert found.send(clean) == channel.send(clean)
    assert found.errors == channel.errors
    assert channel.after <= found.after


@pytest.mark.parametrize("name", ["iso-8859-1,strip-c1", "iso-8859-1,strip-c1,strip-ad"])
@pytest.mark.parametrize("language", ["zh", "zh-Hant", "ja"])
def test_all_c1_controls_stripped(language: str, name: str) -> None:
    channel, clean = Channel.parse(name), TEXT[language]
    found = find_mojibake(channel.send(clean))
    assert found.channel is not None
    assert found.channel.send(clean) == channel.send(clean)
    assert not _wrong(clean, found, channel)
    assert found.fits(0, len(clean), clean)


@pytest.mark.parametrize(
    "name", ["windows-1252+windows-1252", "windows-1252+macintosh", "iso-8859-1+windows-1252"]
)
@pytest.mark.parametrize("language", ["zh", "ru", "fr"])
def test_several_channels_one_after_the_other(language: str, name: str) -> None:
    channel, clean = Channel.parse(name), TEXT[language]
    found = find_mojibake(channel.send(clean))
    assert found.text == clean
    assert found.channel is not None
    assert found.channel.times == 2
    assert found.channel.send(clean) == channel.send(clean)


def test_what_lost_bytes_twice_is_left_alone() -> None:
    channel = Channel.parse("windows-1254,ignore,strip-ad+windows-1254,ignore,strip-ad")
    found = find_mojibake(channel.send(TEXT["zh"]))
    assert not any(run.damaged for run in found.runs)


@pytest.mark.parametrize(
    ("name", "clean", "text"),
    [
        ("windows-1254", "论文", "论文"),
        ("windows-1254", "é", "é"),
        ("windows-1254,ignore,strip-ad", "论文 中", "论文 \uefff"),
        ("macintosh", "à", "à"),
        ("windows-1252,nbsp-to-space", "à la", "à la"),
        ("windows-1252, twice", "“", "“"),
        ("gbk", "你好", "你好"),
    ],
)
def test_a_known_channel_needs_no_evidence(name: str, clean: str, text: str) -> None:
    channel = Channel.parse(name)
    assert find_mojibake(channel.send(clean), channel).text == text


def test_a_known_channel_is_the_only_one() -> None:
    sent = damage("déjà, été", "macintosh", "keep", ())
    assert find_mojibake(sent, Channel("windows-1252")).text == sent
    assert find_mojibake("naïve café", Channel("windows-1252")).text == "naïve café"


def test_lead_bytes_may_be_lost() -> None:
    """What remains is a stray continuation byte; Arabic has most of its letters there."""
    clean = "هذا نموذج جديد لتعلم الآلة، وهو يعمل بشكل أفضل\n" * 3
    channel = Channel.parse("windows-1255,ignore")
    sent = channel.send(clean)
    found = find_mojibake(sent)
    assert all(leads_back(found.runs, sent))
    assert found.text.startswith("\uefffذا ")
    run = found.runs[0]
    assert "ه" in {c for c in "هوي" if found.fits(run.restored_start, run.restored_start + 1, c)}


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("windows-1252", "â€œæ\x9d¥Â\xa0â€¦ä¸\xad"),
        ("windows-1252,ignore", "â€œæ¥Â\xa0â€¦ä¸\xad"),
        ("windows-1252,?", "â€œæ?¥Â\xa0â€¦ä¸\xad"),
        ("windows-1252,replace", "â€œæ\ufffd¥Â\xa0â€¦ä¸\xad"),
        ("windows-1252,strip-ad", "â€œæ\x9d¥Â\xa0â€¦ä¸"),
        ("windows-1252,strip-c1", "â€œæ¥Â\xa0â€¦ä¸\xad"),
        ("windows-1252,nbsp-to-space", "â€œæ\x9d¥Â â€¦ä¸\xad"),
        ("windows-1250,straighten-quotes", "â€śćťĄÂ\xa0â€¦ä¸\xad"),
        ("windows-1252,ascii-ellipsis", "â€œæ\x9d¥Â\xa0â€¦ä¸\xad"),
        ("ibm437", "ΓÇ£µ¥Ñ┬áΓÇªΣ╕¡"),
    ],
)
def test_sending(name: str, sent: str) -> None:
    assert Channel.parse(name).send("“来\xa0…中") == sent


@pytest.mark.parametrize("name", ALL)
def test_ascii_passes_every_channel(name: str) -> None:
    assert Channel.parse(name).send("ASCII: \"'...'\"\n") == "ASCII: \"'...'\"\n"


@pytest.mark.parametrize("name", ["windows-1254,ignore,strip-ad", "windows-1252,?"])
def test_a_known_code_page_shows_what_was_lost(name: str) -> None:
    channel = Channel.parse(name)
    found = find_mojibake(channel.send(TEXT["zh"]), Channel(channel.code_page))
    assert found.channel == channel
