r"""A relative link leads to a file that does not exist.

## What it does
Looks for the file or folder of each link, image and reference definition without a scheme. A path
is relative to the folder of the file that contains the link; with a leading `/`, it is relative to
the root of the repository, as on GitHub. Percent-escapes are decoded; query and fragment are
ignored. Letter case matters, even on file systems that ignore it, as on Windows and macOS.

Some targets are not checked: paths that lead out of the repository, paths with template variables
(`{{ site.url }}`, `{url}`, `%s`), placeholders (`link`, `path/to/file`) and pages of a site
(`/guide/start`, without a file extension). If the front matter or the configuration of a site
generator shows that the file is a page of a site, links to `guide` or `guide.html` are accepted
where `guide.md` exists. Text from standard input has no place on disk, so every file counts as
present there. A fragment in parentheses (`[text]((#part))`), which Markdown treats as a file name,
is reported as well.

## Why it matters
Readers get a "not found" page or a broken image.

## Example
```markdown
See [the guide](docs\guide.md).
```

If the file is `docs/guide.md`, write instead:
```markdown
See [the guide](docs/guide.md).
```

## Fix safety
If the link is to `guide` or `guide.html` and `guide.md` exists, the fix writes `guide.md`. It is
unsafe, because a site may serve the page under the other name. Otherwise there is no fix: only the
author knows where the file is, or whether it was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.papers import readable
from digestlint.document.document import Document
from digestlint.rules.anchors.pages import on_a_site
from digestlint.rules.anchors.placeholders import is_placeholder
from digestlint.rules.helpers.local_links import LocalLink, local_links, named_ids
from digestlint.rules.helpers.lost_definitions import lost_definitions
from digestlint.rules.helpers.urls.malformed import problem_of
from digestlint.rules.helpers.wording import WRITE
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "ANC003",
    "broken-file-link",
    severity=Severity.ERROR,
    fixes=(Applicability.UNSAFE,),
    requires="local links",
)

_IN_REPOSITORY = Template("broken-file-link/in-repository", "no file {path} in the repository")
_BESIDE = Template("broken-file-link/beside", "no file {path} relative to this file")
_PAGE = Template("broken-file-link/page", "{problem}; did you mean {page}?")
_SLASHES = Template("broken-file-link/slashes", "{problem}; write {path}")
_PARENTHESES = Template(
    "broken-file-link/parentheses",
    "link target {target} is not a fragment; write {fragment}, without the parentheses",
)


def check(document: Document) -> Iterator[Finding]:
    """Report relative links to files that do not exist."""
    no_links = {found.target for found in lost_definitions(document.markdown)}
    for link in local_links(document.markdown):
        if not _is_there(document, link) and link.target not in no_links:
            finding = _finding(document, link)
            if finding:
                yield finding


def _is_there(document: Document, link: LocalLink) -> bool:
    """Whether the target of ``link`` exists, or is not a file."""
    path = link.path
    return (
        not path.strip()
        or document.context.resolver.exists(path)
        or not readable(path)
        or problem_of(path) is not None  # a URL without its scheme, which URL001 reports
        or (path.startswith("/") and "." not in path.rpartition("/")[2])  # a page of the site
        or is_placeholder(document.text, link)
    )


def _finding(document: Document, link: LocalLink) -> Finding | None:
    path = link.path
    if path == "(" and link.fragment and link.fragment.endswith(")"):
        fragment = f"#{link.fragment.removesuffix(')')}"
        return Finding(
            *link.target,
            _PARENTHESES(target=quoted(f"({fragment})"), fragment=quoted(fragment)),
        )
    missing = _IN_REPOSITORY if path.startswith("/") else _BESIDE
    message = missing(path=quoted(path))
    page = _page(document, path)
    if page is not None:
        if on_a_site(document):
            return None
        meant = _PAGE(problem=message, page=quoted(page))
        return Finding(*link.target, meant, _fix(document, link, page))
    slashes = path.replace("\\", "/")
    if slashes != path and document.context.resolver.exists(slashes):
        message = _SLASHES(problem=message, path=quoted(slashes))
    return Finding(*link.target, message)


def _page(document: Document, path: str) -> str | None:
    """Return the Markdown file from which site generators make the page ``path``."""
    base = path.rstrip("/").removesuffix(".html")
    names = [f"{base}.md", f"{base}.markdown", f"{base}.mdx"]
    if base.startswith("../"):  # the URL of a page ends like that of a folder
        names += [name.removeprefix("../") for name in names]
    exists = document.context.resolver.exists
    return next((name for name in names if base and exists(name)), None)


def _fix(document: Document, link: LocalLink, page: str) -> Fix | None:
    start, end = link.target.start, link.target.start + len(link.path)
    if document.text[start:end] != link.path or page.endswith(".mdx"):
        return None
    ids = document.context.resolver.target_ids(page) or frozenset()
    if link.fragment and ids.isdisjoint(named_ids(document, link.fragment)):
        return None
    return Fix.unsafe(WRITE(text=f"'{page}'"), Edit(start, end, page))
