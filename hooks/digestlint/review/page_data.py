"""The data of the review page: what files have, as plain values that JSON can express."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from digestlint.core.decisions import Decision
from digestlint.core.finding import Finding
from digestlint.core.rule_docs import rule_url
from digestlint.document.document import Document
from digestlint.lint.results import FileResult
from digestlint.output.saying import said
from digestlint.review.differences import differences
from digestlint.review.entries import Entries
from digestlint.review.sentences import (
    Doubtful,
    Sentence,
    context_of,
    count_characters,
    find_sentences,
    needs_more,
)
from digestlint.text.codec import LineIndex

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_ROUNDED = 4  # digits of a posterior
_BESIDE = 4  # restored characters on each side that say where a decision without a term belongs

# What --fix does to a finding, as the page knows it.
SAFE, UNSAFE, WAITS, BY_HAND = range(4)


class PageData:
    """Gathers what the page shows, file by file."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._files: list[Any] = []
        self._rules: dict[str, tuple[int, str]] = {}
        self._findings: list[Any] = []
        self._sentences: list[Any] = []
        self._doubts: list[Any] = []
        self._found: list[tuple[Sentence, Doubtful]] = []

    def add(self, result: FileResult, document: Document | None) -> None:
        """Add a file; ``document`` is None where there is nothing to be seen of it."""
        number = len(self._files)
        entries = Entries(document) if document else None
        file: dict[str, Any] = {"name": Path(result.filename).as_posix()}
        if result.problem is not None:
            file["problem"] = result.problem
        if document is not None and entries is not None:
            file["entries"] = entries.titles
            file["characters"] = [*count_characters(document)]
            for sentence in find_sentences(document):
                self._add_sentence(number, entries.at(sentence.row), sentence)
        self._files.append(file)
        lines = document.lines_of_source if document else LineIndex("")
        for finding in result.findings:
            entry = entries.at(finding.location.row) if entries else -1
            self._findings.append(self._finding(number, entry, finding, lines))

    def _finding(self, file: int, entry: int, finding: Finding, lines: LineIndex) -> list[Any]:
        rule, _ = self._rules.setdefault(finding.code, (len(self._rules), finding.name))
        fix = finding.fix
        does = WAITS if finding.deferred else BY_HAND
        if fix:
            does = SAFE if fix.applicability == "safe" else UNSAFE
        start, text, end = finding.excerpt.start, finding.excerpt.text, finding.excerpt.end
        changes = differences(fix, lines) if fix else []
        # What a fix changes shows the place as well.
        excerpt = [] if changes else [text[:start], text[start:end], text[end:]]
        return [
            *(file, entry, rule, finding.severity.value, does),
            *(finding.location.row, finding.location.column, said(finding.message)),
            excerpt,
            said(fix.message) if fix else "",
            changes,
        ]

    def _add_sentence(self, file: int, entry: int, sentence: Sentence) -> None:
        marks = [value for at, p in sentence.marks for value in (at, round(p, _ROUNDED))]
        number = len(self._sentences)
        self._sentences.append([file, entry, sentence.row, sentence.text, sentence.damaged, marks])
        for doubt in sentence.doubtful:
            char, posterior, others = doubt.choice
            self._found.append((sentence, doubt))
            odds = [round(share, _ROUNDED) for share in (posterior, *(p for _, p in others))]
            chars = "".join((char, *(other for other, _ in others)))
            self._doubts.append([number, doubt.at, doubt.start, doubt.end, chars, odds])

    def _grouped(self) -> Mapping[tuple[str, str, str], tuple[str, str, list[int]]]:
        """Return the doubts that are decided together, with the term that they are in.

        The same doubt in the same term is one question, unless the model answered it differently.
        """
        answers: dict[tuple[str, str, str], set[str]] = {}
        for sentence, doubt in self._found:
            answers.setdefault(_key(sentence, doubt, wide=False), set()).add(doubt.choice.char)
        groups: dict[tuple[str, str, str], tuple[str, str, list[int]]] = {}
        for number, (sentence, doubt) in enumerate(self._found):
            key = _key(sentence, doubt, wide=False)
            first, last = doubt.term
            if needs_more(doubt) or len(answers[key]) > 1:
                key = _key(sentence, doubt, wide=True)
                first, last = max(doubt.at - _BESIDE, 0), doubt.at + 1 + _BESIDE
            beside = sentence.text[first : doubt.at], sentence.text[doubt.at + 1 : last]
            groups.setdefault(key, (*beside, []))[2].append(number)
        return groups

    def content(self, decisions: Iterable[Decision] = ()) -> dict[str, Any]:
        """Return the whole; ``decisions`` have been made before."""
        return {
            "files": self._files,
            "rules": [[code, name, rule_url(name)] for code, (_, name) in self._rules.items()],
            "findings": self._findings,
            "sentences": self._sentences,
            "doubts": self._doubts,
            "groups": [[*key, *group] for key, group in self._grouped().items()],
            "decisions": [decision._asdict() for decision in decisions],
        }

    @property
    def numbers(self) -> tuple[int, int, int]:
        """How many files, findings and doubtful characters there are."""
        return len(self._files), len(self._findings), len(self._doubts)


def _key(sentence: Sentence, doubt: Doubtful, *, wide: bool) -> tuple[str, str, str]:
    before, after = context_of(sentence, doubt, wide=wide)
    return sentence.damaged[doubt.start : doubt.end], before, after
