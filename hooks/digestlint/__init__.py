"""digestlint: a linter and formatter for Markdown digest files.

The command line is the main interface (``digestlint check``). From Python, ``restore`` mends the
mojibake of any text, and each step can be used alone: ``source``, ``mojibake``, ``markdown``,
``schema``, ``digest``, ``linter``, ``fixer``.
"""

from digestlint._runtime.installation import __version__

TYPE_CHECKING = False  # of `typing`, which takes longer to import than many a run
if TYPE_CHECKING:
    from digestlint.encoding.restore import restore

__all__ = ["__version__", "restore"]


def __getattr__(name: str) -> object:
    # Most who import a part of the package do not need this one.
    if name == "restore":
        from digestlint.encoding.restore import restore

        return restore
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
