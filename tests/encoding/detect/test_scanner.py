import pytest

from digestlint.encoding.channels.channel import Channel, damage
from digestlint.encoding.channels.codepages import code_page
from digestlint.encoding.detect.channel_scores import survey
from digestlint.encoding.detect.scanner import scan


def _scan(text: str, name: str = "windows-1252") -> list[tuple[int, int, str]]:
    return [(s.start, s.end, s.text) for s in scan(text, Channel(name))]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("a Ã© b", [(2, 4, "é")]),
        ("Ã©中Ã¨", [(0, 2, "é"), (3, 5, "è")]),
        ("Ã©\nÃ¨", [(0, 2, "é"), (3, 5, "è")]),
        ("“Ã©”", [(1, 3, "é")]),
        ("é “ naïve ”", []),
    ],
)
def test_stretches(text: str, stretches: list[tuple[int, int, str]]) -> None:
    assert _scan(text) == stretches


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ("nÃ©", "NÃ©"),  # a capital after a small letter, or in a word of capitals
        ("aÃ©a", "aÃ© "),  # a symbol inside a word
        ("Ã©", "Ã©î"),  # a letter beside it that has no reading
        ("Ã©", "ħÃ©"),
    ],
)
def test_neighbours_weigh(stronger: str, weaker: str) -> None:
    gains = [next(scan(t, Channel("windows-1252"))).gain for t in (stronger, weaker)]
    assert gains[0] > gains[1]


def test_a_survey_of_lossy_text_knows_what_was_lost() -> None:
    found = survey(
        damage("论文解读：中文与英文不同" * 3, "windows-1254"), code_page("windows-1254")
    )
    assert found is not None
    assert found.channel.lost == {0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD}
    assert found.strays == found.foreign == 0


def test_a_survey_of_lossless_text_loses_nothing() -> None:
    found = survey(damage("论文解读" * 3, "windows-1252", "keep", ()), code_page("windows-1252"))
    assert found is not None
    assert not found.channel.says_losses


def test_a_survey_without_a_whole_sequence_finds_nothing() -> None:
    assert survey("naïve", code_page("windows-1252")) is None


def test_strays_and_foreign_characters_are_counted() -> None:
    found = survey("Ã©, naïve, Žižek, Łódź", code_page("iso-8859-1"))
    assert found is not None
    assert (found.strays, found.foreign) == (2, 4)
