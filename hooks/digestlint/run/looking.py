"""One look at a text that is being edited: its document, and what is found in it.

Mojibake takes most of the time of a check. A *draft* leaves it alone, so that an editor can show
what does not depend on it at once: findings in lines that the text itself has right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding
from digestlint.core.rule_index import FAMILIES, RULES
from digestlint.document.document import Document
from digestlint.encoding.detect.first_look import is_odd
from digestlint.lint.linter import TooManyFindingsError, lint
from digestlint.lint.results import locate_all
from digestlint.run.checker import problem_of
from digestlint.run.task import Task, budget_of, content_of, limits
from digestlint.run.viewing import View
from digestlint.text.codec import Source, decode

# Of what a rule of these finds, nothing depends on other lines.
_OF_LINES = frozenset(("urls", "markup"))
# What lines of digests hold that is not mojibake: ASCII, Chinese, and punctuation.
_INTACT = lazy_pattern(r"[\x00-\x7f\u2010-\u2027\u2192\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*")


class Look(NamedTuple):
    """What is known of a text; ``document`` is None where it can't be read."""

    document: Document | None
    findings: Sequence[Finding] = ()
    problem: str | None = None  # why it could not be checked, or not completely
    draft: bool = False


class StaleError(DigestlintError):
    """Nobody needs the look any more."""


def look(task: Task, *, draft: bool, is_stale: Callable[[], bool]) -> Look:
    """Look at the content of a task.

    Args:
        task: What is looked at; it need not be what the file holds.
        draft: Whether mojibake may be left alone. The result says whether it was.
        is_stale: Asked again and again; the look ends once it returns true.

    Raises:
        StaleError: ``is_stale`` returned true.
    """
    try:
        return _look(task, draft, is_stale)
    except Exception as error:
        if is_stale():
            raise StaleError from None
        return Look(None, problem=problem_of(error))


def _look(task: Task, draft: bool, is_stale: Callable[[], bool]) -> Look:
    data = content_of(task)
    largest = task.config.table.max_file_size
    if len(data) > largest * 1_000_000:
        return Look(None, problem=_too_large(len(data), largest))
    view = View(task, budget_of(task, data))
    with limits(task, data, is_stale):
        source = decode(data)
        draft = draft and is_odd(source.text)
        view.look_around(source)
        document = view.opened(source, restore=not draft)
        problem = None
        try:
            found = lint(_of_lines_only(document) if draft else document)
        except TooManyFindingsError as error:
            found, problem = error.found, str(error)
        if draft:
            found = [*_certain(found, source)]
        located = locate_all(found, document.lines_of_source, str(task.path))
        return Look(document, located, problem, draft)


def _too_large(size: int, largest: int) -> str:
    return say(
        "has {size} MB, and files over {max_size} MB are not {use}",
        size=f"{size // 1_000_000:,}",
        max_size=f"{largest:,}",
        use=say("checked; set max-file-size to check it"),
    )


def _of_lines_only(document: Document) -> Document:
    """Return a document for which only rules run that look at single lines."""
    settings = document.settings
    codes = frozenset(
        rule.code
        for rule in RULES
        if rule.code in settings.codes and FAMILIES[rule.name] in _OF_LINES
    )
    return document._replace(settings=settings._replace(codes=codes))


def _certain(found: Iterable[Finding], source: Source) -> Iterator[Finding]:
    """Yield what mojibake elsewhere in the text can't change."""
    text = source.text
    for finding in found:
        start = text.rfind("\n", 0, max(finding.start, 0)) + 1
        end = text.find("\n", max(finding.end, 0))
        line = text[start : len(text) if end < 0 else end]
        if _INTACT.fullmatch(line):
            yield finding
