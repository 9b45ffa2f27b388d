"""Findings as text, with one module per format. Reporters know results, never Markdown."""

from __future__ import annotations

from importlib import import_module

from digestlint.output.paint import Paint
from digestlint.output.reporter import Reporter, RunResults

FORMATS = ("full", "concise", "json", "github")
"""The formats by name, each a module here that holds a class ``Report``; the first is the default.
"""


def reporter(output_format: str) -> Reporter:
    """Return the reporter of one of ``FORMATS``."""
    # Only what a run needs is imported.
    module = import_module(f"{__name__}.{output_format}")
    found: Reporter = module.Report()
    return found


__all__ = ["FORMATS", "Paint", "Reporter", "RunResults", "reporter"]
