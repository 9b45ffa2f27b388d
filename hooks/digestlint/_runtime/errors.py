"""The base class of all errors of the package."""


class DigestlintError(Exception):
    """The reason why digestlint cannot do what it was asked to; ``str()`` is one sentence."""
