"""All settings and their defaults, usable without the library that validates configurations."""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Annotated, Any, Literal

    from msgspec import Meta

    from digestlint.core.settings import AnchorStyle, FailOn, SeverityName

    Selectors = tuple[str, ...]


class Defaults(NamedTuple):
    """All settings, with their types, limits, defaults and documentation.

    The tables that users write are generated from it (``settings``), and from these the JSON Schema
    and the configuration reference.
    """

    select: Annotated[
        Selectors | None, Meta(description="The rules to apply, instead of the default ones.")
    ] = None
    ignore: Annotated[
        Selectors | None, Meta(description="Rules to leave out of those selected.")
    ] = None
    extend_select: Annotated[
        Selectors | None, Meta(description="Rules to apply on top of those selected.")
    ] = None
    anchor_style: Annotated[
        AnchorStyle | None,
        Meta(description="The renderer whose heading slugs links must use (default: github)."),
    ] = None
    schema: Annotated[
        str | None,
        Meta(
            description="The schema to use, whatever the content looks like; `none` applies the "
            "generic rules only."
        ),
    ] = None
    bibliography: Annotated[
        str | dict[str, str] | None,
        Meta(
            description="The .bib file of the digests, relative to the configuration file; or a "
            "table from a glob of digests to a .bib file."
        ),
    ] = None
    across_files: Annotated[
        bool | None,
        Meta(
            description="Compare the files of a run with each other: papers that several files "
            "list, days that are missing or there twice, and the indexes of folders."
        ),
    ] = None
    preview: Annotated[
        bool | None,
        Meta(description="Apply rules in preview, too, which may still change in any release."),
    ] = None
    severity: Annotated[
        dict[str, SeverityName] | None,
        Meta(
            description="How bad the findings of rules are, by code, prefix, name or ALL: error, "
            "warning or info."
        ),
    ] = None
    rules: Annotated[
        dict[str, dict[str, Any]] | None, Meta(description="Settings of single rules, by name.")
    ] = None
    # All up to here can be overridden for some files.
    exclude: Annotated[
        tuple[str, ...],
        Meta(description="Files and folders to skip: patterns as in .gitignore."),
    ] = ()
    extensions: Annotated[
        tuple[str, ...],
        Meta(
            description="File name endings that are checked when a folder is given; other files "
            "that are named are refused."
        ),
    ] = (".md", ".markdown")
    respect_gitignore: Annotated[
        bool, Meta(description="Skip files that Git ignores when a folder is given.")
    ] = True
    force_exclude: Annotated[
        bool, Meta(description="Apply `exclude` to files given by name, too.")
    ] = False
    baseline: Annotated[
        str | None,
        Meta(
            description="The file of findings that are not reported any more, relative to the "
            "configuration file; `digestlint baseline` writes it."
        ),
    ] = None
    fail_on: Annotated[
        FailOn,
        Meta(
            description="The severity of findings that make a check fail (exit 1); those below it "
            "are reported all the same."
        ),
    ] = "info"
    language: Annotated[
        Literal["en", "zh"] | None,
        Meta(
            description="The language of messages: `en`, or `zh` for Simplified Chinese (default: "
            "that of the locale, and English for what programs read)."
        ),
    ] = None
    max_file_size: Annotated[
        Annotated[int, Meta(ge=1)],
        Meta(description="Files of more megabytes than this are not checked, but reported."),
    ] = 32
    max_memory: Annotated[
        Annotated[int, Meta(ge=40)],
        Meta(
            description="Megabytes that a check may take, restoration aside, and 12 times the file "
            "besides. It decides how many nodes of Markdown and how many findings a file may have; "
            "files with more markup are not checked, but reported."
        ),
    ] = 80
    max_rule_seconds: Annotated[
        Annotated[float, Meta(gt=0)],
        Meta(
            description="A pattern of your own schema that takes more seconds of the processor "
            "than this on one file, with all its searches, is stopped; each megabyte of the file "
            "gives it as much time again."
        ),
    ] = 10.0
    max_file_seconds: Annotated[
        Annotated[float, Meta(gt=0)],
        Meta(
            description="A file that takes more seconds of the processor than this, with all rules "
            "and all fixes, is left as it is and reported; each megabyte of it gives as much again."
        ),
    ] = 120.0
    unsafe_fixes: Annotated[
        bool, Meta(description="Let --fix apply unsafe fixes without asking.")
    ] = False
    per_file: Annotated[
        tuple[PerFile, ...], Meta(description="Settings for some files: `[[per-file]]` tables.")
    ] = ()
    schemas: Annotated[
        Mapping[str, dict[str, Any]], Meta(description="Digest schemas of your own, by name.")
    ] = {}


if TYPE_CHECKING:

    class PerFile(Defaults):
        """Some of the settings, for some files; ``settings`` makes it."""

        files: tuple[str, ...]


LAYERED: tuple[str, ...] = Defaults._fields[: Defaults._fields.index("rules") + 1]
"""The settings that layers resolve for each file; all others belong to the run as a whole."""


def defaults_with(table: Mapping[str, object]) -> Defaults | None:
    """Return the settings that ``table`` makes; None where it sets more than the hooks do."""
    forced = table.get("force-exclude", False)
    if not table.keys() <= {"force-exclude"} or not isinstance(forced, bool):
        return None
    return Defaults(force_exclude=forced)
