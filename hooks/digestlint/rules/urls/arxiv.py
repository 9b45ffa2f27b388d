"""URLs of arXiv papers with a valid identifier after a malformed path: ``arxiv.org//abs/…``."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit
from digestlint.core.message import Message, Template
from digestlint.papers.identifiers import ArxivId, find_arxiv_id, parse_arxiv_id
from digestlint.rules.urls.sound import sound_in_text
from digestlint.rules.urls.url_targets import UrlTarget
from digestlint.text.quoting import quoted

_HOST = Template("arxiv/host", "the host is misspelt ({host})")
_HOST_TWICE = Template("arxiv/host-twice", "it contains the host twice")
_NO_KIND = Template("arxiv/no-kind", "'/abs/' is missing")
_UNKNOWN_KIND = Template("arxiv/unknown-kind", "{kind} is not a kind of page on arXiv")
_TWO_KINDS = Template("arxiv/two-kinds", "{path} names more than one kind of page")
_SPACE = Template("arxiv/space", "it contains a space")
_SLASH_MISSING = Template("arxiv/slash-missing", "a slash is missing")
_SLASH_TOO_MANY = Template("arxiv/slash-too-many", "there is an extra slash")
_PATH_UNKNOWN = Template("arxiv/path-unknown", "{path} is not a path on arXiv")
_PDF_TWICE = Template("arxiv/pdf-twice", "'.pdf' is repeated")
_DOI_FORM = Template("arxiv/doi-form", "arXiv DOIs begin with '10.48550/arXiv.'")

_FLAGS = re.IGNORECASE | re.ASCII
_ID = r"(?P<id>(?:[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]{1,3})?)"
_KINDS = "abs|pdf|html"
_MISSPELT = {
    **dict.fromkeys(("abss", "asb", "bas", "ab", "absp", "abstract", "paper", "papers"), "abs"),
    **dict.fromkeys(("pfd", "pdfs", "dpf"), "pdf"),
}
_ANY_KIND = "|".join(sorted((*_KINDS.split("|"), *_MISSPELT), key=len, reverse=True))
_PATH = lazy_pattern(
    rf"(?:https?:)?//(?:(?:www|export|browse)\.)?(?P<host>arxiv\.org|ar[vx]ix\.org|axriv\.org"
    rf"|arixv\.org|arxvi\.org|arxiv\.og)(?P<path>/*(?:(?:{_ANY_KIND}|(?:https?:/*)?(?:www\.)?arxiv\.org)"
    rf"\s?[/:.=-]*\s?){{0,4}})"
    rf"(?P<prefix>arxiv:)?{_ID}(?P<suffix>(?:\.pdf)*)(?P<rest>[/.,;:?#].*|\Z)",
    _FLAGS | re.DOTALL,
)
_KIND = lazy_pattern(rf"(?<![a-z])(?:{_ANY_KIND})(?![a-z])", _FLAGS)
_DOI = lazy_pattern(
    rf"(?:https?:)?//(?:dx\.)?doi\.org/10\.48550(?P<path>[/.:]+(?:arxiv)?[/.:_-]*){_ID}(?![\w.])",
    _FLAGS,
)
_GAP = lazy_pattern(
    rf"https?://(?:(?:www|export)\.)?arxiv\.org/+(?:{_KINDS})/+(?P<leading>[ \t]*)"
    r"(?P<id>[0-9]{4}(?P<before>[ \t]*)\.(?P<after>[ \t]*)[0-9]{4,5}(?:v[0-9]{1,3})?)(?![\w])",
    _FLAGS,
)


_IN_BRACKETS = lazy_pattern(r"(?:\](?:\(|:)[ \t]*|<)\Z")
_CLOSED = lazy_pattern(r"[ \t]*(?:[)>\r\n]|\Z)")
_WORD = lazy_pattern(r"[^ \t\r\n<]{0,2048}")
# The usual, well-formed URLs.
_SOUND = lazy_pattern(
    r"https?://arxiv\.org/(?:abs|pdf|html)/[0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,3})?(?:\.pdf)?\Z"
)
_SIGNS = ("arxiv", "arvix", "axriv", "arixv", "arxvi", "arxix", "10.48550")


class Normalised(NamedTuple):
    """What is wrong with a URL, and the edits that correct it."""

    problem: Message
    edits: tuple[Edit, ...]
    end: int  # of the URL
    certain: bool


def normalised(text: str, target: UrlTarget) -> Normalised | None:
    """Return how to correct the path of a URL; None if it is right, or cannot be corrected."""
    start, end = target.span
    written = text[start:end]
    if _SOUND.match(written):
        return None
    lower = target.url.lower()
    if not any(sign in lower for sign in _SIGNS):
        return None
    return _path(written, start, end) or _doi(written, start, end) or _gap(text, target)


def paper_of(url: str) -> ArxivId | None:
    """Return the paper that ``url`` names, even if its path is malformed."""
    found = find_arxiv_id(url)
    match = _PATH.match(url) if found is None else None
    return parse_arxiv_id(match["id"]) if match else found


def _path(url: str, start: int, end: int) -> Normalised | None:
    match = _PATH.match(url)
    if match is None or parse_arxiv_id(match["id"]) is None:
        return None
    written = [kind.lower() for kind in _KIND.findall(match["path"])]
    problem = _problem(match, written)
    if problem is None:
        return None
    kinds = [_MISSPELT.get(kind, kind) for kind in written]
    suffix = match["suffix"][:4]
    kind = kinds[-1] if kinds else ("pdf" if suffix else "abs")
    edits = []
    if match["host"].lower() != "arxiv.org":
        edits.append(_edit(match, "host", "arxiv.org", start))
    if match["path"] != f"/{kind}/":
        edits.append(_edit(match, "path", f"/{kind}/", start))
    if match["suffix"] != suffix:
        edits.append(_edit(match, "suffix", suffix, start))
    certain = len(set(kinds)) < 2 and match["host"].lower() == "arxiv.org"
    return Normalised(problem, tuple(edits), end, certain)


def _problem(match: re.Match[str], kinds: list[str]) -> Message | None:
    path = match["path"]
    if match["host"].lower() != "arxiv.org":
        return _HOST(host=quoted(match["host"]))
    if not kinds:
        return _NO_KIND()
    if "arxiv.org" in path.lower():
        return _HOST_TWICE()
    if any(kind in _MISSPELT for kind in kinds):
        return _UNKNOWN_KIND(kind=quoted(kinds[-1]))
    if len(kinds) > 1:
        return _TWO_KINDS(path=quoted(path.strip("/")))
    if any(map(str.isspace, path)):
        return _SPACE()
    if path != f"/{path.strip('/')}/" or "//" in path:
        return _SLASH_MISSING() if path.count("/") < 2 else _SLASH_TOO_MANY()
    if path.lower() != f"/{kinds[0]}/":
        return _PATH_UNKNOWN(path=quoted(path))
    return _PDF_TWICE() if match["suffix"].lower().count(".pdf") > 1 else None


def _edit(match: re.Match[str], group: str, content: str, offset: int) -> Edit:
    return Edit(offset + match.start(group), offset + match.end(group), content)


def _doi(url: str, start: int, end: int) -> Normalised | None:
    match = _DOI.match(url)
    if match is None or match["path"].lower() == "/arxiv." or parse_arxiv_id(match["id"]) is None:
        return None
    edit = _edit(match, "path", "/arXiv.", start)
    return Normalised(_DOI_FORM(), (edit,), end, certain=True)


def _gap(text: str, target: UrlTarget) -> Normalised | None:
    """Return how to remove spaces in a URL, which end a bare link."""
    match = _GAP.match(text, target.span.start) if target.kind == "bare" else None
    if match is None or parse_arxiv_id(re.sub(r"[ \t]", "", match["id"])) is None:
        return None
    url = re.sub(r"[ \t]", "", match[0])
    if _IN_BRACKETS.search(text, max(0, match.start() - 8), match.start()):
        sound = _CLOSED.match(text, match.end()) is not None
    else:
        word = _WORD.match(text, match.end())
        before = text[max(0, match.start() - 8) : match.start()]
        sound = sound_in_text(before, url + (word[0] if word else ""))
    if not sound:
        return None
    spaces = ("leading", "before", "after")
    edits = tuple(_edit(match, name, "", 0) for name in spaces if match[name])
    return Normalised(_SPACE(), edits, match.end(), certain=True) if edits else None
