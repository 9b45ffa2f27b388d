import pytest

from digestlint.mojibake.channel import damage
from digestlint.mojibake.codepages import code_page
from digestlint.mojibake.layers import peel


@pytest.mark.parametrize("times", [1, 2, 3])
def test_layers_are_peeled(times: int) -> None:
    text = "中"
    for _ in range(times - 1):
        text = damage(text, "windows-1252", "keep", ())
    bounds = tuple(range(10, 11 + len(text)))
    peeled, kept, layers = peel(code_page("windows-1252"), text, bounds)
    assert (peeled, kept, layers) == ("中", (10, bounds[-1]), times)


@pytest.mark.parametrize("text", ["é", "Привет", "“中文”", "éè"])
def test_clean_text_has_no_further_layer(text: str) -> None:
    bounds = tuple(range(len(text) + 1))
    assert peel(code_page("windows-1252"), text, bounds) == (text, bounds, 1)
