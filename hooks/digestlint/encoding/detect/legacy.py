"""Whether any line looks like text of one legacy encoding that was read as another."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern
from digestlint.encoding.result.run import Run
from digestlint.text.lines import lines_with

_ANY = lazy_pattern("[^\x00-\x7f]")


def find(text: str) -> list[Run]:
    from digestlint.encoding.legacy.finding import find as f
    return f(text, lines_with(_ANY, text))
