"""digestlint: a linter and formatter for Markdown digest files.

The command line is the main interface (``digestlint check``). From Python, each step can be used
alone: ``source``, ``mojibake``, ``markdown``, ``schema``, ``digest``, ``linter``, ``fixer``.
"""

__version__ = "0.1.0"
