"""How a digest of a schema is recognised, as data."""

from __future__ import annotations

from collections.abc import Mapping

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Annotated

    from msgspec import Meta

    Name = str


class NoneOfSpec(NamedTuple):
    """What no file of this schema has."""

    headings: Annotated[
        tuple[str, ...], Meta(description="Patterns; no heading may have one of them.")
    ] = ()
    front_matter: Annotated[
        Mapping[Name, str],
        Meta(description="Keys that the front matter may not have with a value of this pattern."),
    ] = {}
    path: Annotated[
        tuple[str, ...], Meta(description="Patterns; none may be found in the file's path.")
    ] = ()
    body: Annotated[
        tuple[str, ...], Meta(description="Patterns; none may be found in the text of the file.")
    ] = ()


class MatchSpec(NamedTuple):
    """How a digest of this schema is recognised: all that is given must be so."""

    headings: Annotated[
        tuple[str, ...],
        Meta(description="Regular expressions; each must be found in the text of some heading."),
    ] = ()
    front_matter: Annotated[
        Mapping[Name, str],
        Meta(description="Keys of the front matter, each with a pattern for its value."),
    ] = {}
    path: Annotated[
        tuple[str, ...],
        Meta(
            description="Patterns for the file's path, with `/`; one of them must be found in it."
        ),
    ] = ()
    body: Annotated[
        tuple[str, ...], Meta(description="Patterns; each must be found in the text of the file.")
    ] = ()
    none_of: Annotated[
        NoneOfSpec | None, Meta(description="What a file must not have; one of these is enough.")
    ] = None
    least_parts: Annotated[
        Annotated[int, Meta(ge=0)],
        Meta(description="How many entries there must be; notes, where there are no entries."),
    ] = 0
    least_share: Annotated[
        Annotated[float, Meta(ge=0, le=1)],
        Meta(
            description="Which share of what could be an entry (or a note, where there are no "
            "entries) must be one."
        ),
    ] = 0.0
