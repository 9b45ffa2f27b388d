"""Whether a URL that a fix writes is sound, so that the fix causes no other finding."""

from __future__ import annotations

from digestlint.markdown import Span, parse
from digestlint.rules.helpers.urls.latex import debris_start
from digestlint.rules.helpers.urls.malformed import problem_of
from digestlint.rules.urls.swallowed import find_in_target
from digestlint.rules.urls.trailing import cut_off_at, kept_length
from digestlint.rules.urls.url_targets import UrlTarget, targets

_DELIMITERS = "*_~"


def sound_target(url: str) -> bool:
    """Whether ``url`` may become a link target: it has no defect that lacks a safe fix."""
    problem = problem_of(url)
    return (
        cut_off_at(url) is None
        and (problem is None or problem.content is not None)
        and debris_start(url, escapes=True) is None
        and find_in_target(url, Span(0, len(url))) is None
    )


def sound_in_text(before: str, word: str) -> bool:
    """Whether ``word``, which begins with a URL, may follow the text ``before``."""
    found = next(iter(targets(parse(word))), None)
    if found is None or found.span.start > 0 or found.latex is not None:
        return False
    swallowed = found.swallowed
    if swallowed is None:
        return cut_off_at(word) is None
    if not swallowed.certain or swallowed.cut_off or not is_sound(word, found):
        return False
    start = len(before)
    return not breaks_emphasis(before + word, Span(start, start + found.span.end))


def breaks_emphasis(text: str, span: Span) -> bool:
    """Whether punctuation at both ends of ``span`` would break emphasis around it.

    CommonMark 0.31, section 6.2: stars between a letter and punctuation do not open or close it.
    """
    before, after = span.start, span.end
    while before > 0 and text[before - 1] in _DELIMITERS:
        before -= 1
    while after < len(text) and text[after] in _DELIMITERS:
        after += 1
    letter_before = before < span.start and text[before - 1 : before].isalnum()
    return letter_before or (after > span.end and text[after : after + 1].isalnum())


def fits_brackets(text: str, target: UrlTarget) -> bool:
    """Whether angle brackets make a sound autolink of the bare URL ``target`` of ``text``."""
    return is_sound(text, target) and not breaks_emphasis(text, target.span)


def is_sound(text: str, target: UrlTarget) -> bool:
    """Whether the bare URL ``target`` of ``text`` has no defect of its own."""
    url = target.url
    return (
        target.fits_brackets
        and not text.startswith("..", target.span.end)  # it is truncated
        and cut_off_at(url) is None
        and kept_length(url) == len(url)
        and problem_of(url) is None
        and debris_start(url, escapes=False) is None
    )
