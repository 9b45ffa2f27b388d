"""What identifies a finding from one run to the next, wherever its line has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from digestlint._runtime.hashing import blake2b
from digestlint.core.finding import Finding
from digestlint.lint.results import FileResult

_SIZE = 16  # bytes, as of an MD5 sum, which readers expect


def fingerprinted(file: FileResult, path: str) -> Iterator[tuple[Finding, str, int]]:
    """Yield each finding of a file with its fingerprint and its number among those that are alike.

    The fingerprint is made of the rule, ``path``, what was found, and what is around it in its
    line; neither of the row nor of the message, which may name other rows.
    """
    seen: Counter[str] = Counter()
    for finding in file.findings:
        excerpt = finding.excerpt
        parts = (
            *(finding.code, path, excerpt.text[excerpt.start : excerpt.end]),
            excerpt.text.strip(),
        )
        packed = "\0".join(parts).encode("utf-8", "surrogatepass")
        name = blake2b(packed, digest_size=_SIZE).hexdigest()
        seen[name] += 1
        yield finding, name, seen[name]


def unique(fingerprint: str, number: int) -> str:
    """Return a fingerprint that no other finding of the run has."""
    if number == 1:
        return fingerprint
    return blake2b(f"{fingerprint}:{number}".encode(), digest_size=_SIZE).hexdigest()
