"""Links to places in the same file, and to other local files."""

from __future__ import annotations

from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.markdown import Link, Markdown, Span
from digestlint.markdown.anchors import candidate_ids, decode_fragment, is_special_fragment
from digestlint.markdown.labels import reference_label
from digestlint.rules.helpers.edits import smallest_edit
from digestlint.rules.helpers.sharing import shared

# RFC 3986, section 3.1; a single letter is a Windows drive. `//host` has a host, but no scheme.
_ELSEWHERE = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
# Placeholders of site generators and scripts: Liquid, Jinja, shells, GitHub Actions, Python, C.
_TEMPLATE = lazy_pattern(r"\{\{|\{%|\$\{|<%|\{[\w .:!-]*\}|%[sd](?![0-9A-Fa-f])|%\(\w+\)s")
# Prefixes of the ids of footnotes and of references to them, before the label; pandoc numbers
# footnotes.
_OF_FOOTNOTES = {
    "github": lazy_pattern(r"(?:user-content-)?fn(?:ref)?-"),
    "gitlab": lazy_pattern(r"(?:user-content-)?fn(?:ref)?-"),
    "mkdocs": lazy_pattern(r"fn(?:ref\d*)?:"),
    "pandoc": lazy_pattern(r"fn(?:ref)?(?=[1-9])"),
}
# GitHub and GitLab append a count, a hash or a random number to the label.
_AFTER_LABEL = lazy_pattern(r"-(?:\d+|[0-9a-f]{32})\Z")
_FOOTNOTES_HEADING = "footnote-label"


class LocalLink(NamedTuple):
    """A link, image or reference definition without a scheme and a host."""

    target: Span  # as written
    path: str  # percent-escapes as written, no query; empty for the file itself
    fragment: str | None  # the text after the first ``#``, escapes as written; None without ``#``
    link: Link | None  # None for a reference definition, and in raw HTML


@shared
def local_links(markdown: Markdown) -> Sequence[LocalLink]:
    """Return the local links in order; a reference link is represented by its definition.

    Unused definitions are left out, because they are not shown.
    """
    labels = {reference_label(link.label) for link in markdown.links if link.kind == "reference"}
    found: list[tuple[Span, str, Link | None]] = [
        (link.target, link.destination, link)
        for link in markdown.links
        if link.kind == "inline" and link.target is not None
    ]
    found += [
        (definition.target, definition.destination, None)
        for definition in markdown.definitions
        if reference_label(definition.label) in labels
    ]
    found += [(link.target, link.destination, None) for link in markdown.html_links]
    links = []
    for target, destination, link in sorted(found, key=lambda item: item[0]):
        if _ELSEWHERE.match(destination) or _TEMPLATE.search(destination):
            continue
        before, mark, fragment = destination.partition("#")
        path = before.partition("?")[0]
        links.append(LocalLink(target, path, fragment if mark else None, link))
    return links


def named_ids(document: Document, fragment: str) -> tuple[str, ...]:
    """Return the ids that ``fragment`` may refer to, best first; none if it needs no id.

    A fragment with lost characters has none either, because its id is not known.
    """
    style = document.settings.anchor_style
    if is_special_fragment(fragment, style) or not readable(fragment):
        return ()
    if document.markdown.footnotes and _is_footnote(document, fragment):
        return ()
    return candidate_ids(fragment, style)


def _is_footnote(document: Document, fragment: str) -> bool:
    """Whether the renderer gives this id to a footnote or to a reference to one."""
    name = decode_fragment(fragment).casefold()
    style = document.settings.anchor_style
    prefix = _OF_FOOTNOTES[style].match(name)
    if prefix is None:
        return name == _FOOTNOTES_HEADING
    label = reference_label(name[prefix.end() :])
    if style == "pandoc":
        return label.isdecimal() and int(label) <= len(document.markdown.footnotes)
    once = _AFTER_LABEL.sub("", label)
    twice = _AFTER_LABEL.sub("", once)
    return not document.markdown.footnotes.isdisjoint((label, once, twice))


def fragment_edit(document: Document, link: LocalLink, slug: str) -> Edit | None:
    """Return the smallest edit that makes ``link`` lead to ``slug``, or None if there is none.

    A percent-encoded fragment stays percent-encoded.
    """
    written = document.text[link.target.start : link.target.end]
    old = f"#{link.fragment}" if link.fragment is not None else ""
    new = f"#{encoded(slug, keep_readable='%' not in old)}"
    if written.endswith(old):
        start = link.target.end - len(old)
        return smallest_edit(start, old, new)
    if written.startswith("#"):  # with backslashes or entities
        return smallest_edit(link.target.start, written, new)
    return None


def encoded(slug: str, *, keep_readable: bool = True) -> str:
    """Return ``slug`` as it is written in a link destination.

    Characters with a meaning in Markdown or URLs and invisible characters are percent-encoded;
    without ``keep_readable``, all except ASCII letters, digits and a few marks.
    """
    return "".join(char if _plain(char, keep_readable) else _escaped(char) for char in slug)


def _plain(char: str, keep_readable: bool) -> bool:
    if char.isascii():
        return char.isalnum() or char in "-_.~:"
    return keep_readable and char.isprintable() and not "\ufe00" <= char <= "\ufe0f"


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
