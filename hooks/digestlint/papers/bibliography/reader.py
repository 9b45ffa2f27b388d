"""BibTeX text to a `Bibliography`: entries with their values worked out, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.papers.bibliography.blocks import Between, Failure, Macro, RawEntry, split_blocks
from digestlint.papers.bibliography.comments import mask_comments
from digestlint.papers.bibliography.entries import BibEntry, Bibliography
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
    if message := _not_a_bibliography(text):
        problems.add(1, message)
    else:
        text, comments = mask_comments(_LATE_BRACE_RE.sub(r"\1\3\2", text))
        reader = _Reader(text, problems)
        entries = tuple(reader.entries())
        reader.report_comments(comments)
        reader.report_lost_parents(entries)
    return Bibliography(name, entries, problems.sorted())


def _not_a_bibliography(text: str) -> str | None:
    if "\0" in text:
        return "the file holds NUL bytes, so it is no BibTeX file; none of it was read"
    starts = sum(1 for _ in _BLOCK_START_RE.finditer(text))
    if starts == 0:
        lines = (line.strip() for line in text.split("\n"))
        if any(line and not line.startswith("%") for line in lines):
            return "the file holds no BibTeX entry"
    if starts > _MANY_BLOCKS and len(text) < starts * _SHORTEST_BLOCK:
        return f"the file holds {starts} '@' blocks too short to be entries; none of it was read"
    return None


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
                self._report(block.offset, failure(block.raw, block.reason))
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
            self._report(offset, "this '%' stands in an entry, where BibTeX knows no comments")

    def report_lost_parents(self, entries: Sequence[BibEntry]) -> None:
        """Report entries that refer to one that is not there."""
        for entry in entries:
            parent = entry.crossref
            if parent and parent.lower() not in self._by_key:
                message = f"entry {quoted(entry.key)} refers to {quoted(parent)}, which is not here"
                self._problems.add(entry.line, message)

    def _line(self, offset: int) -> int:
        return self._lines.position(offset)[0]

    def _report(self, offset: int, message: str) -> None:
        self._problems.add(self._line(offset), message)

    def _entry(self, block: RawEntry) -> BibEntry:
        if not block.key:
            self._report(block.offset, f"this {quoted('@' + block.type)} entry has no key")
        if problem := key_problem(block.key):
            self._report(block.offset, problem)
        fields: dict[str, str] = {}
        repeated: list[str] = []
        for name, value in self._values(block):
            # BibTeX keeps the first of two fields of one name.
            if name in fields:
                repeated.append(name)
            else:
                fields[name] = value
        for name in dict.fromkeys(repeated):
            message = f"entry {quoted(block.key)} has more than one field {quoted(name)}"
            self._report(block.offset, message)
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
        for name, raw in block.fields:
            for part, problem in field_problems(block.key, name, raw, self._macros):
                self._report(block.offset + max(block.raw.find(part), 0), problem)
            value, rest = expand(raw, self._macros)
            yield name.lower(), value
            while rest:
                offset = block.offset + max(block.raw.rfind(rest), 0)  # not there as it was written
                following = next_field(rest)
                if following is None or recovered == _MAX_RECOVERED:
                    what = f"text that is no value follows field {quoted(name)}"
                    rest = ""
                else:
                    recovered += 1
                    name, raw = following
                    what = f"there is no comma before field {quoted(name)}"
                    value, rest = expand(raw, self._macros)
                    yield name.lower(), value
                self._report(offset, f"{what} of entry {quoted(block.key)}")

    def _is_repetition(self, entry: BibEntry) -> bool:
        """Report an entry whose key or paper came before; true if nothing in it is new."""
        arxiv = entry.arxiv.id if entry.arxiv else ""
        same_key = self._by_key.setdefault(entry.key.lower(), entry)
        same_paper = self._by_arxiv.setdefault(arxiv, entry) if arxiv else entry
        if same_key is not entry:
            earlier = same_key
            message = f"key {quoted(entry.key)} is already taken on line {earlier.line}"
            if entry.key != earlier.key:
                message += f": to BibTeX it is the same as {quoted(earlier.key)}"
        elif same_paper is not entry:
            earlier = same_paper
            message = (
                f"entry {quoted(entry.key)} is the same paper as {quoted(earlier.key)} on line "
                f"{earlier.line}: both have the arXiv id {arxiv}"
            )
        else:
            return False
        self._problems.add(entry.line, message)
        return normalise_title(entry.title) == normalise_title(earlier.title)

    def _check_between(self, block: Between) -> None:
        match = _FIELD_LINE_RE.search(block.raw)
        if match is None and (brace := _STRAY_BRACE_RE.match(block.raw)):
            self._report(block.offset + brace.end() - 1, "this '}' closes no entry")
        if match:
            self._report(
                block.offset + match.start(),
                "this field stands outside of an entry; a '}' too many may end the entry above",
            )
        for match in _NO_BLOCK_RE.finditer(block.raw):
            message = f"{quoted(match[1])} starts no entry here: its name or its brace is wrong"
            self._report(block.offset + match.start(1), message)
