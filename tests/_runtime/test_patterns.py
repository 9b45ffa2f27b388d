"""Patterns that are compiled on first use: all of them can be."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

import digestlint
from digestlint._runtime.patterns import _LazyPattern, lazy_pattern


def test_all_patterns_of_the_package_are_valid() -> None:
    found = 0
    for module in pkgutil.walk_packages(digestlint.__path__, "digestlint."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(import_module(module.name)).values():
            if isinstance(value, _LazyPattern):
                re.compile(value.pattern, value._flags)
                found += 1
    assert found > 100


def test_nothing_is_compiled_before_the_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def compile_(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return original(pattern, flags)

    original = re.compile
    monkeypatch.setattr(re, "compile", compile_)
    pattern = lazy_pattern("a(b)", re.IGNORECASE)
    assert (pattern.pattern, compiled) == ("a(b)", [])
    assert pattern.sub(r"\1", "xAB") == "xB"
    assert pattern.findall("ab AB") == ["b", "B"]
    assert compiled == ["a(b)"]


def test_an_invalid_pattern_is_an_error_when_it_is_used() -> None:
    pattern = lazy_pattern("(")
    with pytest.raises(re.error):
        pattern.search("")
