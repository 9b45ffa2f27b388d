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


def module_of(output_format: str) -> str:
    """Return the name of the module of one of ``FORMATS``."""
    return f"{__name__}.{output_format.replace('-', '_')}"


def reporter(output_format: str) -> Reporter:
    """Return a new reporter of one of ``FORMATS``, for one run."""
    module = import_module(module_of(output_format))  # only what a run needs
    found: Reporter = module.Report()
    return found


__all__ = ["FORMATS", "FOR_WORKFLOWS", "JOB_SUMMARY", "Paint", "Reporter", "RunResults", "reporter"]
