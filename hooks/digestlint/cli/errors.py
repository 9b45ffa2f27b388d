"""The error that commands raise for wrong use."""

from digestlint._runtime.errors import DigestlintError


class UsageError(DigestlintError):
    """Wrong use of the command line, or a configuration that can't be used: one sentence."""
