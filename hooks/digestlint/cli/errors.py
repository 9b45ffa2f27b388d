"""The error that commands raise for wrong use."""

from digestlint._runtime.errors import DigestlintError


class UsageError(DigestlintError):
    """Wrong use of the command line, or an invalid configuration; the message is one sentence."""
