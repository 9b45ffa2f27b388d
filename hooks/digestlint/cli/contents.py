"""``digestlint toc``: print a table of contents."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.tracing.observing import kind
from digestlint.cli.configuring import Configuration
from digestlint.cli.errors import UsageError
from digestlint.cli.streams import print_markdown, read_input
from digestlint.document.document import open_document
from digestlint.project.config import resolve
from digestlint.project.files import is_markdown, read_bytes
from digestlint.project.repository import bound_of_file
from digestlint.rules.toc.contents import table_of_contents
from digestlint.run.task import Task, budget_of, limits, path_for_rules
from digestlint.text.codec import decode


def run_toc(options: Namespace) -> int:
    """Print the table of contents of a file."""
    configuration = Configuration(options)
    path = Path("stdin.md" if options.path == "-" else options.path)
    config = configuration.for_folder(path.parent)
    if (
        options.path != "-"
        and kind(str(path)) == "file"
        and not is_markdown(path, config.table.extensions)
    ):
        raise UsageError(say("{path}: is not a Markdown file", path=options.path))
    settings = resolve(config, path, configuration.layers).settings
    try:
        largest = config.table.max_file_size
        from_stdin = options.path == "-"
        data = (
            read_input(largest)
            if from_stdin
            else read_bytes(path, within=bound_of_file(path), max_size=largest)
        )
        task = Task(path, config)
        with limits(task, data):
            source, allowed = decode(data), budget_of(task, data)
            document = open_document(
                source, path_for_rules(task), settings, config.schemas, budget=allowed
            )
    except UsageError:  # says it already
        raise
    except DigestlintError as error:
        raise UsageError(f"{options.path}: {error}") from None
    for line in table_of_contents(document):
        print_markdown(line)
    return 0
