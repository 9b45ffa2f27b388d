"""digestlint: a linter and formatter for Markdown digest files.

The command line is the main interface (``digestlint check``). From Python, ``restore`` mends the
mojibake of any text, and each step can be used alone: ``source``, ``mojibake``, ``markdown``,
``schema``, ``digest``, ``linter``, ``fixer``.
"""

TYPE_CHECKING = False  # of `typing`, which takes longer to import than many a run
if TYPE_CHECKING:
    from digestlint.restoring import restore

__version__ = "0.1.0"
__all__ = ["__version__", "restore"]


def __getattr__(name: str) -> object:
    # Most who import a part of the package do not need this one.
    if name == "restore":
        from digestlint.restoring import restore

        return restore
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
