"""What is fuzzed: one function for each way that text gets in.

Each takes any bytes. It raises where a promise of docs/guarantees.md is broken, and returns
whatever else happens; errors that the user would see as one sentence are no failures.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Callable
from pathlib import Path, PurePath

from digestlint.anchors import STYLES, assign_slugs, candidate_ids, slugify
from digestlint.bibliography import parse_bibliography
from digestlint.config import ConfigError, parse_config
from digestlint.document import NoNeighbours, Surroundings, open_document
from digestlint.finding import Diagnostic
from digestlint.fixer import Text, fix
from digestlint.linter import lint
from digestlint.markdown import parse
from digestlint.mojibake import restore
from digestlint.registry import all_rules, expand
from digestlint.schema import SchemaError, load_schemas
from digestlint.settings import Settings
from digestlint.source import SourceError, decode, encode, from_text
from digestlint.surroundings import decode_bibliography

_SCHEMAS = load_schemas()
_DIGEST = """\
# Paper List
- [25/10] **A B** [[Paper](http://arxiv.org/abs/2510.00001.)] [[TLDR/Notes](#a-b)]
# TLDR/Notes
## 0.[a-b](https://example.org/a)
### Abstract
**Code**: none
```
### 2. Method（x）
```
"""
_ALL = frozenset(rule.code for rule in all_rules())


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def parser(data: bytes) -> None:
    """Every text is Markdown, and each part of it stands in the text."""
    text = _text(data)
    markdown = parse(text)
    spans = [heading.content for heading in markdown.headings]
    spans += [link.target for link in markdown.links if link.target]
    spans += [*markdown.prose, *markdown.code, *markdown.html, *markdown.math, *markdown.blocks]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    for link in markdown.links:
        assert link.span.start <= link.text.start <= link.text.end <= link.span.end


def slugs(data: bytes) -> None:
    """A slug is one for its heading, and numbers tell equal ones apart."""
    texts = _text(data).splitlines()
    for style in STYLES:
        assigned = assign_slugs(texts, style)
        assert len(assigned) == len(texts)
        if style == "github":
            assert len(set(assigned)) == len(assigned)
        for text in texts:
            candidate_ids(slugify(text, style), style)


def _fixed_twice(source: Text, codes: frozenset[str], path: str = "digest.md") -> None:
    """Fixing raises nothing, and fixing again changes nothing."""
    settings = Settings(codes=codes, anchor_style="github", schema=None, rules={})

    def check(text: Text) -> list[Diagnostic]:
        opened = from_text(text.text, text.bom)
        around = Surroundings(None, NoNeighbours(), {})
        return lint(open_document(opened, PurePath(path), settings, _SCHEMAS, around))

    fixed = fix(source, check, unsafe=True).text
    again = decode(encode(fixed.text, fixed.bom)) if "\0" not in fixed.text else None
    assert again is None or (again.text, again.bom) == (fixed.text, fixed.bom)
    assert fix(fixed, check, unsafe=True).applied == []


def rules(data: bytes) -> None:
    """Every rule and every fix, in a file of any bytes."""
    with contextlib.suppress(SourceError):
        source = decode(data)
        _fixed_twice(Text(source.text, source.bom), _ALL)


def urls(data: bytes) -> None:
    """Links to anything, in each form."""
    url = _text(data).replace("\n", " ")
    text = f"[a]({url}) <{url}> {url} ![b](<{url}>) [c][d]\n\n[d]: {url}\n"
    _fixed_twice(Text(text, False), expand(["URL", "ANC", "TEX"]))


def restorer(data: bytes) -> None:
    """Whatever is restored leads back to what stood there, line for line."""
    text = data.decode("utf-8", "surrogateescape")
    restoration = restore(text)
    assert restoration.source == text
    assert restoration.text.count("\n") == text.count("\n")
    for code_page in ("cp1252", "latin-1", "cp1254"):
        with contextlib.suppress(UnicodeError):
            restore(data.decode(code_page))


def config(data: bytes) -> None:
    """A configuration is read, or its mistake said in one sentence."""
    with contextlib.suppress(ConfigError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        parse_config(tomllib.loads(data.decode()), Path("digestlint.toml"))


def schema(data: bytes) -> None:
    """The same for schemas; a digest is read with what is accepted."""
    with contextlib.suppress(SchemaError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        schemas = load_schemas({"fuzzed": tomllib.loads(data.decode())})
        settings = Settings(codes=_ALL, anchor_style="github", schema="fuzzed", rules={})
        around = Surroundings(None, NoNeighbours(), {})
        source = from_text(_DIGEST, False)
        lint(open_document(source, PurePath("digest.md"), settings, schemas, around))


def suppressions(data: bytes) -> None:
    """Comments that silence findings, whatever stands in them."""
    words = _text(data).replace("-->", "")
    lines = "\n".join(f"<!-- digestlint-{line} -->" for line in words.splitlines())
    text = f"{lines}\n[a](http://arxiv.org/abs/2510.00001.)\n"
    _fixed_twice(Text(text, False), expand(["URL", "DIG"]))


def bibliographies(data: bytes) -> None:
    """A .bib file is read as far as it goes."""
    text, _ = decode_bibliography(data)
    bibliography = parse_bibliography(text, "papers.bib")
    for problem in bibliography.problems:
        assert 1 <= problem.line <= len(re.split(r"\r\n?|\n", text))


def everything(data: bytes) -> None:
    """Each of the others, by the first byte: for a short run."""
    if data:
        list(TARGETS.values())[data[0] % (len(TARGETS) - 1)](data[1:])


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        *(
            parser,
            slugs,
            urls,
            restorer,
            config,
            schema,
            suppressions,
            bibliographies,
            rules,
            everything,
        ),
    )
}
