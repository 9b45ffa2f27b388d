r"""A wikilink leads to a note, heading or block that does not exist.

## What it does
Looks up the target of each `[[note]]`, `[[note#heading|text]]`, `[[folder/note]]`, `[[#heading]]`,
`[[note#^block]]` and `![[image.png]]` as Obsidian and Foam do: by the name or the end of the path
of any file in the repository, in any letter case and with or without `.md`, by a relative path
(`../note`), and by the `aliases` in the front matter of notes. Headings are compared by their text
without ASCII punctuation. Where no folder `.obsidian` or `.foam` says whose notes they are,
`My-Note` is `My Note`, slugs of headings count, and so does the order of GitHub's wikis,
`[[text|note]]`.

Double brackets mean many other things. So nothing is reported in a file in which no wikilink leads
anywhere, unless the repository has a folder `.obsidian` or `.foam`, and nothing in code, math,
HTML, front matter and link texts. Files that Git ignores count as present. In a repository of more
than 50,000 files, and for text from standard input, nothing is known of other notes.

Its precision has not been measured on enough files, and many people link to notes before they
write them, so this rule is off by default.

## Why it matters
Readers who click the link get a new, empty note, and the embedded image is missing.

## Example
```markdown
# Setup

## Results: Speed

See [[#Setup]] and [[#Results：Speed]].
```

The colon of the link is full-width; write instead:
```markdown
# Setup

## Results: Speed

See [[#Setup]] and [[#Results Speed]].
```

## Fix safety
If exactly one heading of the note differs from what is written only in width, punctuation and
spaces, the fix writes that heading. It is safe. Otherwise there is no fix: the message names the
note with the most similar name, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Applicability, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.markdown.note_parts import note_parts
from digestlint.rules.helpers.edits import smallest_edit
from digestlint.rules.helpers.wording import WRITE
from digestlint.rules.wikilinks.links import Wikilink, wikilinks
from digestlint.rules.wikilinks.parts import Parts, block_of, meant_heading
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "WIK001",
    "broken-wikilink",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    default=False,
    prefilter=("]]",),
)

_NOTE = Template("broken-wikilink/note", "no note or file {note} in the repository")
_MEANT = Template("broken-wikilink/meant", "{problem}; did you mean {meant}?")
_HEADING = Template("broken-wikilink/heading", "no heading {heading} in {note}")
_HEADING_HERE = Template("broken-wikilink/heading-here", "no heading {heading} in this file")
_BLOCK = Template("broken-wikilink/block", "no block {block} in {note}")
_BLOCK_HERE = Template("broken-wikilink/block-here", "no block {block} in this file")

# More names are not compared, and more notes not looked for, in one file.
_MOST_SUGGESTIONS = 100
_MOST_NOTES = 5000


class _Target(NamedTuple):
    """What is known of the target of a link."""

    is_found: bool
    finding: Finding | None


def check(document: Document) -> Iterator[Finding]:
    """Report wikilinks that lead nowhere, in files in which some lead somewhere."""
    lookup = _Lookup(document)
    targets = [target for link in wikilinks(document.markdown) if (target := lookup.target(link))]
    if targets and (any(target.is_found for target in targets) or lookup.is_vault):
        yield from (target.finding for target in targets if target.finding)


class _Lookup:
    """Looks for the targets of the wikilinks of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes = document.context.notes
        self._paths: dict[str, Sequence[str] | None] = {}
        self._parts: dict[str, Parts | None] = {}  # by path; "" is the file itself
        self._suggested = 0

    @cached_property
    def is_vault(self) -> bool:
        """Whether Obsidian or Foam keeps the notes."""
        return self._notes.is_vault()

    def target(self, link: Wikilink) -> _Target | None:
        """Return what is known of the target of ``link``; None where nothing is."""
        if not readable(self._document.text[slice(*link.target)]):
            return None
        if not link.note:
            return self._part(link, [self._parts_of("")])
        paths = self._find(link.note)
        if paths is None:
            return None
        if not paths:
            # The order of GitHub's wikis.
            if link.text and not self.is_vault and self._find(link.text):
                return _Target(True, None)
            return _Target(False, self._no_note(link))
        if link.part is None:
            return _Target(True, None)
        return self._part(link, [self._parts_of(path) for path in paths])

    def _find(self, note: str) -> Sequence[str] | None:
        if note not in self._paths:
            if len(self._paths) >= _MOST_NOTES:
                return None
            self._paths[note] = self._notes.paths(note)
        return self._paths[note]

    def _no_note(self, link: Wikilink) -> Finding:
        problem = _NOTE(note=quoted(link.note))
        self._suggested += 1
        if self._suggested <= _MOST_SUGGESTIONS and (meant := self._notes.nearest(link.note)):
            problem = _MEANT(problem=problem, meant=quoted(meant))
        return Finding(*link.target, problem)

    def _parts_of(self, path: str) -> Parts | None:
        if path not in self._parts:
            if path:
                found = self._notes.parts(path)
            else:
                damaged = self._document.restoration.damaged
                headings = self._document.markdown.headings
                is_known = not any(damaged(*heading.content) for heading in headings)
                found = note_parts(self._document.markdown) if is_known else None
            self._parts[path] = found and Parts(found, is_vault=self.is_vault)
        return self._parts[path]

    def _part(self, link: Wikilink, parts: Sequence[Parts | None]) -> _Target:
        """Return whether one of the notes has the heading or block."""
        known = [each for each in parts if each is not None]
        if link.part is None or len(known) < len(parts):
            return _Target(bool(link.note), None)
        written = self._document.text[slice(*link.part)]
        if any(each.have(written) for each in known):
            return _Target(True, None)
        return _Target(bool(link.note), self._no_part(link, written, known))

    def _no_part(self, link: Wikilink, written: str, known: Sequence[Parts]) -> Finding:
        assert link.part is not None
        block = block_of(written)
        if block is not None:
            shown = quoted(f"^{block}")
            problem = _BLOCK(block=shown, note=quoted(link.note)) if link.note else None
            return Finding(*link.target, problem or _BLOCK_HERE(block=shown))
        shown = quoted(written.strip())
        problem = _HEADING(heading=shown, note=quoted(link.note)) if link.note else None
        problem = problem or _HEADING_HERE(heading=shown)
        meant = meant_heading(known, written)
        if not meant or not readable(meant):
            return Finding(*link.target, problem)
        edit = smallest_edit(link.part.start, written, meant)
        fix = Fix.safe(WRITE(text=quoted(meant)), edit)
        return Finding(*link.target, _MEANT(problem=problem, meant=quoted(meant)), fix)
