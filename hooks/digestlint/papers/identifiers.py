"""What makes two mentions the same paper: arXiv identifiers, DOIs and titles.

Pure functions over text; nothing here reads a file or the network.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.papers.arxiv_ids import SOUND_ID, IdProblem, problem_of_id

_FLAGS = re.IGNORECASE | re.ASCII
_NEW_ID = r"[0-9]{4}\.[0-9]{4,5}"
_OLD_ID = r"[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2}|\.[a-z]+-[a-z]+)?/[0-9]{7}"
_ID = rf"(?P<id>{_NEW_ID}|{_OLD_ID})(?:v(?P<version>[0-9]{{1,3}}))?(?![0-9])"

# Where a paper's identifier follows; the host must not be the tail of a longer name.
_PAPER_URL = (
    r"(?<![\w.-])(?:"
    r"(?:[a-z0-9-]+\.)*arxiv\.org/+(?:abs|pdf|html|ps|format|e-print|src|tb)"
    r"|(?:www\.)?alphaxiv\.org/+(?:[a-z]{2}/+)?(?:abs|pdf|overview|html)"
    r"|(?:www\.)?ar5iv\.org/+(?:abs|html)"
    r")(?![\w-])/*(?:arxiv:)?"
)
_READERS = r"papers\.cool/arxiv|scirate\.com/arxiv|arxiv-vanity\.com/papers"
_READER_URL = rf"(?<![\w.-])(?:www\.)?(?:{_READERS})/+"
_MIRROR_URL = r"(?<![\w.-])(?:www\.)?(?:huggingface\.co|hf\.co)/papers/"
_ARXIV_DOI = r"10\.48550/arxiv\."
_BARE = r"(?<![a-z0-9])arxiv(?:\s?(?:id|e?-?prints?))?\s?[:：.\-]?\s{0,2}"

_PROBLEM_PREFIX_RE = lazy_pattern(rf"{_PAPER_URL}|{_MIRROR_URL}(?=[0-9]{{4}})|{_ARXIV_DOI}", _FLAGS)
_NAMED = rf"(?:{_PAPER_URL}|{_MIRROR_URL}|{_READER_URL}|{_ARXIV_DOI}|{_BARE})"
_FIND_RE = lazy_pattern(_NAMED + _ID, _FLAGS)
# The URL of nearly every paper.
_PLAIN_RE = lazy_pattern(rf"https?://arxiv\.org/(?:abs|pdf)/({SOUND_ID})\Z")
# One of them is in each URL and name of a paper on arXiv.
_SIGNS = ("xiv", "ar5iv", "/papers/")
_ID_RE = lazy_pattern(_ID, _FLAGS)
_VERSION_RE = lazy_pattern(r"v[0-9]*$", _FLAGS)


class ArxivId(NamedTuple):
    """An arXiv identifier; `id` has neither version nor subject class (`math/0309136`)."""

    id: str
    version: int | None = None

    @property
    def year_month(self) -> tuple[int, int] | None:
        """Two-digit year and month the identifier encodes, or None if it encodes none."""
        digits = self.id.rpartition("/")[2][:4]
        if len(digits) < 4 or not (digits.isascii() and digits.isdigit()):
            return None
        year, month = int(digits[:2]), int(digits[2:])
        return (year, month) if 1 <= month <= 12 else None


def find_arxiv_id(text: str) -> ArxivId | None:
    """Find the first well-formed arXiv identifier named by a URL, a DOI or `arXiv:…` in `text`.

    Hosts: arxiv.org and its mirrors, and sites that show its papers, such as alphaxiv.org. A number
    that only looks like an identifier, without such a context, is none.
    """
    if plain := _PLAIN_RE.match(text):
        return ArxivId(plain[1])
    lower = text.lower()
    if "%2f" in lower:
        text = unquote(text)
        lower = text.lower()
    if not any(sign in lower for sign in _SIGNS):  # much quicker than the pattern
        return None
    for match in _FIND_RE.finditer(text):
        found = _from_match(match)
        if found is not None:
            return found
    return None


def parse_arxiv_id(text: str) -> ArxivId | None:
    """Read `text` that is nothing but an identifier, as in the BibTeX field `eprint`."""
    match = _ID_RE.fullmatch(text.strip())
    return _from_match(match) if match else None


def _from_match(match: re.Match[str]) -> ArxivId | None:
    raw = match["id"]
    if problem_of_id(raw) is not None:
        return None
    archive, slash, number = raw.lower().rpartition("/")
    # arXiv treats `math.GT/0309136` and `math/0309136` as one paper.
    name = f"{archive.partition('.')[0]}{slash}{number}"
    version = match["version"]
    return ArxivId(name, int(version) if version else None)


def arxiv_id_problem(url: str) -> IdProblem | None:
    """Return why `url` names no paper on arXiv, or None.

    None also for a URL that is no paper's page (a listing, a search, another host), and for a
    well-formed identifier followed by text that a URL rule reports (`2505.15117.`, `…117}`).
    Scheme: https://info.arxiv.org/help/arxiv_identifier.html
    """
    if _PLAIN_RE.match(url):
        return None
    url = unquote(url)
    lower = url.lower()
    if not any(sign in lower for sign in _SIGNS):
        return None
    prefix = _PROBLEM_PREFIX_RE.search(url)
    if prefix is None:
        return None
    token = re.match(r"[\w./-]*", url[prefix.end() :])
    tail = (token[0] if token else "").rstrip("./-_")
    for suffix in (".pdf", ".ps.gz", ".ps", ".html"):
        tail = tail.removesuffix(suffix)
    if not tail:
        return IdProblem("missing")
    match = _ID_RE.match(tail)
    if match and not re.match(r"\w", tail[match.end() :]):
        version = match["version"]
        if version is not None and int(version) == 0:
            return IdProblem("version-zero")
        return problem_of_id(match["id"])
    return problem_of_id(_VERSION_RE.sub("", tail)) or IdProblem("no-version", tail[-12:])


# The characters Crossref finds in all but a few old DOIs:
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI_RE = lazy_pattern(
    r"(?<![0-9.])10\.[0-9]{4,9}/(?:\(sici\)[-._;()/:<>a-z0-9]{1,200}|[-._;()/:a-z0-9]{1,200})",
    _FLAGS,
)
# What publishers' URLs append to a DOI.
_DOI_TAIL_RE = lazy_pattern(
    r"(?:v[0-9]+)?\.full(?:\.pdf)?$|v[0-9]+$(?<=v[0-9])|\.pdf$"
    r"|/(?:full|fulltext|abstract|pdf|epdf|meta|html)$"
)


def find_doi(text: str) -> str | None:
    """Find the first DOI in `text` (a field, a URL, a sentence), lower-cased."""
    if "%" in text and "%2f" in text.lower():
        text = unquote(text)
    match = _DOI_RE.search(text) if "10." in text else None
    if match is None:
        return None
    doi = match[0].lower()
    while doi[-1] in ".,;:-/" or (doi[-1] == ")" and doi.count(")") > doi.count("(")):
        doi = doi[:-1]
    if doi.count("/") == 0:
        return None
    return _DOI_TAIL_RE.sub("", doi) if not doi.startswith("10.48550/") else doi


_MARKUP_RE = lazy_pattern(r"[\\{}$`~]")
_ASCII_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}
_ENTITY_RE = lazy_pattern(r"&(?:[a-z]+[0-9]*|#[0-9]{1,7}|#x[0-9a-f]{1,6});", _FLAGS)


def plain_title(title: str) -> str:
    r"""Return `title` as a reader should see it.

    LaTeX accents and symbols become Unicode, `{Protected}` braces go, `\emph{…}` and the like
    are unwrapped, `\&` becomes `&`. Dashes (`--`), math (`$…$`) and macros that are not known
    stay as they are.
    """
    if not _MARKUP_RE.search(title):
        return " ".join(title.split())
    # Lazy: most titles have no LaTeX at all.
    from digestlint.papers.latex import latex_to_text

    return " ".join(latex_to_text(title).split())


@lru_cache(maxsize=1024)  # several rules ask for each title
def normalise_title(title: str) -> str:
    """Return a key that is equal for two spellings of one title.

    LaTeX, math markup, HTML entities, letter case, compatibility forms (`²`, full-width letters),
    punctuation and spaces do not count; accents do. Empty if no letter or digit is left.
    """
    if _MARKUP_RE.search(title):
        from digestlint.papers.latex import latex_to_text

        title = latex_to_text(title, flatten_math=True)
    if "&" in title:
        title = _ENTITY_RE.sub(_unescaped, title)
    if title.isascii():
        return title.lower().translate(_ASCII_MARKS)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    if folded.isascii():
        return "".join(filter(str.isalnum, folded))
    kept = "".join(char for char in folded if char.isalnum() or _is_letter_mark(char))
    # What stood between a letter and a mark is gone.
    return unicodedata.normalize("NFKC", kept)


def _unescaped(entity: re.Match[str]) -> str:
    import html  # its table of entities takes a while to load

    return html.unescape(entity[0])


def _is_letter_mark(char: str) -> bool:
    """Whether `char` is part of a letter: a combining mark, but no variation selector."""
    return unicodedata.category(char) in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f"
