"""Tags that are meant as markup, although no element has their name.

Components of site generators (``<Tabs>``, ``<v-btn>``), and the tags that structure prompts
(``<instructions>``): they come in pairs, and are on lines of their own or around whole lines.

Element names are those of the WHATWG HTML standard's index of elements, and those that its section
16.2 (non-conforming features) lists and browsers still render.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digestlint.markdown import HtmlTag, Markdown, Span
from digestlint.rules.helpers.sharing import shared
from digestlint.text.lines import line_start

_ELEMENT_NAMES = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big "
    "blink blockquote body br button canvas caption center cite code col colgroup data datalist dd "
    "del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form "
    "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img ins kbd keygen label "
    "legend li link listing main map mark marquee math menu menuitem meta meter nav nobr noembed "
    "noframes noscript object ol optgroup option p param picture plaintext pre progress q rb rp rt "
    "rtc ruby s samp script section select slot small source spacer span strike strong style sub "
    "summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul "
    "var video wbr xmp"
)
# `search`, `image`, `input` and `output` are elements, too. They have no effect in a digest, and
# papers on agents use them as names, so they count as words unless they have attributes.
ELEMENTS = frozenset(_ELEMENT_NAMES.split())

# Models write these around parts of their answers: they are always words.
_NAMES_OF_PARTS = (
    "think thinking thought thoughts reasoning reason reflection answer solution search query "
    "result results information documents observation action plan memory summary tool tools "
    "verify critique rethink"
)
_OF_ANSWERS = frozenset(_NAMES_OF_PARTS.split())
_LONGEST_INDENT = 40


def component_starts(markdown: Markdown) -> frozenset[int]:
    """Return the offsets of the tags that are markup."""
    return frozenset(_component_starts(markdown))


@shared
def _component_starts(markdown: Markdown) -> Sequence[int]:
    tags = [tag for tag in markdown.html_tags if tag.name.lower() not in ELEMENTS]
    found = _in_pairs(markdown, (tag for tag in tags if not is_part_of_answer(tag.name)))
    if found:  # so are other names, and tags whose partner is in code
        found |= _in_pairs(markdown, tags)
        found |= {
            tag.span.start
            for tag in tags
            if _begins_line(markdown, tag.span) and _ends_line(markdown, tag.span)
        }
    return sorted(found)


def _in_pairs(markdown: Markdown, tags: Iterable[HtmlTag]) -> set[int]:
    found: set[int] = set()
    opened: dict[str, list[HtmlTag]] = {}
    for tag in tags:
        if not tag.closing:
            opened.setdefault(tag.name, []).append(tag)
        elif opened.get(tag.name):
            opening = opened[tag.name].pop()
            if _is_markup(markdown, opening, tag):
                found.update((opening.span.start, tag.span.start))
    return found


def is_part_of_answer(name: str) -> bool:
    """Whether models write such tags around parts of their answers."""
    return name.lower() in _OF_ANSWERS


def is_component_name(name: str) -> bool:
    """Whether ``name`` looks like that of a component: ``Tabs``, ``v-btn``; not ``THINK``."""
    return "-" in name or (name[:1].isupper() and not name.isupper())


def _is_markup(markdown: Markdown, opening: HtmlTag, closing: HtmlTag) -> bool:
    if is_component_name(opening.name):
        return True
    return _begins_line(markdown, opening.span) and _ends_line(markdown, closing.span)


def _begins_line(markdown: Markdown, tag: Span) -> bool:
    """Whether only spaces and block markers precede ``tag`` in its line."""
    text = markdown.text
    before = text[max(tag.start - _LONGEST_INDENT, 0) : tag.start]
    return not before[line_start(before, len(before)) :].strip(" \t>*+-")


def _ends_line(markdown: Markdown, tag: Span) -> bool:
    rest = markdown.text[tag.end : tag.end + _LONGEST_INDENT]
    return not rest.strip(" \t") or rest.lstrip(" \t")[0] in "\r\n"
