"""Text below headings that is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.markdown import Markdown, Span

_LEAST_SECTION = 120  # units of text (see `size_of`)
_LEAST_ENTRY = 60  # of a heading and the text below it
_LEAST_COPY = 200  # of a text below another heading
_LEAST_TITLE = 30
_WIDE = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Part(NamedTuple):
    """A heading or nothing, and the text below it up to the next heading."""

    start: int
    body: Span
    heading: str
    text: str  # white space made even
    parent: int  # the part that it is below, by its index


class Run(NamedTuple):
    """Parts, by their indices, that are the same as those from ``original`` on."""

    first: int
    last: int
    original: int


def parts_of(document: Document) -> list[Part]:
    """Return the text below each heading."""
    text, headings = document.text, document.markdown.headings
    ends = [*(heading.span.start for heading in headings), len(text)][1:]
    parts: list[Part] = []
    above: list[tuple[int, int]] = []  # level and index
    for i, (heading, end) in enumerate(zip(headings, ends, strict=True)):
        while above and above[-1][0] >= heading.level:
            above.pop()
        body = Span(heading.span.end, end)
        written = text[slice(*heading.content)]
        parent = above[-1][1] if above else -1
        parts.append(
            Part(heading.span.start, body, written, _prose(document.markdown, body), parent)
        )
        above.append((heading.level, i))
    return parts


def _prose(markdown: Markdown, span: Span) -> str:
    """Return the text in ``span``; one with code, which may be the same on purpose, is unique."""
    if markdown.code.overlaps(*span) and any(
        "\n" in markdown.text[start:end] for start, end in markdown.code.within(*span)
    ):
        return f"`{span.start}"
    return " ".join(markdown.text[slice(*span)].split())


def repeated_runs(parts: Sequence[Part]) -> Iterator[Run]:
    """Yield the parts that are repeated, with those around them that are, too."""
    seen: dict[str, int] = {}
    i = 0
    while i < len(parts):
        keys = list(_keys(parts[i]))
        original = next((seen[key] for key in keys if key in seen), None)
        if original is None:
            seen.update(dict.fromkeys(keys, i))
            i += 1
            continue
        first, last = i, i
        while _same(parts, first - 1, original - 1 - (i - first)) and original < first - 1:
            first -= 1
        while last + 1 < len(parts) and _same(parts, last + 1, original + last + 1 - i):
            last += 1
        run = Run(first, last, original - (i - first))
        if _is_defect(parts, run):
            yield run
        i = last + 1


def _keys(part: Part) -> Iterator[str]:
    """Yield what is the same for parts that are, if they say enough."""
    if part.text and size_of(part.text) + size_of(part.heading) >= _LEAST_ENTRY:
        yield f"{part.heading}\n{part.text}"
    if size_of(part.text) >= _LEAST_SECTION:
        yield part.text


def _is_defect(parts: Sequence[Part], run: Run) -> bool:
    """Whether nobody repeats this on purpose, as references of programs do."""
    first, original = parts[run.first], parts[run.original]
    if "`" in first.heading:
        return False
    if first.heading != original.heading:
        return run.first == run.last and size_of(first.text) >= _LEAST_COPY
    return (
        first.parent == original.parent
        or size_of(first.heading) >= _LEAST_TITLE
        or run.last - run.first >= 2
    )


def _same(parts: Sequence[Part], i: int, j: int) -> bool:
    return (
        j >= 0 and i > j and (parts[i].heading, parts[i].text) == (parts[j].heading, parts[j].text)
    )


def size_of(text: str) -> int:
    """Return how much ``text`` says: a letter of a wide script is as much as two others."""
    if len(text) >= _LEAST_SECTION or text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text))
