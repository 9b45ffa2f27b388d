"""The targets: one function for each kind of input.

Each takes any bytes. It raises where a promise of docs/guarantees.md is broken, and returns
whatever else happens; errors that the user would see as one sentence are not failures.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from digestlint._runtime.time_budget import OutOfTimeError, TimeBudget
from digestlint.core.finding import Applicability, Finding
from digestlint.core.selectors import expand
from digestlint.core.settings import Settings
from digestlint.digest.schema import SchemaError, load_schemas
from digestlint.document.context import Context, NoLinkResolver
from digestlint.document.document import Document, open_document
from digestlint.encoding import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER, Restoration, find_mojibake
from digestlint.encoding.detect import east_asian
from digestlint.encoding.detect.suspicion import is_suspicious
from digestlint.encoding.infill import fill_in
from digestlint.fixes.fixer import Text, fix
from digestlint.lint.linter import lint, lint_fixes
from digestlint.lint.registry import all_rules
from digestlint.markdown import parse
from digestlint.markdown.anchors import STYLES, assign_slugs, candidate_ids, slugify
from digestlint.papers.bibliography import parse_bibliography
from digestlint.project.config import ConfigError, parse_config
from digestlint.project.context import decode_bibliography
from digestlint.text.codec import SourceError, decode, encode, from_text

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
_PLACEHOLDER = re.compile(f"[{LETTER_PLACEHOLDER}{SYMBOL_PLACEHOLDER}]")
_LINE_ENDING = re.compile(r"[\r\n]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ALL = frozenset(rule.code for rule in all_rules())


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def parser(data: bytes) -> None:
    """Every text is Markdown, and each part of it is in the text."""
    text = _text(data)
    markdown = parse(text)
    spans = [heading.content for heading in markdown.headings]
    spans += [link.target for link in markdown.links if link.target]
    spans += [*markdown.prose, *markdown.code, *markdown.html, *markdown.math, *markdown.blocks]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    for link in markdown.links:
        assert link.span.start <= link.text.start <= link.text.end <= link.span.end


def slugs(data: bytes) -> None:
    """Check that a slug is one for its heading, and that numbers distinguish equal ones."""
    texts = _text(data).splitlines()
    for style in STYLES:
        assigned = assign_slugs(texts, style)
        assert len(assigned) == len(texts)
        if style == "github":
            assert len(set(assigned)) == len(assigned)
        for text in texts:
            candidate_ids(slugify(text, style), style)


def _undamaged(data: bytes) -> str:
    """Return the text, without what could be mojibake: restoring it would take most of the time."""
    text = data.decode("utf-8", "ignore")
    damaged = is_suspicious(text) or east_asian.find(text)
    return text.encode("ascii", "ignore").decode() if damaged else text


def _fixed_twice(source: Text, codes: frozenset[str]) -> None:
    """Check that fixing raises nothing, and that fixing again changes nothing.

    There are drafts, as a run has them.
    """
    settings = Settings(codes=codes, anchor_style="github", schema=None, rules={})
    documents: dict[Text, Document] = {}

    def opened(text: Text) -> Document:
        if text not in documents:
            documents[text] = open_document(
                from_text(text.text, text.bom),
                PurePath("digest.md"),
                settings,
                _SCHEMAS,
                Context(None, NoLinkResolver(), {}),
            )
        return documents[text]

    def draft(text: Text, unsafe: bool) -> Sequence[Finding]:
        wanted = tuple(Applicability) if unsafe else (Applicability.SAFE,)
        return lint_fixes(opened(text), wanted)

    def check(text: Text) -> list[Finding]:
        return lint(opened(text))

    outcome = fix(source, check, unsafe=True, draft=draft)
    assert not outcome.left_out
    fixed = outcome.text
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
    url = _undamaged(data).replace("\n", " ")
    text = f"[a]({url}) <{url}> {url} ![b](<{url}>) [c][d]\n\n[d]: {url}\n"
    _fixed_twice(Text(text, False), expand(["URL", "ANC", "TEX"]))


def restorer(data: bytes) -> None:
    """Whatever is restored leads back to what stood there, line for line."""
    texts = {data.decode("utf-8", "surrogateescape"): None}
    for code_page in ("cp1252", "latin-1", "cp1254"):
        with contextlib.suppress(UnicodeError):
            texts[data.decode(code_page)] = None  # most of them are the same
    for text in texts:
        _leads_back(text, restoration := find_mojibake(text))
        if restoration.is_lossy:
            _leads_back(text, fill_in(restoration).restoration)


def _leads_back(text: str, restoration: Restoration) -> None:
    position, expected = 0, []
    for run in restoration.runs:
        source = text[run.start : run.end]
        if not _PLACEHOLDER.search(run.text):
            assert run.channel.send(run.text) == source
        assert not _LINE_ENDING.search(source + run.text)
        expected += [text[position : run.start], run.text]
        position = run.end
    expected.append(text[position:])
    assert restoration.text == _SURROGATE.sub("\ufffd", "".join(expected))


def config(data: bytes) -> None:
    """Check that a configuration is read, or its mistake said in one sentence."""
    with contextlib.suppress(ConfigError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        parse_config(tomllib.loads(data.decode()), Path("digestlint.toml"))


def schema(data: bytes) -> None:
    """Check the same for schemas; a digest is read with what is accepted."""
    with contextlib.suppress(SchemaError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        schemas = load_schemas({"fuzzed": tomllib.loads(data.decode())})
        settings = Settings(codes=_ALL, anchor_style="github", schema="fuzzed", rules={})
        around = Context(None, NoLinkResolver(), {})
        source = from_text(_DIGEST, False)
        # Without a budget, some patterns take long.
        with contextlib.suppress(OutOfTimeError), TimeBudget(60, 1):
            lint(open_document(source, PurePath("digest.md"), settings, schemas, around))


def suppressions(data: bytes) -> None:
    """Comments that silence findings, whatever is in them."""
    words = _undamaged(data).replace("-->", "")
    lines = "\n".join(f"<!-- digestlint-{line} -->" for line in words.splitlines())
    text = f"{lines}\n[a](http://arxiv.org/abs/2510.00001.)\n"
    _fixed_twice(Text(text, False), expand(["URL", "DIG"]))


def bibliographies(data: bytes) -> None:
    """Check that a .bib file is read as far as it goes."""
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
