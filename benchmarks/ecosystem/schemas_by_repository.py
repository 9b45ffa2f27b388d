"""Which schema each digest has, by the repository that published it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import NamedTuple

from digestlint.core.settings import Settings
from digestlint.digest.schema import load_schemas
from digestlint.document.document import open_document
from digestlint.text.codec import decode

_ABOUT = "README: about the project"
_REASONS = {
    "2404589803+hf-daily-paper-newsletter-chinese": f"{_ABOUT}, in two languages",
    "Hannibal046+Awesome-LLM": (
        "licence, guidelines for contributions, and lists of one paper and of two links"
    ),
    "Tony-tpc+daily-arxiv": "reports on trends: statistics and prose, without a paper of their own",
    "Verbasik+Weekly-arXiv-ML-AI-Research-Review": (
        "essays and READMEs of code, each with headings of its own; no fields, links in prose"
    ),
    "audi0417+daily-arxiv-ai-summary": "days without a paper: the state of the system",
}
"""What the files are that match no schema; by repository, read once."""


class Repository(NamedTuple):
    """How many of its files have which schema ("" for none), and why some have none."""

    name: str
    schemas: Counter[str]
    reason: str


def schemas_by_repository(scratch: Path, origins: Iterable[str]) -> list[Repository]:
    """Return the repositories below ``origins``, which are folders of ``scratch``.

    Equal files count each, since a repository is described, not a sample.
    """
    counts: dict[str, Counter[str]] = {}
    schemas, settings = load_schemas(), Settings(frozenset())
    for origin in origins:
        for path in sorted((scratch / origin).rglob("*.md")):
            inside = path.relative_to(scratch)
            name = inside.parts[1] if inside.parts[2:] else inside.parts[0]
            text = decode(path.read_bytes())
            document = open_document(text, PurePath(*inside.parts[1:]), settings, schemas)
            found = document.schema.name if document.schema else ""
            counts.setdefault(name, Counter())[found] += 1
    return [Repository(name, found, _REASONS.get(name, "")) for name, found in counts.items()]
