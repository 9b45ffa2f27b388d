"""The reports of a run: in which formats, and where they go."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from digestlint._runtime.language import ENGLISH, say, spoken
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing.observing import environment
from digestlint.cli.errors import UsageError
from digestlint.cli.languages import language_for
from digestlint.output import FOR_WORKFLOWS, FORMATS, JOB_SUMMARY, reporter
from digestlint.project.repository import lexical

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from argparse import Namespace

    from digestlint.cli.held import Held
    from digestlint.project.files import Found
    from digestlint.run.task import Task

_SUMMARY = "GITHUB_STEP_SUMMARY"


class Output(NamedTuple):
    """A report: its format, and the file that it is written to, "" for stdout."""

    format: str
    file: str = ""
    append: bool = False

    def __str__(self) -> str:
        return f"{self.format}={self.file}" if self.file else self.format


def add_formats(parser: argparse._ActionsContainer, formats: Sequence[str]) -> None:
    """Add what is reported, how and where; the first format is the default on stdout."""

    def output(value: str) -> Output:
        name, separator, file = value.partition("=")
        if name not in formats:
            listed = ", ".join(f"'{each}'" for each in formats)
            raise argparse.ArgumentTypeError(
                say("invalid choice: '{name}' (choose from {listed})", name=name, listed=listed)
            )
        if separator and not file:
            raise argparse.ArgumentTypeError(say("'{value}' names no file", value=value))
        return Output(name, file)

    text = f"{', '.join(formats)}; with =FILE, a report besides the one on stdout; repeatable"
    parser.add_argument(
        "--output-format",
        "--format",  # a short name that people try
        dest="outputs",
        action="append",
        type=output,
        default=[],
        metavar="NAME[=FILE]",
        help=text,
    )
    parser.add_argument(
        "--output-file", metavar="FILE", help="write the report to this file, not to stdout"
    )
    parser.add_argument(
        "--no-limit",
        dest="limited",
        action="store_false",
        help="show all findings of a kind, not the first ones of a file",
    )


def main_output(options: Namespace) -> Output:
    """Return the report that goes to stdout, or to the file that takes its place."""
    plain = [output.format for output in options.outputs if not output.file]
    # As with other options, the last one counts: a hook has one, and a person names another.
    return Output(plain[-1] if plain else FORMATS[0], options.output_file or "")


def given(options: Namespace) -> Iterator[str]:
    """Yield the options that were given, for a person."""
    for output in options.outputs:
        if output.file or output.format != FORMATS[0]:
            yield f"--output-format {output}"
    if options.output_file:
        yield f"--output-file {options.output_file}"


def further_outputs(options: Namespace) -> list[Output]:
    """Return the reports that go to files besides the main one."""
    found = [output for output in options.outputs if output.file]
    summary = environment(_SUMMARY) or ""
    found = [output._replace(append=output.file == summary) for output in found]
    taken = {output.file for output in found}
    if main_output(options).format == FOR_WORKFLOWS and summary and summary not in taken:
        found.append(Output(JOB_SUMMARY, summary, append=True))
    return found


def needs_content(options: Namespace) -> bool:
    """Whether any of the reports needs the content of files that stay as they are."""
    if not hasattr(options, "outputs"):  # of `format`
        return False
    outputs = (main_output(options), *options.outputs)
    return any(reporter(output.format).needs_content for output in outputs)


def language_of_problems(options: Namespace) -> str:
    """Return the language of what is said of files in all reports: English where programs read."""
    if not hasattr(options, "outputs"):  # of `format`
        return spoken()
    outputs = (main_output(options), *options.outputs)
    found = {language_for(reporter(output.format)) for output in outputs}
    return spoken() if found == {spoken()} else ENGLISH


def check_outputs(options: Namespace, tasks: Sequence[Task], baseline: Path | None) -> None:
    """See that no report would overwrite anything but an older one.

    ``baseline`` is the one of the run, if there is any.

    Raises:
        UsageError: if one would, before anything is checked or fixed.
    """
    if options.output_file == "":
        raise UsageError(say("--output-file names no file"))
    named = [output for output in options.outputs if output.file]
    if options.output_file:
        named.append(main_output(options))
    if not named:
        return
    from digestlint.run.saving_reports import why_not  # for files only

    seen = {lexical(Path(options.guesses))} if options.guesses else set()
    read = [*_read_besides(options, tasks), *([baseline] if baseline else [])]
    for output in named:
        place = lexical(Path(output.file))
        if place in seen:
            raise UsageError(say("two reports would be written to {file}", file=output.file))
        seen.add(place)
        is_markdown_report = output.format == JOB_SUMMARY
        why = why_not(Path(output.file), tasks, read, is_markdown_report=is_markdown_report)
        if why:
            raise UsageError(f"{output.file}: {why}")


def _read_besides(options: Namespace, tasks: Sequence[Task]) -> Iterator[Path]:
    """Yield the files with settings, papers and known findings that the run reads, or would."""
    yield from (Path(name) for name in _named(options) if name)
    for config in {id(task.config): task.config for task in tasks}.values():
        if config.path:
            yield config.path
        if config.table.baseline:
            yield config.folder / config.table.baseline


def _named(options: Namespace) -> Iterator[str | None]:
    """Yield the files besides digests that the command line names."""
    yield from (*options.config, options.bib, options.baseline, options.decisions)


def split_off_reports(
    options: Namespace, files: Sequence[Found]
) -> tuple[list[Found], list[Found]]:
    """Return the files without earlier reports that this run writes anew, and these.

    Such a report lies in a folder that is checked. A file that was named, and one that is no
    report, are checked.
    """
    outputs = (main_output(options), *options.outputs) if hasattr(options, "outputs") else ()
    named = [each.file for each in outputs if each.format == JOB_SUMMARY and each.file]
    if not named:
        return list(files), []
    from digestlint.output.markdown import TITLE  # for files only
    from digestlint.run.saving_reports import begins_with

    places = {lexical(Path(name)) for name in named}
    here = [file for file in files if file.walked and lexical(file.path) in places]
    ours = [file for file in here if begins_with(file.path, file.within, TITLE)]
    return [file for file in files if file not in ours], ours


def save(output: Output, lines: Held) -> str | None:
    """Write a report to its file, in UTF-8; returns why it could not be written."""
    from digestlint.run.saving_reports import save_report  # for files only

    pieces = (line.encode("utf-8", "backslashreplace") + b"\n" for line in lines.lines())
    return save_report(Path(output.file), pieces, append=output.append)
