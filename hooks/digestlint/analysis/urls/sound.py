"""Whether nothing is wrong with a URL that a fix writes: no fix makes a finding of another rule."""

from __future__ import annotations

from digestlint.analysis.urls.latex import debris_start
from digestlint.analysis.urls.malformed import problem_of
from digestlint.analysis.urls.swallowed import find_in_target
from digestlint.analysis.urls.targets import UrlTarget, targets
from digestlint.analysis.urls.trailing import cut_off_at, kept_length
from digestlint.markdown import Span, parse


def sound_target(url: str) -> bool:
    """Whether ``url`` may become a link target; safe fixes mend what is wrong, if anything is."""
    problem = problem_of(url)
    return (
        cut_off_at(url) is None
        and (problem is None or problem.content is not None)
        and debris_start(url, escapes=True) is None
        and find_in_target(url, Span(0, len(url))) is None
    )


def sound_in_text(word: str) -> bool:
    """The same, where ``word``, which begins with the URL, stands in the text."""
    found = next(iter(targets(parse(word))), None)
    if found is None or found.span.start > 0 or found.latex is not None:
        return False
    swallowed = found.swallowed
    if swallowed is None:
        return cut_off_at(word) is None
    return swallowed.certain and not swallowed.cut_off and fits_brackets(word, found)


def fits_brackets(text: str, target: UrlTarget) -> bool:
    """Whether angle brackets make a good autolink of the bare URL ``target`` of ``text``."""
    url = target.url
    return (
        target.fits_brackets
        and not text.startswith("..", target.span.end)  # it was cut off
        and cut_off_at(url) is None
        and kept_length(url) == len(url)
        and problem_of(url) is None
        and debris_start(url, escapes=False) is None
    )
