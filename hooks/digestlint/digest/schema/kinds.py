"""The kinds of entries, notes and fields, and the module that reads each kind.

A new kind is one module with a class ``Finder`` or ``Reader`` (see ``digest.readers``), and its
line here.
"""

from __future__ import annotations

from digestlint._runtime.records import NamedTuple

_READERS = "digestlint.digest.readers"


class Kind(NamedTuple):
    """One kind."""

    module: str  # which has the finder or reader
    requires: tuple[str, ...] = ()  # keys of the specification that other kinds may leave out
    has_levels: bool = True  # whether a ``level`` means something


# What an entry or a note can be, or begin with.
PART_KINDS = {
    "heading": Kind(f"{_READERS}.heading"),
    "list-item": Kind(f"{_READERS}.list_item"),
}
FIELD_KINDS = {"bold-label": Kind(f"{_READERS}.bold_label")}
