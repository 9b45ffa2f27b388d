import pytest

from digestlint.encoding.channels.channel import Channel, damage
from digestlint.encoding.detect.layers import peel

CP1252 = Channel("windows-1252")


@pytest.mark.parametrize("times", [1, 2, 3])
def test_layers_are_peeled(times: int) -> None:
    text = "中"
    for _ in range(times - 1):
        text = damage(text, "windows-1252", "keep", ())
    bounds = tuple(range(10, 11 + len(text)))
    peeled, kept, channel = peel(CP1252, text, bounds)
    assert (peeled, [*kept], channel.times) == ("中", [10, bounds[-1]], times)


@pytest.mark.parametrize("text", ["é", "Привет", "“中文”", "éè"])
def test_clean_text_has_no_further_layer(text: str) -> None:
    bounds = tuple(range(len(text) + 1))
    assert peel(CP1252, text, bounds) == (text, bounds, CP1252)
