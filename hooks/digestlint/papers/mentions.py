"""What a text that lists papers has: links to them, or their identifiers."""

from __future__ import annotations

SIGNS = (
    "arxiv.org/",
    "arXiv",
    "huggingface.co/papers",
    "openreview.net",
    "aclanthology.org",
    "doi.org/10.",
    "alphaxiv.org",
    "biorxiv.org",
)
