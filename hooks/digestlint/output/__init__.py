"""Findings as text: one module a format. Reporters know results, never Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from digestlint.lint.results import LocatedFinding
from digestlint.output.paint import Paint

Reporter = Callable[[Iterable[LocatedFinding], Paint], Iterable[str]]

FORMATS = ("full", "concise", "json", "github")


def reporter(output_format: str) -> Reporter:
    """The reporter of one of ``FORMATS``: it yields lines without line endings."""
    # Only what a run needs is imported.
    module = import_module(f"{__name__}.{output_format}")
    found: Reporter = getattr(module, f"report_{output_format}")
    return found


__all__ = ["FORMATS", "Paint", "Reporter", "reporter"]
