"""A field or a section is in another language than the digest's schema says.

## What it does
Looks at the fields and sections that have a `language` in the digest's schema, and reports those
whose text is in another one: sentences in Latin letters where the language has a script of its own,
another script in place of that of the language, and for English, Spanish, French, German,
Portuguese and Italian a text with the small words of another one of them.

Text has at least twenty letters. Code, math, URLs and images do not count, and neither do names,
titles and lists of terms, which often stay as they are. A text with some words of the right
language is left alone. The built-in schemas `survey` and `daily` say that their text is Chinese; a
digest of these shapes that is mostly in another language is left alone as well. The precision of
this rule has not been measured on enough files.

## Why it matters
The translation failed or was skipped, and readers find the source where they expect their language.

## Example
With `language = "zh"` for the field `Summary`:
```markdown
**Summary**: We propose a reward that is given for questions which restate the problem.
```

Translate it:
```markdown
**Summary**: 我们提出一种奖励，鼓励模型先复述问题。
```

## Fix safety
There is no fix: the text has to be translated.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.helpers.error_phrases import is_error
from digestlint.rules.helpers.fielded import fielded_parts, value_of
from digestlint.rules.helpers.languages import NAMES, Written, other_language

RULE = RuleInfo("GEN008", "untranslated", requires="languages")

_FIELD = Template("untranslated/field", "field '{name}' should be in {language}, and is in {other}")
_SECTION = Template(
    "untranslated/section", "section '{name}' should be in {language}, and is in {other}"
)


class _Text(NamedTuple):
    """A text whose language the schema says."""

    span: Span
    place: Span  # of a finding
    language: str
    template: Template
    name: str


def check(document: Document) -> Iterator[Finding]:
    """Report fields and sections in another language."""
    if document.schema is None:
        return
    texts = [*_fields(document), *_sections(document)]
    found = []
    for text in texts:
        other = _other(document, text.span, text.language)
        if other is not None:
            language = NAMES.get(text.language.partition("-")[0].lower(), text.language)
            message = text.template(name=text.name, language=language, other=other.name)
            found.append(Finding(*text.place, message))
    # Who writes a whole digest in another language may still do so in the shape of a built-in one.
    if not document.schema.built_in or 2 * len(found) <= len(texts):
        yield from found


def _fields(document: Document) -> Iterator[_Text]:
    for group in fielded_parts(document):
        for part in group.parts:
            for field in part.fields:
                if language := field.spec.language:
                    value = value_of(document, field)
                    inside = part.span.start <= value.start < part.span.end
                    place = _first_line(document, value) if inside else part.place(field)
                    yield _Text(value, place, language, _FIELD, field.spec.label)


def _sections(document: Document) -> Iterator[_Text]:
    for note in document.digest.notes if document.digest else ():
        for section in note.sections:
            if language := section.spec.language:
                heading = section.spec.heading
                yield _Text(section.body, section.label, language, _SECTION, heading)


def _other(document: Document, span: Span, language: str) -> Written | None:
    """Return the language of the text in ``span``, if that is another one."""
    if document.restoration.damaged(*span):
        return None
    text, markdown = document.text, document.markdown
    prose = " ".join(
        text[slice(*each)]
        for each in markdown.prose.within(*span)
        if not markdown.urls.at(each.start)
    )
    if is_error(text[slice(*_first_line(document, span))]):
        return None  # for ``pipeline-error``
    return other_language(prose, language)


def _first_line(document: Document, span: Span) -> Span:
    """Return the first line with text in ``span``."""
    written = document.text[slice(*span)]
    start = span.start + len(written) - len(written.lstrip())
    lines = written.strip().splitlines()
    return Span(start, start + (len(lines[0].rstrip()) if lines else 0))
