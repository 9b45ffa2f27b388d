"""The one class that all errors of the package are of."""


class DigestlintError(Exception):
    """What keeps digestlint from doing what it was asked; ``str()`` is one sentence."""
