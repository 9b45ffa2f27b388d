"""``digestlint schema infer``: propose a schema for like files."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import ENGLISH, say, spoken
from digestlint.cli.configuring import Configuration, files_for
from digestlint.cli.errors import UsageError
from digestlint.cli.streams import print_error, print_text
from digestlint.inference.corpus import File
from digestlint.inference.proposing import Proposal, propose
from digestlint.inference.writing import toml_lines
from digestlint.project.files import Found
from digestlint.run.checker import seen
from digestlint.run.task import Task
from digestlint.text.quoting import counted, shorten
from digestlint.text.terminal import safe_json

_MOST_FILES = 300  # that are looked at, evenly spread
_MOST_NAMED = 5
_LONGEST_NAME = 120
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def run_infer(options: Namespace, names: Sequence[str]) -> int:
    """Print a schema for the files, or say that none was found."""
    configuration = Configuration(options)
    config = configuration.for_folder(Path.cwd())
    found, problems = files_for(config, [Path(name) for name in names])
    for problem in problems:
        print_error(f"{problem.path}: {problem.message}")
    if problems:
        return 2
    some = found[:: 1 + (len(found) - 1) // _MOST_FILES]
    files = list(_opened(some, configuration))
    if not files:
        if not found:
            print_error(say("no Markdown files were found"))
        return 2
    proposal = propose(files)
    if proposal is None:
        nothing = say(
            "nothing in {files} recurs like entries or notes", files=counted(len(files), "file")
        )
        print_error(
            say("{nothing}; 'digestlint schema explain' shows what a file has", nothing=nothing)
        )
        return 1
    schemas = {schema.name for schema in config.schemas}
    name = options.name or _name(names, schemas)
    if options.output_format == "json":
        explained = proposal.explained._asdict()
        print(safe_json({"name": name, "schema": proposal.table, "explains": explained}, 2))
        return 0
    for line in _comment(proposal, len(found)):
        print_text(f"# {line}")
    for line in toml_lines(name, proposal.table):
        print_text(line)
    return 0


def _opened(found: Sequence[Found], configuration: Configuration) -> Iterator[File]:
    for each in found:
        path = each.path
        config = configuration.for_folder(path.parent)
        task = Task(path, config, configuration.layers, within=each.within)
        try:
            with seen(task) as document:
                yield File(str(path), PurePath(path.name), document.markdown)
        except UsageError:  # says it already
            raise
        except DigestlintError as error:
            print_error(f"{path}: {error}")


def _name(paths: Sequence[str], taken: set[str]) -> str:
    """Return a name for the schema, made of that of the folder or file."""
    first = Path(paths[0]).absolute()
    folder = first.parent if first.suffix else first
    words = _WORD.findall(folder.name)
    name = "-".join(words).lower() or "digest"
    return f"my-{name}" if name in taken else name


def _comment(proposal: Proposal, all_files: int) -> Iterator[str]:
    """Yield how much the schema explains."""
    explained = proposal.explained
    kind = (proposal.table.get("notes") or proposal.table["entries"])["kind"].replace("-", " ")
    yield say(
        "Proposed by 'digestlint schema infer': explains {files} of {all_files}, and {parts} of "
        "{all_parts} in them",
        files=f"{explained.files:,}",
        all_files=counted(explained.of_files, "file"),
        parts=f"{explained.parts:,}",
        all_parts=_counted_parts(explained.of_parts, kind),
    )
    if explained.of_files < all_files:
        yield say(
            "({some} of {files} files were looked at)",
            some=f"{explained.of_files:,}",
            files=f"{all_files:,}",
        )
    if explained.left_out:
        named = ", ".join(shorten(name, _LONGEST_NAME) for name in explained.left_out[:_MOST_NAMED])
        more = len(explained.left_out) - _MOST_NAMED
        rest = say(", and {more} more", more=f"{more:,}") if more > 0 else ""
        yield say("these did not fit: {files}", files=named + rest)
    missing = [f"{shorten(name)} ({count:,})" for name, count in explained.missing.items()]
    if missing:
        yield say("required, and missing in some: {parts}", parts=", ".join(missing))


def _counted_parts(number: int, kind: str) -> str:
    """Return a number of parts of a kind, as English says it, or as parts."""
    return counted(number, kind) if spoken() == ENGLISH else counted(number, "part")
