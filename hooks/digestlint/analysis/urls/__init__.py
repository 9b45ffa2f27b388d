"""What URLs in a document mean: where they stand, where they really end, which host they name."""

from digestlint.analysis.urls.hosts import (
    REPOSITORY_HOSTS,
    host_of,
    is_host_or_below,
    is_web,
    key,
    path_segments,
)
from digestlint.analysis.urls.lost import bibtex
from digestlint.analysis.urls.targets import UrlTarget, targets

__all__ = [
    "REPOSITORY_HOSTS",
    "UrlTarget",
    "bibtex",
    "host_of",
    "is_host_or_below",
    "is_web",
    "key",
    "path_segments",
    "targets",
]
