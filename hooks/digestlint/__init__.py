"""digestlint: a linter and formatter for Markdown digest files.

The command line is the main interface (``digestlint check``). From Python, ``check``, ``fix`` and
``restore`` do the same to text and files; ``Session`` is for editors. ``docs/api.md`` has examples.
"""

from digestlint._runtime.installation import __version__

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than many runs
if TYPE_CHECKING:
    from digestlint.api import (
        Config,
        DigestlintError,
        Finding,
        Fix,
        Fixed,
        Session,
        check,
        fix,
    )
    from digestlint.encoding.restore import restore

_API = ("Config", "DigestlintError", "Finding", "Fix", "Fixed", "Session", "check", "fix")
__all__ = [
    "Config",
    "DigestlintError",
    "Finding",
    "Fix",
    "Fixed",
    "Session",
    "__version__",
    "check",
    "fix",
    "restore",
]


def __getattr__(name: str) -> object:
    # The command line needs none of these, and who restores text needs no rules.
    if name == "restore":
        from digestlint.encoding.restore import restore

        return restore
    if name in _API:
        from digestlint import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
