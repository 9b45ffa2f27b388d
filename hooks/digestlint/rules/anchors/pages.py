"""Which file a local link leads to: this one, another one, or the page of a folder.

GitHub shows a folder as its README, site generators as its index. The URL of a folder ends with a
slash or with the name of the folder.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from posixpath import normpath
from urllib.parse import unquote

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Literal

    from digestlint.rules.helpers.local_links import LocalLink

# In the order in which GitHub and site generators look for them.
_PAGES = ("README.md", "readme.md", "Readme.md", "README.markdown", "index.md", "_index.md")
# Pages whose anchors are unknown.
_OTHER_PAGES = ("README", "README.rst", "README.txt", "README.adoc", "README.org", "index.html")
_PAGE_NAMES = frozenset({"readme", "index", "_index"})
# Keys in the front matter of pages: Jekyll, Hugo, Docusaurus, VitePress, Hexo and Astro.
_KEYS = (
    "layout|permalink|slug|draft|aliases|weight|pubDate|nav_order|parent|has_children|outline|"
    "sidebar|sidebar_position|sidebar_label|hide_table_of_contents|categories|redirect_from|"
    "published|comments|mathjax|toc|collection"
)
_OF_SITES = lazy_pattern(rf"^[ \t]*[\"']?(?:{_KEYS})[\"']?[ \t]*[:=]", re.MULTILINE)
# Configurations of site generators: at the root of a repository, or next to the file.
_CONFIGURATIONS = (
    *("_config.yml", "_config.yaml", "_config.toml", "docs/_config.yml", "archetypes"),
    *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default", "_quarto.yml"),
    *("mkdocs.yml", "mkdocs.yaml", "docs/mkdocs.yml", "zensical.toml", "book.toml"),
    *("docusaurus.config.js", "docusaurus.config.ts", "website/docusaurus.config.js"),
    *(".vitepress", ".vuepress", "docs/.vitepress", "docs/.vuepress", "quartz.config.ts"),
    *("astro.config.mjs", "astro.config.ts", "eleventy.config.js", ".eleventy.js"),
    *("_sidebar.md", "docs/_sidebar.md", "book.json", "gatsby-config.js", "content/_index.md"),
    ".obsidian",
)


class Page(NamedTuple):
    """The kind of target of a link, and the path of the file that shows it, if any."""

    # "own folder": the folder of the file, where another file is the page of the folder.
    kind: Literal["this file", "other file", "own folder", "unknown"]
    path: str | None = None


THIS_FILE = Page("this file")
_UNKNOWN = Page("unknown")


def page_of(document: Document, link: LocalLink) -> Page:
    """Return where ``link`` leads."""
    if not link.path:
        return THIS_FILE
    path = unquote(link.path)
    name = PurePath(document.path).name
    if normpath(path) == name:
        return THIS_FILE
    own = not path.startswith("/") and normpath(path) == "."
    if own and (PurePath(name).stem.lower() in _PAGE_NAMES or on_a_site(document)):
        return THIS_FILE
    if not _may_be_folder(path):
        return Page("other file", link.path)
    folder = link.path.rstrip("/")
    if not folder:  # the root of the repository, or of a site
        return _UNKNOWN
    exists = document.context.resolver.exists
    if any(exists(f"{folder}/{other}") for other in _OTHER_PAGES):
        return _UNKNOWN
    found = next((page for name in _PAGES if exists(page := f"{folder}/{name}")), None)
    if own:
        return Page("own folder", found)
    return Page("other file", found) if found else _UNKNOWN


def on_a_site(document: Document) -> bool:
    """Whether a site generator seems to make a page of ``document``.

    Links on such pages may use addresses that are not files.
    """
    if document.settings.anchor_style == "mkdocs":
        return True
    front_matter = document.markdown.front_matter
    if front_matter and _OF_SITES.search(document.text, *front_matter):
        return True
    exists = document.context.resolver.exists
    return any(exists(f"/{name}") or exists(name) for name in _CONFIGURATIONS)


def _may_be_folder(path: str) -> bool:
    last = path.rpartition("/")[2]
    return last in ("", ".", "..") or "." not in last
