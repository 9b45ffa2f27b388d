r"""A relative link leads to a file that is not there.

## What it does
Looks for the file or folder of each link, image and reference definition without a scheme. A path
starts at the folder of the file that holds the link, or, with a `/` in front, at the root of the
repository, as on GitHub. Percent-escapes are decoded; query and fragment do not count. Letter case
counts, also where the file system ignores it, as on Windows and macOS. Paths that lead out of the
repository, those with template variables (`{{ site.url }}`) and pages of a site (`/guide/start`,
without a file extension) are left alone.
Text from standard input has no place on disk, so there every file counts as present. A fragment in
parentheses (`[text]((#part))`), which Markdown takes for the name of a file, is reported, too.

## Why it matters
The reader gets a "not found" page, or a broken image.

## Example
```markdown
See [the guide](docs\guide.md).
```

Where that is `docs/guide.md`, write instead:
```markdown
See [the guide](docs/guide.md).
```

## Fix safety
There is no fix: only the author knows where the file went, or that it was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.analysis.local_links import local_links
from digestlint.analysis.urls.malformed import problem_of
from digestlint.document import Document
from digestlint.finding import Finding
from digestlint.papers import readable
from digestlint.rule import RuleInfo
from digestlint.wording import quoted

RULE = RuleInfo("ANC003", "broken-file-link", needs="links")


def check(document: Document) -> Iterator[Finding]:
    """Report relative links without a file."""
    neighbours = document.surroundings.neighbours
    for link in local_links(document.markdown):
        path = link.path
        if not path.strip() or neighbours.exists(path) or not readable(path):
            continue
        if problem_of(path) is not None:  # a URL without its scheme: URL001's
            continue
        if path.startswith("/") and "." not in path.rpartition("/")[2]:  # a page of the site
            continue
        if path == "(" and link.fragment and link.fragment.endswith(")"):
            fragment = f"#{link.fragment.removesuffix(')')}"
            message = f"link target {quoted(f'({fragment})')} is no fragment; write"
            yield Finding(*link.target, f"{message} {quoted(fragment)} without the parentheses")
            continue
        where = "in the repository" if path.startswith("/") else "beside this one"
        message = f"no file {quoted(path)} {where}"
        slashes = path.replace("\\", "/")
        if slashes != path and neighbours.exists(slashes):
            message += f"; write {quoted(slashes)}"
        yield Finding(*link.target, message)
