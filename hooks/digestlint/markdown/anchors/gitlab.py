"""Heading anchors as GitLab makes them.

Source: GitLab Docs, "GitLab Flavored Markdown", heading IDs and links, and GitLab's
``Banzai::Filter::TableOfContentsFilter`` with ``Gitlab::Utils::Markdown#string_to_anchor``: the
first 255 characters of the text are stripped and lower-cased; whatever is neither a word
character, a space nor a hyphen is removed; spaces become hyphens and runs of hyphens one; a slug
of digits alone is prefixed with ``anchor-``, as it would be an issue reference. The n-th repetition
of a slug gets ``-n`` without a look at what is taken: ``foo, foo, foo-1`` become ``foo``,
``foo-1``, ``foo-1``.

A tier badge, as in GitLab's own manual (``**(PREMIUM SELF)**``), is removed with its parentheses.
Emoji shortcodes are emoji before the anchor is made and leave nothing; any ``:name:`` of that form
counts as one, as the list of names is not carried here. Ruby's ``downcase`` makes every Σ a σ.
"""

from collections.abc import Iterable

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown.anchors.words import WordsAndSpaces

_TABLE = WordsAndSpaces()
_TEXT_LIMIT = 255
_SHORTCODE = lazy_pattern(r"(?<![^\W_]|:):(?=[0-9_+-]*[a-z])[a-z0-9_+-]+:(?![^\W_]|:)")
_TIER_BADGE = lazy_pattern(
    r"\s*\**\((?:core|starter|premium|ultimate|free|bronze|silver|gold)"
    r"(?:\s+(?:only|self|saas))?\)\**"
)
_HYPHENS = lazy_pattern(r"-{2,}")
_ASCII_DIGITS = lazy_pattern(r"[0-9]+")


def slugify(text: str) -> str:
    """Return the base slug of one heading's text; it is empty where nothing is left."""
    text = _SHORTCODE.sub("", text)[:_TEXT_LIMIT].strip().replace("Σ", "σ").lower()
    slug = _HYPHENS.sub("-", _TIER_BADGE.sub("", text).translate(_TABLE))
    return f"anchor-{slug}" if _ASCII_DIGITS.fullmatch(slug) else slug


def assign(texts: Iterable[str]) -> list[str]:
    """Return the slugs of a document's headings, in document order."""
    repetitions: dict[str, int] = {}
    slugs = []
    for text in texts:
        slug = slugify(text)
        count = repetitions.get(slug, 0)
        repetitions[slug] = count + 1
        slugs.append(f"{slug}-{count}" if count else slug)
    return slugs
