"""Placeholders for a link target: ``[Code](link)``, ``[text](<path>)``."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.rules.helpers.local_links import LocalLink

_WORDS = lazy_pattern(
    r"(?:(?:your|my|the|this|paper|code|project|pdf|repo|github|arxiv|doc|docs|image|img|video|page|"
    r"file|full|relative|actual|some)[-_ .]?)*"
    r"(?:urls?|uris?|links?|href|src|paths?|file(?:[-_ ]?name)?|address|target|destination|title|"
    r"placeholder|here)(?:[-_ ]?here|\d+)?|"
    r"(?:link|insert|your|path)[-_](?:to|here|url|path|file|link)\b.*|(?:.*/)?path/to(?:/.*)?|"
    r"\.{3,}|\u2026+|x{2,}|\?+|-+|_+|todo|tbd|fixme|n/a|"
    r"(?:\u8bba\u6587|\u4ee3\u7801|\u9879\u76ee|\u539f\u6587|\u56fe\u7247)?(?:\u94fe\u63a5|\u5730\u5740|\u7f51\u5740|\u8def\u5f84)|"
    r"\u5f85\u8865\u5145|\u5f85\u5b9a|\u6682\u65e0|\u65e0",
    re.IGNORECASE,
)
# `$URL`, `$1`, `__URL__`, `@@URL@@`, `:id`
_VARIABLE = lazy_pattern(
    r".*(?:\$\w|__[A-Z_]+__|@@\w+@@|/:\w).*|:\w+|\[[^\]]*\]|"
    r"(?:[A-Z]+_)*(?:URL|URI|LINK|PATH|FILE|NAME|ID|HERE)(?:_[A-Z]+)*"
)


def is_placeholder(text: str, link: LocalLink) -> bool:
    """Whether the path of ``link`` is a placeholder."""
    path = link.path
    if _WORDS.fullmatch(path) or _VARIABLE.fullmatch(path):
        return True
    bracketed = text[link.target.start - 1 : link.target.start] == "<"
    return bracketed and not any(character in path for character in "./\\")
