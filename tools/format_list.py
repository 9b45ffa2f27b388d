"""The list of the output formats, as the page about the output has it."""

from __future__ import annotations

from importlib import import_module

from digestlint._runtime.language import say, translated
from digestlint.output import FORMATS, module_of


def format_list() -> str:
    """Return the output formats as a Markdown list: the summaries of their modules."""
    return "\n".join(
        say("- **{name}**: {summary}", name=name, summary=translated(summary))
        for name, summary in format_summaries().items()
    )


def format_summaries() -> dict[str, str]:
    """Return a sentence about each output format: the first one of its module."""
    modules = {name: import_module(module_of(name)) for name in FORMATS}
    return {
        name: " ".join(str(module.__doc__).partition("\n\n")[0].split())
        for name, module in modules.items()
    }
