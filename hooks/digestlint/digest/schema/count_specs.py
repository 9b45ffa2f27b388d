"""Numbers in a digest that must agree with what is counted, as data."""

from __future__ import annotations

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Annotated, Literal

    from msgspec import Meta


class CountSpec(NamedTuple):
    """A number in the text that must agree with what is counted."""

    pattern: Annotated[
        str, Meta(description="Regular expression with a named group count, for one line.")
    ]
    of: Annotated[Literal["entries", "notes"], Meta(description="What is counted.")] = "notes"
    within: Annotated[
        Literal["file", "section", "link"],
        Meta(
            description="Where they are counted: `section`: below the heading that the line is in "
            "or below, `link`: below the heading that its link leads to."
        ),
    ] = "file"
