import pytest

from digestlint.encoding.infill import Choice, Choices
from digestlint.encoding.infill.choices import Characters

GIVEN = {
    3: Choice("中", 1.0),
    70_000: Choice("𝑾", 0.75, (("与", 0.125), ("🎉", 0.0625))),
    70_001: Choice("é", 0.5, (("ê", 0.25),)),
}


def test_choices_are_what_was_given() -> None:
    choices = Choices(GIVEN.items())
    assert dict(choices) == GIVEN
    assert len(choices) == 3
    assert [*choices] == [*GIVEN]
    assert choices[70_000].is_doubtful


@pytest.mark.parametrize("offset", [0, 2, 4, 69_999, 70_002])
def test_nothing_is_chosen_elsewhere(offset: int) -> None:
    choices = Choices(GIVEN.items())
    assert offset not in choices
    assert choices.get(offset) is None
    assert Characters(choices).get(offset, "x") == "x"
    with pytest.raises(KeyError):
        choices[offset]
    with pytest.raises(KeyError):
        Characters(choices)[offset]


def test_characters_of_choices() -> None:
    characters = Characters(Choices(GIVEN.items()))
    assert dict(characters) == {3: "中", 70_000: "𝑾", 70_001: "é"}
    assert not Characters(Choices(()))
