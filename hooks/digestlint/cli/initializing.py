"""``digestlint init``: set up a repository."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from digestlint._runtime.language import say, say_number
from digestlint._runtime.opening import NoContentError
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing.observing import exists, is_link, names
from digestlint.cli.configuring import Configuration, files_for
from digestlint.cli.errors import UsageError
from digestlint.cli.found_digests import FoundDigests, find_digests
from digestlint.cli.proposals import configuration, hook
from digestlint.cli.streams import print_text, write_diff
from digestlint.fixes.diff import harmless_diff
from digestlint.fixes.report_writer import create
from digestlint.fixes.writer import WriteError, write_atomic
from digestlint.project.config import find_config
from digestlint.project.files import FileProblem, read_bytes
from digestlint.project.repository import path_in, top_of
from digestlint.text.terminal import safe_name

_CONFIGURATION, _HOOKS = "digestlint.toml", ".pre-commit-config.yaml"
_SHOWN = 3  # names of a kind
_LARGEST = 1  # megabytes of a file of hooks


class _Proposal(NamedTuple):
    """A file to write; ``old`` is None if there is none."""

    path: Path
    old: bytes | None
    new: bytes


def run_init(options: Namespace) -> int:
    """Say which files are digests, and propose a configuration and a hook; write with ``--yes``."""
    top = top_of(Path.cwd())
    if top is None:
        raise UsageError(say("this folder is not in a Git repository; 'git init' makes one"))
    config = Configuration(options).for_folder(top)
    files, _ = files_for(config, [top])
    found = find_digests(top, files, config)
    for line in _account(found):
        print_text(line)
    if not found.by_schema():
        return 0
    if others := [_name(path) for path in _others(top, found)]:
        print_text(
            say(
                "  of no digest: {others}; 'bibliography' in the configuration names one",
                others=_listed(others),
            )
        )
    proposals = list(_proposals(top, found))
    for each in proposals:
        write_diff(harmless_diff(each.old or b"", each.new, str(path_in(top, each.path))))
    if not proposals:
        print(say("Configuration and hook are there. Next: digestlint check"))
    elif options.yes:
        _write(top, proposals)
        print(say("Written: {files}", files=", ".join(each.path.name for each in proposals)))
        print(say("Next: digestlint check --fix; git diff; pre-commit install"))
    else:
        print(say("Nothing is written yet; to write this: digestlint init --yes"))
    return 0


def _account(found: FoundDigests) -> Iterator[str]:
    """Yield what was found, in lines."""
    digests = found.by_schema()
    if not digests:
        yield say_number(
            found.number,
            "No digests among {number} Markdown file, as far as a schema knows them.",
            "No digests among {number} Markdown files, as far as a schema knows them.",
        )
        yield say("To teach digestlint yours: digestlint schema infer FILE…")
        return
    number = sum(map(len, digests.values()))
    yield say(
        "{number} of {read} Markdown files are digests:",
        number=f"{number:,}",
        read=f"{len(found.read):,}",
    )
    if len(found.read) < found.number:
        yield say(
            "  ({number} in all; of folders with many files, some are read)",
            number=f"{found.number:,}",
        )
    for schema, files in digests.items():
        yield f"  {schema}: {_listed([_name(each.path) for each in files])}"
    for each in found.read:
        if each.bibliography:
            yield say(
                "  {path} has the bibliography {bibliography}",
                path=_name(each.path),
                bibliography=safe_name(each.bibliography),
            )


def _listed(paths: Sequence[str]) -> str:
    more = len(paths) - _SHOWN
    shown = ", ".join(paths[:_SHOWN])
    return say("{shown} and {more} more", shown=shown, more=f"{more:,}") if more > 0 else shown


def _name(path: PurePosixPath) -> str:
    return safe_name(str(path))


def _proposals(top: Path, found: FoundDigests) -> Iterator[_Proposal]:
    """Yield the files that are not yet as they should be."""
    if find_config(top) is None:
        text = configuration(found)
        if text is not None:
            yield _Proposal(top / _CONFIGURATION, None, text.encode())
    path = top / _HOOKS
    old = _content(top, path)
    with suppress(UnicodeDecodeError):
        new = hook(None if old is None else old.decode())
        if new is None:
            print_text(
                say(
                    "{hooks} is written in a way that needs a person: see docs/hooks.md",
                    hooks=_HOOKS,
                )
            )
        elif new.encode() != old:
            yield _Proposal(path, old, new.encode())


def _others(top: Path, found: FoundDigests) -> Iterator[PurePosixPath]:
    """Yield the .bib files in the folders looked at that no digest finds by itself."""
    known = {each.path.parent / each.bibliography for each in found.read if each.bibliography}
    for folder in found.folders:
        with suppress(OSError, NoContentError):  # it has gone meanwhile
            for name, is_folder in names(str(top / folder), [".bib"], within=str(top)):
                if not is_folder and folder / name not in known:
                    yield folder / name


def _content(top: Path, path: Path) -> bytes | None:
    """Return what a file of the repository holds; None if there is none."""
    if not (exists(str(path)) or is_link(str(path))):
        return None
    try:
        return read_bytes(path, within=top, max_size=_LARGEST)
    except FileProblem as error:
        raise UsageError(f"{path.name}: {error}") from None


def _write(top: Path, proposals: Sequence[_Proposal]) -> None:
    for each in proposals:
        try:
            if each.old is None:
                create(each.path, each.new, within=top)
            else:
                write_atomic(each.path, each.new, expected=each.old, within=top)
        except WriteError as error:
            raise UsageError(f"{each.path.name}: {error}") from None
