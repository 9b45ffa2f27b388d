"""BibTeX text to a `Bibliography`: entries with their values worked out, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.papers.bibliography.blocks import Between, Failure, Macro, RawEntry, split_blocks
from digestlint.papers.bibliography.comments import mask_comments
from digestlint.papers.bibliography.entries import BibEntry, Bibliography, ProblemKind
from digestlint.papers.bibliography.paper_ids import arxiv_of, date_of, doi_of, title_of, urls_of
from digestlint.papers.bibliography.problems import Problems, failure
from digestlint.papers.bibliography.rejected import field_problems, key_problem
from digestlint.papers.bibliography.values import expand, next_field
from digestlint.papers.identifiers import normalise_title
from digestlint.text.codec import LineIndex
from digestlint.text.quoting import quoted

_BLOCK_START_RE = lazy_pattern(r"@\w*\s*[{(]")
# A file of this many blocks, on average shorter than the shortest entry, is no bibliography; it
# would take bibtexparser many seconds to say so.
_MANY_BLOCKS = 10_000
_SHORTEST_BLOCK = 12

# Blocks that hold settings or data for other entries, not a paper.
_NO_PAPER_TYPES = frozenset(("bstctl", "control", "ieeetranbstctl", "set", "xdata"))

# What an entry leaves behind when a `}` too many ends it, and a line that should be a block.
_FIELD_LINE_RE = lazy_pattern(r"^[ \t,]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"]", re.MULTILINE)
_STRAY_BRACE_RE = lazy_pattern(r"[\s,]*\}")
_NO_BLOCK_RE = lazy_pattern(
    r"^[ \t]*(@[A-Za-z][\w.:+-]*)(?:[ \t]*[{(]|[ \t]+[\w.:/+-]+,)", re.MULTILINE
)
# BibTeX allows a line break before the brace, bibtexparser does not.
_LATE_BRACE_RE = lazy_pattern(r"^([ \t]*@\w+)([ \t]*\n\s*)([{(])", re.MULTILINE)

# Macros that double each other must not fill the memory.
_MAX_MACRO = 500

# A field list without commas is followed this far.
_MAX_RECOVERED = 50


def parse_bibliography(text: str, name: str) -> Bibliography:
    """Read the text of a `.bib` file.

    Never raises: what cannot be read is in `problems`, and the rest of the file still counts.
    `name` is only carried along.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = Problems()
    entries: tuple[BibEntry, ...] = ()
    if _is_bibliography(text, problems):
        text, comments = mask_comments(_LATE_BRACE_RE.sub(r"\1\3\2", text))
        reader = _Reader(text, problems)
        entries = tuple(reader.entries())
        reader.report_comments(comments)
        reader.report_lost_parents(entries)
    return Bibliography(name, entries, problems.sorted())


def _is_bibliography(text: str, problems: Problems) -> bool:
    """Whether there is something to read; if not, the first line gets a problem."""
    starts = sum(1 for _ in _BLOCK_START_RE.finditer(text))
    if "\0" in text:
        problems.add(1, ProblemKind.NUL_BYTES)
    elif starts == 0:
        lines = (line.strip() for line in text.split("\n"))
        if all(not line or line.startswith("%") for line in lines):
            return True
        problems.add(1, ProblemKind.NO_ENTRY)
    elif starts > _MANY_BLOCKS and len(text) < starts * _SHORTEST_BLOCK:
        problems.add(1, ProblemKind.SHORT_BLOCKS, number=starts)
    else:
        return True
    return False


class _Reader:
    """Goes through the blocks of one file, with the macros and papers seen so far."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._lines = LineIndex(text)
        self._macros: dict[str, str] = {}
        self._by_key: dict[str, BibEntry] = {}  # in lower case, which BibTeX goes by
        self._by_arxiv: dict[str, BibEntry] = {}

    def entries(self) -> Iterator[BibEntry]:
        for block in split_blocks(self._text):
            if isinstance(block, Failure):
                kind, about = failure(block.raw, block.reason)
                self._report(block.offset, kind, **about)
            elif isinstance(block, Macro):
                self._macros[block.name.lower()] = expand(block.value, self._macros)[0][:_MAX_MACRO]
            elif isinstance(block, Between):
                self._check_between(block)
            elif block.type not in _NO_PAPER_TYPES:
                entry = self._entry(block)
                if not self._is_repetition(entry):
                    yield entry

    def report_comments(self, offsets: list[int]) -> None:
        """Report comments inside of entries."""
        for offset in offsets:
            self._report(offset, ProblemKind.COMMENT_IN_ENTRY)

    def report_lost_parents(self, entries: Sequence[BibEntry]) -> None:
        """Report entries that refer to one that is not there."""
        for entry in entries:
            parent = entry.crossref
            if parent and parent.lower() not in self._by_key:
                about = {"key": quoted(entry.key), "parent": quoted(parent)}
                self._problems.add(entry.line, ProblemKind.LOST_PARENT, **about)

    def _line(self, offset: int) -> int:
        return self._lines.position(offset)[0]

    def _report(self, offset: int, kind: ProblemKind, **about: str) -> None:
        self._problems.add(self._line(offset), kind, **about)

    def _entry(self, block: RawEntry) -> BibEntry:
        if not block.key:
            self._report(block.offset, ProblemKind.NO_KEY, type=quoted("@" + block.type))
        if problem := key_problem(block.key):
            self._report(block.offset, problem[0], **problem[1])
        fields: dict[str, str] = {}
        repeated: list[str] = []
        for name, value in self._values(block):
            # BibTeX keeps the first of two fields of one name.
            if name in fields:
                repeated.append(name)
            else:
                fields[name] = value
        for name in dict.fromkeys(repeated):
            about = {"key": quoted(block.key), "field": quoted(name)}
            self._report(block.offset, ProblemKind.REPEATED_FIELD, **about)
        year, month = date_of(fields)
        return BibEntry(
            key=block.key,
            type=block.type,
            title=title_of(fields),
            line=self._line(block.offset),
            arxiv=arxiv_of(fields),
            doi=doi_of(fields),
            year=year,
            month=month,
            urls=urls_of(fields),
            crossref=fields.get("crossref", ""),
            xref=fields.get("xref", ""),
        )

    def _values(self, block: RawEntry) -> Iterator[tuple[str, str]]:
        """Names and values; a field that lost its comma is not lost with it."""
        recovered = 0
        key = quoted(block.key)
        for name, raw in block.fields:
            for part, kind, about in field_problems(name, raw, self._macros):
                offset = block.offset + max(block.raw.find(part), 0)
                self._report(offset, kind, key=key, field=quoted(name), **about)
            value, rest = expand(raw, self._macros)
            yield name.lower(), value
            while rest:
                offset = block.offset + max(block.raw.rfind(rest), 0)  # not there as it was written
                following = next_field(rest)
                if following is None or recovered == _MAX_RECOVERED:
                    kind, rest = ProblemKind.TEXT_AFTER_VALUE, ""
                else:
                    recovered += 1
                    name, raw = following
                    kind = ProblemKind.NO_COMMA_BEFORE_FIELD
                    value, rest = expand(raw, self._macros)
                    yield name.lower(), value
                self._report(offset, kind, key=key, field=quoted(name))

    def _is_repetition(self, entry: BibEntry) -> bool:
        """Report an entry whose key or paper came before; true if nothing in it is new."""
        arxiv = entry.arxiv.id if entry.arxiv else ""
        same_key = self._by_key.setdefault(entry.key.lower(), entry)
        same_paper = self._by_arxiv.setdefault(arxiv, entry) if arxiv else entry
        about: dict[str, str | int] = {"key": quoted(entry.key)}
        if same_key is not entry:
            earlier = same_key
            kind = ProblemKind.KEY_TAKEN
            if entry.key != earlier.key:
                kind = ProblemKind.KEY_TAKEN_BY
                about["other"] = quoted(earlier.key)
        elif same_paper is not entry:
            earlier = same_paper
            kind = ProblemKind.SAME_PAPER
            about |= {"other": quoted(earlier.key), "arxiv": arxiv}
        else:
            return False
        self._problems.add(entry.line, kind, earlier=earlier.line, **about)
        return normalise_title(entry.title) == normalise_title(earlier.title)

    def _check_between(self, block: Between) -> None:
        match = _FIELD_LINE_RE.search(block.raw)
        if match is None and (brace := _STRAY_BRACE_RE.match(block.raw)):
            self._report(block.offset + brace.end() - 1, ProblemKind.STRAY_BRACE)
        if match:
            self._report(block.offset + match.start(), ProblemKind.FIELD_OUTSIDE)
        for match in _NO_BLOCK_RE.finditer(block.raw):
            offset = block.offset + match.start(1)
            self._report(offset, ProblemKind.NO_BLOCK, text=quoted(match[1]))
