"""The truth the comparison is scored against: the defects of the survey and daily digests.

Every class of defect is found by a small function of its own, on the text as it is on disk.
Nothing here comes from digestlint, so a mistake there cannot hide itself here. The functions
are narrow on purpose: they know the shapes of these digests, not Markdown at large. They are
also run on what a tool's fix mode leaves behind, so they see through the ways a formatter may
spell the same thing (backslash escapes, percent-encoding, ``<…>`` around a target, headings
moved down a level).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from codepage import is_damaged

CLASSES = {
    "anchor": "broken anchors",
    "target": "bad link targets (final `.`, LaTeX, braces)",
    "http": "`http://arxiv.org` links",
    "fence": "notes swallowed by a stray fence",
    "title": "temporary file name as title",
    "heading": "section-heading variants",
    "empty": "empty links",
    "split": "URLs cut by spaces",
    "mojibake": "mojibake lines",
    "summary": "summaries without labelled fields",
    "twice": "papers listed in two files",
}


METHOD_HEADING = re.compile(r"#{2,6} .{1,4} ?(?:核心方法|æ.?¸å¿ƒæ–¹æ³•)(?P<rest>.*)")


class Place(NamedTuple):
    """1-based lines of ``file``, ends included, that a finding may point at."""

    file: str
    first: int
    last: int


class Defect(NamedTuple):
    """One defect: its class, and where it shows (a paper listed twice shows in two files)."""

    kind: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Line:
    """A line without its newline. ``text`` has backslash escapes of punctuation taken out."""

    number: int
    raw: str
    text: str
    fenced: bool


@dataclass(frozen=True)
class Fence:
    """A fenced code block: the lines of its two fences, and whether it holds a heading."""

    first: int
    last: int
    has_heading: bool


class Link(NamedTuple):
    """An inline link or image target as a browser would get it (unescaped, percent-decoded)."""

    line: int
    target: str


class Digest:
    """One file, split into lines, links and fenced blocks."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        self.fences: list[Fence] = []
        self._split(text)
        self.links = [link for line in self.lines if not line.fenced for link in _links(line)]

    def _split(self, text: str) -> None:
        opened: tuple[int, int, bool] | None = None
        for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            unescaped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", raw)
            ticks = re.match(r" {0,3}(`{3,})([^`]*)$", raw)
            inside = opened is not None
            if opened is None and ticks:
                opened, inside = (number, len(ticks[1]), False), True
            elif opened and ticks and len(ticks[1]) >= opened[1] and not ticks[2].strip():
                self.fences.append(Fence(opened[0], number, opened[2]))
                opened = None
            elif opened and re.match(r"#{2,6} ", raw):
                opened = (opened[0], opened[1], True)
            self.lines.append(Line(number, raw, unescaped, inside))

    def slugs(self) -> set[str]:
        """Return GitHub's heading slugs (lower case, punctuation out, a space is a hyphen)."""
        seen: dict[str, int] = {}
        for line in self.lines:
            heading = re.match(r"#{1,6} +(.+?)(?: +#+)? *$", line.text)
            if line.fenced or not heading:
                continue
            base = re.sub(r"[^\w\- ]", "", heading[1].lower()).replace(" ", "-")
            slug = base
            while slug in seen:
                seen[base] += 1
                slug = f"{base}-{seen[base]}"
            seen[slug] = 0
        return set(seen)


def _links(line: Line) -> Iterator[Link]:
    for start in re.finditer(r"\]\(", line.raw):
        rest = line.raw[start.end() :]
        angle = re.match(r"<([^<>]*)>\)", rest)
        target = angle[1] if angle else _balanced(rest)
        if target is not None:
            yield Link(line.number, unquote(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", target)))


def _balanced(rest: str) -> str | None:
    depth, at = 0, 0
    while at < len(rest):
        if rest[at] == "\\":
            at += 1
        elif rest[at] == "(":
            depth += 1
        elif rest[at] == ")":
            if depth == 0:
                return rest[:at]
            depth -= 1
        at += 1
    return None


@dataclass(frozen=True)
class Scan:
    """The defects of a set of files, and how many candidates of each class there are.

    Candidates are what the defect sits in (links, headings, URLs): a defect that is gone together
    with its candidate was deleted, not fixed. An empty link has none, deleting it is the fix.
    """

    defects: list[Defect]
    candidates: Counter[str]

    def count(self, kind: str) -> int:
        """Return the number of defects of one class."""
        return sum(defect.kind == kind for defect in self.defects)


def scan(texts: dict[str, str]) -> Scan:
    """Find every defect of the digests in ``texts`` (file name → text)."""
    defects: list[Defect] = []
    candidates: Counter[str] = Counter()
    papers: dict[str, list[Place]] = {}
    for name, text in texts.items():
        digest = Digest(name, text)
        for kind, first, last, bad in _candidates(digest):
            candidates[kind] += kind not in ("empty", "fence")
            if bad:
                defects.append(Defect(kind, (Place(name, first, last),)))
        candidates["fence"] += sum(bool(re.match("#{2,6} ", line.raw)) for line in digest.lines)
        for link in digest.links:
            if paper := re.match(r"https?://arxiv\.org/pdf/(\d{4}\.\d{5})", link.target):
                place = Place(name, max(1, link.line - 1), link.line)
                papers.setdefault(paper[1], []).append(place)
    candidates["twice"] = len(papers)
    defects += [
        Defect("twice", tuple(places))
        for places in papers.values()
        if len({place.file for place in places}) > 1
    ]
    return Scan(defects, candidates)


def _candidates(digest: Digest) -> Iterator[tuple[str, int, int, bool]]:
    slugs = digest.slugs()
    for at, target in digest.links:
        if target.startswith("#"):
            yield "anchor", at, at, target[1:] not in slugs
        elif not target:
            yield "empty", at, at, True
        else:
            yield "target", at, at, bool(re.search(r"\.$|[{}\\]", target))
            if "//arxiv.org/" in target:
                yield "http", at, at, target.startswith("http://")
    for fence in digest.fences:
        yield "fence", fence.first, fence.last, fence.has_heading
    for line in digest.lines:
        yield from ((kind, line.number, line.number, bad) for kind, bad in _in_line(line))
        if line.text.startswith("summary:"):
            labelled = re.search(r"\*\*[^*]{2,40}\*\*\s*[:：]", line.text)
            yield "summary", max(1, line.number - 1), line.number, not labelled


def _in_line(line: Line) -> Iterator[tuple[str, bool]]:
    if re.match(r"# \S", line.text):
        yield "title", bool(re.search(r"\btmp[a-z0-9_]{8}\.bib", line.text))
    if method := METHOD_HEADING.match(line.text):
        yield "heading", not method["rest"].strip()
    if "http" in line.text:
        yield "split", bool(re.search(r"https?://[!-~]+ - [!-~]", line.text))
    if re.search(r"[^\x00-\x7f]", line.raw):
        yield "mojibake", is_damaged(line.raw)
