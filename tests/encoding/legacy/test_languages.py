"""What text costs in a language, and at least."""

from collections import Counter

import pytest

from digestlint.encoding.legacy.languages import language

GARBLED = ("Ð¯Ð´Ñ€Ð¾", "ñòðîêà", "‚±‚Ì˜_", "žlutý kůň", "вода и хлеб", "수정 中文")


@pytest.mark.parametrize("name", ["cs", "de", "ru", "vi", "zh"])
@pytest.mark.parametrize("text", GARBLED)
def test_no_text_costs_less_than_its_strange_characters(name: str, text: str) -> None:
    table = language(name)
    assert table.least(Counter(text)) <= table.cost(f" {text} ")


def test_what_a_language_lacks_costs_wherever_it_is() -> None:
    czech = language("cs")
    assert czech.least(Counter("kůň")) == 0
    assert czech.least(Counter("вода")) == 2 * czech.least(Counter("вд")) > 0


def test_ascii_may_cost_nothing() -> None:
    assert language("ru").least(Counter("The rest is ASCII: {}")) == 0
