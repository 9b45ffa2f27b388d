"""How a file is seen by its schema, as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.language import marked, say, say_number, translated
from digestlint.output import Paint
from digestlint.project.config.resolving import said_origin
from digestlint.text.quoting import counted, quoted
from digestlint.text.terminal import caret_line, display_width, safe_name

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

MOST = 10  # of a list
_MOST_MISFITS = 20
_NEAREST = 3  # built-in schemas that do not fit
# What one part of each kind is called.
_PARTS = {
    "details": marked("details block"),
    "file": marked("file"),
    "heading": marked("heading"),
    "html-heading": marked("heading"),
    "html-item": marked("list item"),
    "html-row": marked("table row"),
    "item-group": marked("list item"),
    "link": marked("link"),
    "list-item": marked("list item"),
    "paragraph": marked("paragraph"),
    "table-row": marked("table row"),
}
_UNITS = {  # of what a schema looks for
    "headings": marked("heading"),
    "front-matter": marked("value in the front matter"),
    "path": marked("path"),
    "body": marked("text"),
}


def report_lines(name: str, account: Mapping[str, Any], paint: Paint, every: bool) -> Iterator[str]:
    """Yield the lines about the file called ``name``; ``every``: lists are not cut."""
    yield paint(f"{safe_name(name)}: {_verdict(account)}", "bold")
    yield from _mismatches(account["mismatches"], every)
    for what in ("entries", "notes"):
        kind = account["kinds"][what]
        if kind is not None:
            yield ""
            number, part = len(account[what]), translated(_PARTS.get(kind, kind))
            is_entry = what == "entries"
            head = counted(number, "entry", "entries") if is_entry else counted(number, "note")
            yield head + (say(", each a {part}", part=part) if number else "")
            yield from _cut([list(_part(part, paint)) for part in account[what]], MOST, every)
    if account["misfits"]:
        yield ""
        yield say_number(
            len(account["misfits"]),
            "{number} part is left out: it does not fit the pattern, or has too few fields",
            "{number} parts are left out: they do not fit the pattern, or have too few fields",
        )
        lines = [[_at(each["line"], each["text"], paint)] for each in account["misfits"]]
        yield from _cut(lines, _MOST_MISFITS, every)
    sees = account["schema"] is not None
    headings = say("Headings that are no section") if sees else say("Headings that recur")
    labels = say("Labels that no field has") if sees else say("Labels that recur")
    for title, key in ((headings, "unknown_headings"), (labels, "unknown_labels")):
        if account[key]:
            yield ""
            yield title
            lines = [[_recurring(each, paint)] for each in account[key]]
            yield from _cut(lines, MOST, every)
    if not sees:
        yield ""
        yield say("'digestlint schema infer' proposes a schema for this file, or several like it")


def _verdict(account: Mapping[str, Any]) -> str:
    if account["schema"] is not None:
        chosen = account["chosen"]
        how = (
            translated(chosen)
            if chosen == "by content"
            else say("set by: {chosen}", chosen=quoted(said_origin(chosen)))
        )
        return say("schema {schema} ({how})", schema=quoted(account["schema"]), how=how)
    if account["chosen"] is not None:
        return say("no schema (set by: {chosen})", chosen=quoted(said_origin(account["chosen"])))
    return say("no schema fits")


def _mismatches(mismatches: Sequence[Mapping[str, Any]], every: bool) -> Iterator[str]:
    """Yield why schemas do not fit; of the built-in ones, which are many, the nearest."""
    built_in = [each for each in mismatches if each["built_in"]]
    far = [] if every else sorted(built_in, key=_distance)[_NEAREST:]
    for each in mismatches:
        if each not in far:
            yield from _why_not(each)
    if far:
        yield say_number(
            len(far),
            "{number} more built-in schema does not fit (--all shows why)",
            "{number} more built-in schemas do not fit (--all shows why)",
        )


def _distance(mismatch: Mapping[str, Any]) -> float:
    """Return how far a schema is from fitting: signs that are missing, and the share of parts."""
    missing, share = len(mismatch["reasons"]), mismatch["share"]
    if share is None:
        return float(missing)
    needed: float = max(share["least_parts"], share["least_share"] * share["of"])
    done: float = share["parts"] / needed
    return missing + 1 - min(1.0, done)


def _why_not(mismatch: Mapping[str, Any]) -> Iterator[str]:
    begin = say("not {schema}:", schema=quoted(mismatch["schema"]))
    for reason in mismatch["reasons"]:
        key = reason["key"].removeprefix("match.").removeprefix("none-of.").partition("[")[0]
        values = {
            "what": translated(_UNITS[key.partition(".")[0]]),
            "pattern": quoted(reason["pattern"]),
            "key": quoted_key(reason["key"]),
        }
        why = (
            say("no {what} has {pattern} ({key})", **values)
            if reason["what"] == "missing"
            else say("a {what} has {pattern} ({key})", **values)
        )
        yield f"{begin} {why}"
    share = mismatch["share"]
    if share is None:
        return
    part = translated(_PARTS.get(share["kind"], marked("part")))
    least = share["least_fields"]
    fields = counted(least, "field")
    fit = say("fit and have at least {fields}", fields=fields) if least else say("fit the pattern")
    why = say(
        "{number} of {all} {part}s {fit}; {needed}",
        number=f"{share['parts']:,}",
        all=f"{share['of']:,}",
        part=part,
        fit=fit,
        needed=_needed(share),
    )
    yield f"{begin} {why}"


def _needed(share: Mapping[str, Any]) -> str:
    """Return what the number of parts, or their share, falls short of."""
    parts = say_number(
        share["least_parts"],
        "{number} is needed (match.least-parts)",
        "{number} are needed (match.least-parts)",
    )
    least_share = f"{share['least_share']:.0%}"
    of_all = say("{share} are needed (match.least-share)", share=least_share)
    if share["parts"] >= share["least_share"] * share["of"]:
        return parts
    if share["parts"] >= share["least_parts"]:
        return of_all
    return say("{parts} and {of_all}", parts=parts, of_all=of_all)


def quoted_key(key: str) -> str:
    """Return a key of a schema as it is shown; a part of it may be of a user's own."""
    return quoted(key) if "front-matter" in key else key


def _part(part: Mapping[str, Any], paint: Paint) -> Iterator[str]:
    yield _at(part["line"], part["text"], paint)
    facts = [f"{name} {quoted(part[name])}" for name in ("number", "date", "url") if part.get(name)]
    links = part.get("links", {}).items()
    facts += [
        say("{role} link {target}", role=role, target=quoted(target)) for role, target in links
    ]
    if facts:
        yield f"      {_crop(', '.join(facts), paint, 6)}"
    below = [
        (each["line"], say("field {name}: {shown}", name=each["name"], shown=_shown(each["value"])))
        for each in part["fields"]
    ]
    below += [
        (
            each["line"],
            say("section {name}: {shown}", name=each["name"], shown=_shown(each["text"])),
        )
        for each in part.get("sections", ())
    ]
    for line, text in sorted(below):
        yield _at(line, text, paint, 6)


def _shown(value: str) -> str:
    return " ".join(value.split()) or say("(empty)")


def _at(line: int, text: str, paint: Paint, indent: int = 2) -> str:
    begin = " " * indent + say("line {line}: ", line=line)
    return f"{begin}{_crop(text, paint, display_width(begin))}"


def _recurring(each: Mapping[str, Any], paint: Paint) -> str:
    return say(
        "  {count} × {text}, first in line {line}",
        count=f"{each['count']:,}",
        text=quoted(each["text"]),
        line=each["line"],
    )


def _crop(text: str, paint: Paint, taken: int) -> str:
    """Return ``text`` in the width that is left, with nothing in it that is obeyed."""
    return caret_line(text, 0, 0, max(paint.width - taken, 20))[0]


def _cut(groups: Sequence[Sequence[str]], most: int, every: bool) -> Iterator[str]:
    shown = groups if every else groups[:most]
    for lines in shown:
        yield from lines
    if len(shown) < len(groups):
        yield say("  … and {more} more (--all shows them)", more=f"{len(groups) - len(shown):,}")
