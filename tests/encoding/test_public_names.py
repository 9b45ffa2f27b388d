"""The names of the package are loaded on demand: text without mojibake needs few modules."""

from importlib import import_module

import pytest

from digestlint import encoding

MODULES = {
    "Channel": "channels.channel",
    "find_mojibake": "detect.first_look",
    "Restoration": "result.restoration",
}


@pytest.mark.parametrize(("name", "module"), MODULES.items())
def test_names_are_those_of_the_modules(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(vars(encoding), name, raising=False)  # as before anyone has asked
    assert getattr(encoding, name) is getattr(import_module(f"digestlint.encoding.{module}"), name)
    assert vars(encoding)[name] is getattr(encoding, name)


def test_other_names_are_unknown() -> None:
    with pytest.raises(AttributeError, match=r"module 'digestlint.encoding' has no .* 'restored'"):
        encoding.restored  # noqa: B018
