"""The interface of output formats: lines made from the results of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from digestlint._runtime.installation import __version__
from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Finding
from digestlint.core.rule import RuleInfo
from digestlint.lint.results import FileResult
from digestlint.output.paint import Paint


class RunResults(NamedTuple):
    """All that a format may report of a run.

    ``files`` arrive once, in order, while they are checked, clean ones included; keeping them all
    would take much memory. ``problems`` are complete when the last file has arrived.
    """

    files: Iterable[FileResult]
    paint: Paint
    problems: Sequence[tuple[str, str]] = ()  # what could not be checked, and why
    rules: Callable[[], Sequence[RuleInfo]] = tuple  # those that are selected for any of the files
    version: str = __version__
    # The path of a file from the top of its repository, with slashes; absolute if it is elsewhere.
    path_of: Callable[[str], str] = str
    docs: Callable[[str], str] = str  # the page of the rule with this code, in Markdown
    limited: bool = True  # formats for people may count findings that are like those shown
    totals: bool = True  # they may end with statistics

    def findings(self) -> Iterator[Finding]:
        """Yield the findings of all files; they use ``files`` up."""
        for file in self.files:
            yield from file.findings


class Reporter:
    """One format, for one run. Its lines have no line endings.

    A format has ``of_file``, and ``head`` or ``tail`` where its syntax asks for them. Results are
    handed to it one by one, so that one run may be reported in several formats.
    """

    for_people = False
    """Whether a summary follows the findings and, if they are asked for, the fixes applied."""

    @property
    def is_read_by_people(self) -> bool:
        """Whether it is in the language of the locale; what programs read is in English."""
        return self.for_people

    needs_content = False
    """Whether it needs ``FileResult.new``, the content of each file, also where it is unchanged."""

    def head(self, run: RunResults) -> Iterable[str]:
        """Yield what comes before the first file."""
        return ()

    def of_file(self, file: FileResult, run: RunResults) -> Iterable[str]:
        """Yield what is said of one file."""
        raise NotImplementedError

    def tail(self, run: RunResults) -> Iterable[str]:
        """Yield what comes after the last file."""
        return ()

    def lines(self, run: RunResults) -> Iterator[str]:
        """Yield the report of a run."""
        yield from self.head(run)
        for file in run.files:
            yield from self.of_file(file, run)
        yield from self.tail(run)

    def statistics(self, run: RunResults) -> Iterator[str]:
        """Yield the number of findings of each rule."""
        from digestlint.output.statistics import by_rule, table  # where they are asked for

        return table(by_rule(run.findings()), run.paint)
