"""The error that commands raise for wrong use."""


class UsageError(Exception):
    """Wrong use of the command line, or a configuration that can't be used: one sentence."""
