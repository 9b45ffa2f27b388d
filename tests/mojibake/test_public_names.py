"""The package finds its names when they are asked for: text without mojibake needs few modules."""

from importlib import import_module

import pytest

from digestlint import mojibake

MODULES = {"Channel": "channel", "restore": "first_look", "Restoration": "restoration"}


@pytest.mark.parametrize(("name", "module"), MODULES.items())
def test_names_are_those_of_the_modules(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(vars(mojibake), name, raising=False)  # as before anyone has asked
    assert getattr(mojibake, name) is getattr(import_module(f"digestlint.mojibake.{module}"), name)
    assert vars(mojibake)[name] is getattr(mojibake, name)


def test_other_names_are_unknown() -> None:
    with pytest.raises(AttributeError, match=r"module 'digestlint.mojibake' has no .* 'restored'"):
        mojibake.restored  # noqa: B018
