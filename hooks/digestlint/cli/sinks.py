"""Reports besides the main one, made from the results as these go by."""

from __future__ import annotations

from pathlib import Path

from digestlint._runtime.language import speaking
from digestlint.cli.held import Held
from digestlint.cli.languages import language_for
from digestlint.output import Paint, RunResults, reporter
from digestlint.project.repository import lexical, repository_root

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace

    from digestlint.cli.outputs import Output
    from digestlint.cli.run import Run
    from digestlint.lint.results import FileResult


class Sink:
    """One more report of a run, which goes to a file."""

    def __init__(self, output: Output, found: RunResults) -> None:
        self._output = output
        self._found = found._replace(paint=Paint())
        self._form = reporter(output.format)
        self._held = Held()
        self._language = language_for(self._form)
        self._held.add_lines(speaking(self._language, self._form.head(self._found)))

    def add(self, result: FileResult) -> None:
        """Report one file."""
        self._held.add_lines(speaking(self._language, self._form.of_file(result, self._found)))

    def finished(self) -> tuple[Output, Held]:
        """Return where the report goes, and its lines."""
        self._held.add_lines(speaking(self._language, self._form.tail(self._found)))
        return self._output, self._held


def results_of(run: Run, paint: Paint, options: Namespace) -> RunResults:
    """Return what formats may report of ``run``, without its files."""
    return RunResults(
        *((), paint, run.problems, run.rules),
        path_of=_path_of,
        docs=_docs,
        limited=options.limited,
        totals=not options.quiet,
    )


def _path_of(name: str) -> str:
    """Return the path of a file from the top of its repository, or of the current folder."""
    path = lexical(Path(name))
    root = repository_root(Path.cwd())
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _docs(code: str) -> str:
    """Return the page of a rule, in Markdown."""
    from digestlint.core.rule_docs import markdown  # for formats that have it
    from digestlint.lint.registry import all_rules

    rule = next(rule for rule in all_rules() if rule.code == code)
    return markdown(rule.info, rule.docs)
