"""Findings as text, with one module per format. Reporters know results, never Markdown."""

from __future__ import annotations

from importlib import import_module

from digestlint.output.paint import Paint
from digestlint.output.reporter import Reporter, RunResults

FORMATS = (
    *("full", "concise", "grouped", "json", "json-lines", "sarif", "gitlab", "junit", "rdjson"),
    *("azure", "pylint", "github", "markdown"),
)
"""The formats by name, each a module here that holds a class ``Report``; the first is the default.
A module has an underscore where the name has a dash.
"""

JOB_SUMMARY = "markdown"
"""The one that is written to the job summary of a workflow."""

FOR_WORKFLOWS = "github"
"""The one whose totals are written there, too."""


def reporter(output_format: str) -> Reporter:
    """Return the reporter of one of ``FORMATS``."""
    # Only what a run needs is imported.
    module = import_module(f"{__name__}.{output_format.replace('-', '_')}")
    found: Reporter = module.Report()
    return found


__all__ = ["FORMATS", "FOR_WORKFLOWS", "JOB_SUMMARY", "Paint", "Reporter", "RunResults", "reporter"]
