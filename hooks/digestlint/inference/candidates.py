"""What in files could be their entries or notes: parts of one kind that recur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from digestlint.digest.headings import fold
from digestlint.digest.schema.kinds import FIELD_KINDS, PART_KINDS
from digestlint.inference import shapes
from digestlint.inference.corpus import File, Table
from digestlint.markdown.front_matter_keys import find_keys

_LEAST_ROWS = 2
_TITLES = frozenset(
    {
        *("title", "paper", "papers", "papertitle", "name", "project", "标题", "論文", "论文"),
        *("题目", "題目", "标题链接", "論文標題", "论文标题", "제목", "논문", "タイトル", "título"),
        *("titulo", "название", "статья", "titre", "titel"),
    }
)


def candidates(files: Sequence[File]) -> Iterator[Table]:
    """Yield the specifications of notes that could fit ``files``."""
    yield from _headings(files)
    yield from _items(files)
    if "table-row" in PART_KINDS:
        yield from _tables(files)
    if "paragraph" in PART_KINDS:
        yield from _paragraphs(files)
    if "details" in PART_KINDS:
        yield from _details(files)
    if "file" in PART_KINDS:
        yield {"kind": "file", "pattern": shapes.ANY, "fields": _front_matter(files)}


def _front_matter(files: Sequence[File]) -> Table:
    """Return the keys that most of the files have in their front matter, as fields."""
    keys: Counter[str] = Counter()
    for file in files:
        markdown = file.markdown
        if markdown.front_matter is not None and "front-matter" in FIELD_KINDS:
            found = find_keys(markdown.text, markdown.front_matter)
            keys.update({key.name for key in found if key.name.lower() != "title"})
    return {
        key_of(key, ()): {"label": key, "kind": "front-matter"}
        for key, count in keys.items()
        if count >= len(files) / 2
    }


def _headings(files: Sequence[File]) -> Iterator[Table]:
    names: dict[int, list[str]] = {}
    for file in files:
        for heading in file.markdown.headings:
            text = file.markdown.text[slice(*heading.content)].strip()
            names.setdefault(heading.level, []).append(text)
    for level, its in sorted(names.items()):
        for fitting in shapes.fitting(shapes.HEADINGS, its):
            yield {"kind": "heading", "level": level, "pattern": fitting.pattern}
        yield {"kind": "heading", "level": level, "pattern": shapes.ANY}


def _items(files: Sequence[File]) -> Iterator[Table]:
    names: dict[int, list[str]] = {}
    for file in files:
        for item in file.markdown.items:
            text = file.markdown.text[slice(*item.content)]
            names.setdefault(item.depth, []).append(text[:500])
    for level, its in sorted(names.items()):
        for fitting in shapes.fitting(shapes.ITEMS, its):
            yield {"kind": "list-item", "level": level, "pattern": fitting.pattern}
        if level + 1 in names:  # what is known of them is in the lists inside
            yield {"kind": "list-item", "level": level, "pattern": shapes.WITH_LIST}


def _paragraphs(files: Sequence[File]) -> Iterator[Table]:
    for fitting in shapes.fitting(shapes.PARAGRAPHS, list(_blocks(files))):
        yield {"kind": "paragraph", "pattern": fitting.pattern}


def _blocks(files: Sequence[File]) -> Iterator[str]:
    for file in files:
        text, items = file.markdown.text, file.markdown.items
        inside = iter(sorted(items.spans))
        end, following = 0, next(inside, None)
        for block in file.markdown.blocks:
            while following is not None and following.start <= block.start:
                end, following = max(end, following.end), next(inside, None)
            if block.start >= end and text[block.start - 1 : block.start] in ("", "\n"):
                yield text[block.start : min(block.end, block.start + 500)].strip()


def _details(files: Sequence[File]) -> Iterator[Table]:
    names = [
        file.markdown.text[slice(*details.summary.content)].strip()
        for file in files
        for details in file.markdown.details
        if details.summary is not None
    ]
    for fitting in shapes.fitting((*shapes.HEADINGS, shapes.ANY), names):
        yield {"kind": "details", "pattern": fitting.pattern}


def _tables(files: Sequence[File]) -> Iterator[Table]:
    """Yield one for each set of columns; those of other tables that have them all, too, fit."""
    rows: Counter[tuple[str, ...]] = Counter()
    cells: dict[tuple[str, ...], list[list[str]]] = {}
    for file in files:
        text = file.markdown.text
        tables = file.markdown.tables
        for table in tables:
            header = tuple(text[slice(*cell)].strip(" *_`") for cell in tables.cells(table.header))
            for row in tables.rows(table):
                rows[header] += 1
                if len(cells.setdefault(header, [])) < 500:
                    its = [text[slice(*cell)] for cell in tables.cells(row)]
                    cells[header].append(its)
    for header, count in rows.most_common(5):
        if count >= _LEAST_ROWS and len(header) > 1 and len(set(map(fold, header))) == len(header):
            yield _of_rows(header, cells[header])


def _of_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    title = _title_column(header, rows)
    fields: Table = {}
    for place, label in enumerate(header):
        if not fold(label):
            continue
        key = "title" if place == title else key_of(label, {*fields, "title"})
        fields[key] = {"label": label, "kind": "column"}
    names = [row[title] for row in rows if title < len(row)]
    fits = shapes.fitting(shapes.ITEMS, names)
    pattern = fits[0].pattern if fits and fits[0].names >= 0.9 * len(names) else shapes.ANY
    return {"kind": "table-row", "pattern": pattern, "fields": fields}


def _title_column(header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    for place, label in enumerate(header):
        if fold(label) in _TITLES:
            return place
    linked: Counter[int] = Counter()
    for row in rows:
        linked.update(place for place, cell in enumerate(row) if "](" in cell)
    return min(linked, key=lambda place: (-linked[place], place), default=0)


def key_of(label: str, taken: Iterable[str]) -> str:
    """Return the name of a field or section in the schema: ASCII words of its label, if any."""
    words = ["".join(c for c in word if c.isascii() and c.isalnum()) for word in label.split()]
    key = "-".join(filter(None, words[:4])).lower()
    ascii_part = sum(map(str.isalnum, key)) / max(1, sum(map(str.isalnum, label)))
    if not key or key[0].isdigit() or ascii_part < 0.5:
        key = label.strip().rstrip(":：")
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key}-{number}"
    return name
