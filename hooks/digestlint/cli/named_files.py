"""Named files that are not Markdown: a bibliography means the digests that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from os.path import relpath
from pathlib import Path

from digestlint._runtime.language import marked, translated
from digestlint._runtime.tracing.observing import kind, real
from digestlint.cli.configuring import Configuration, files_for
from digestlint.project.config import Config, matches, resolve
from digestlint.project.context import bibliography_path
from digestlint.project.files import FileProblem, Problem, read_bytes
from digestlint.text.codec import SourceError, decode

SUFFIX = ".bib"


def with_digests(
    paths: list[Path], configuration: Configuration
) -> tuple[list[Path], list[Problem], list[Problem]]:
    """Replace bibliographies in ``paths`` by their digests; also return those without digests.

    The latter are problems where a person has named them. The hooks name all files with this
    extension, and some of these may belong to something other than a digest.
    """
    taken: list[Path] = []
    alone: list[Problem] = []
    table = configuration.for_folder(Path.cwd()).table
    for path in paths:
        if path.suffix.lower() != SUFFIX or kind(str(path)) != "file":
            taken.append(path)
            continue
        config = configuration.for_folder(path.parent)
        if table.force_exclude and matches(config.table.exclude, config.folder, path):
            continue
        digests = list(_digests_of(path, config, configuration))
        if not digests:
            alone.append(Problem(str(path), translated(_ALONE)))
        taken += digests
    return (taken, [], alone) if table.force_exclude else (taken, alone, [])


_ALONE = marked(
    "no digest belongs to this bibliography: none beside it has its name, or "
    "names it in its title, and no configuration assigns it to one"
)


def _digests_of(bibliography: Path, config: Config, configuration: Configuration) -> Iterator[Path]:
    folder = bibliography.parent
    folders = [folder]
    if config.path is not None and _is_configured(config):
        # A configuration applies to everything below its folder.
        with suppress(ValueError):  # on another drive
            folders.append(Path(relpath(config.folder)))
    found, _ = files_for(config, folders)
    wanted = real(str(bibliography))
    for file in found:
        path = file.path
        settings = resolve(
            configuration.for_folder(path.parent), path, configuration.layers
        ).settings
        if settings.bibliography is not None:
            belongs = real(settings.bibliography.path) == wanted
        else:
            belongs = real(str(path.parent)) == real(str(folder)) and _takes(
                path, file.within, wanted, config
            )
        if belongs:
            yield path


def _is_configured(config: Config) -> bool:
    tables = (config.table, *config.table.per_file)
    return any(table.bibliography is not None for table in tables)


def _takes(path: Path, within: Path, bibliography: str, config: Config) -> bool:
    """Whether the digest at ``path`` looks for its bibliography there."""
    with suppress(FileProblem, SourceError):
        largest = config.table.max_file_size
        text = decode(read_bytes(path, within=within, max_size=largest)).text
        found = bibliography_path(path.absolute(), text, None)
        return found is not None and real(str(found)) == bibliography
    return False
