"""The examples of the CommonMark and GFM specifications, from the text of the specifications."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

_EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)


class Example(NamedTuple):
    """One example; its number is the one that the published specification shows."""

    name: str
    markdown: str
    html: str


def examples(name: str, specification: Path) -> Iterator[Example]:
    """The examples of ``specification``, called ``<name> 1`` and so on."""
    text = specification.read_text(encoding="utf-8").replace("→", "\t")
    for number, (markdown, html) in enumerate(_EXAMPLE.findall(text), 1):
        yield Example(f"{name} {number}", markdown, html)


class Page(HTMLParser):
    """What HTML shows of headings, links, images and code blocks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.links: list[str] = []
        self.images: list[str] = []
        self.languages: list[str] = []  # of code blocks, empty where there is none
        self._level = 0
        self._in_pre = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self._level = int(tag[1])
            self.headings.append((self._level, ""))
        elif tag == "a" and "href" in values:
            self.links.append(values["href"] or "")
        elif tag == "img" and "src" in values:
            self.images.append(values["src"] or "")
        elif tag == "pre":
            self._in_pre = True
        elif tag == "code" and self._in_pre:
            self.languages.append((values.get("class") or "").removeprefix("language-"))

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._level = 0
        elif tag == "pre":
            self._in_pre = False

    def handle_data(self, data: str) -> None:
        if self._level:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)
