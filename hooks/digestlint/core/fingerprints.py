"""What identifies a finding from one run to the next, wherever its line has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from digestlint._runtime.hashing import blake2b
from digestlint.core.finding import Finding

_SIZE = 16  # bytes, as of an MD5 sum, which readers expect


def fingerprinted(findings: Iterable[Finding], path: str) -> Iterator[tuple[Finding, str, int]]:
    """Yield each finding of a file with its fingerprint and its number among those that are alike.

    The fingerprint is made of the rule, ``path``, what was found, and what is around it in its
    line; neither of the row nor of the message, which may name other rows.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        excerpt = finding.excerpt
        parts = (
            *(finding.code, path, excerpt.text[excerpt.start : excerpt.end]),
            excerpt.text.strip(),
        )
        name = _hashed(parts, _SIZE)
        seen[name] += 1
        yield finding, name, seen[name]


def unique(fingerprint: str, number: int) -> str:
    """Return a fingerprint that no other finding of the run has."""
    if number == 1:
        return fingerprint
    return blake2b(f"{fingerprint}:{number}".encode(), digest_size=_SIZE).hexdigest()


def names_of(findings: Iterable[Finding], path: str) -> Iterator[tuple[Finding, str, str]]:
    """Yield each finding with a name for what was found, and one for what is around it.

    The latter is another one as soon as anything else in the line is changed.
    """
    for finding, fingerprint, _ in fingerprinted(findings, path):
        excerpt = finding.excerpt
        found = finding.code, path, excerpt.text[excerpt.start : excerpt.end]
        yield finding, _hashed(found, _SIZE // 2), fingerprint[:_SIZE]


def _hashed(parts: Iterable[str], size: int) -> str:
    packed = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(packed, digest_size=size).hexdigest()
