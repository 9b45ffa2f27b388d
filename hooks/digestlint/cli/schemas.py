"""``digestlint schema``: list, print, explain and propose schemas."""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say, translated
from digestlint.cli.configuring import Configuration
from digestlint.cli.errors import UsageError
from digestlint.cli.streams import paint_for, print_text, read_input
from digestlint.digest.schema import SchemaError, by_name
from digestlint.project.config import resolve
from digestlint.project.repository import bound_of_file
from digestlint.run.checker import seen
from digestlint.run.task import Task
from digestlint.text.log_commands import begins_plainly
from digestlint.text.quoting import quoted
from digestlint.text.terminal import safe, safe_json

_EXPLAIN, _INFER = "explain", "infer"


def run_schema(options: Namespace) -> int:
    """List the schemas, print one as TOML, or do what the first word says.

    A word alone is always the name of a schema.
    """
    first, *files = options.words or [None]
    if not files:
        return _list(options) if first is None else _print(options, first)
    if first == _EXPLAIN:
        return _explain(options, files)
    if first == _INFER:
        from digestlint.cli.schema_inferring import run_infer

        return run_infer(options, files)
    raise UsageError(
        say(
            (
                "unexpected argument '{files}' of 'digestlint schema {first}' (see "
                "'digestlint schema --help')"
            ),
            files=files[0],
            first=first,
        )
    )


def _list(options: Namespace) -> int:
    for schema in Configuration(options).for_folder(Path.cwd()).schemas:
        origin = say("built in") if schema.built_in else say("configured")
        name = schema.name if begins_plainly(safe(schema.name)) else quoted(schema.name)
        described = translated(schema.description) if schema.built_in else schema.description
        described = described or say("no description")
        line = say("{name} ({origin}): {described}", name=name, origin=origin, described=described)
        print(safe(line))
    return 0


def _print(options: Namespace, name: str) -> int:
    schemas = Configuration(options).for_folder(Path.cwd()).schemas
    if name in (_EXPLAIN, _INFER) and all(schema.name != name for schema in schemas):
        raise UsageError(say("'digestlint schema {name}' needs a file", name=name))
    try:
        schema = by_name(schemas, name)
    except SchemaError as error:
        raise UsageError(str(error)) from None
    if not schema.built_in:
        raise UsageError(
            say("schema {name} is defined in your own configuration", name=repr(schema.name))
        )
    source = files("digestlint.digest.schema") / "builtin" / f"{schema.name}.toml"
    toml = source.read_text(encoding="utf-8")
    described = toml.replace(schema.description, translated(schema.description), 1)
    for line in described.splitlines():
        print_text(line)
    return 0


def _explain(options: Namespace, names: list[str]) -> int:
    from digestlint.cli.schema_account import account_of
    from digestlint.cli.schema_report import report_lines

    if len(names) > 1:
        raise UsageError(say("'digestlint schema explain' takes one file"))
    (name,) = names
    configuration = Configuration(options)
    path = Path("stdin.md" if name == "-" else name)
    config = configuration.for_folder(path.parent)
    task = Task(path, config, configuration.layers)
    if name == "-":
        content = read_input(config.table.max_file_size, say("; set max-file-size to read more"))
        task = task._replace(content=content, alone=True)
    else:
        task = task._replace(within=bound_of_file(path))
    resolved = resolve(config, path, configuration.layers)
    origin = resolved.origins.get("schema") if resolved.settings.schema else None
    try:
        with seen(task) as document:
            account = account_of(document, config.schemas, origin)
    except UsageError:  # says it already
        raise
    except DigestlintError as error:
        raise UsageError(f"{name}: {error}") from None
    if options.output_format == "json":
        print(safe_json({"file": name, **account}, 2))
        return 0
    for line in report_lines(str(path), account, paint_for(sys.stdout), options.all):
        print(line)
    return 0
