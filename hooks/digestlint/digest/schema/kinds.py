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
    # Of fields: what has the labels, among which no two are alike; empty where nothing has them.
    labels: str = "lines"
    has_levels: bool = True  # whether a ``level`` means something


# What an entry or a note can be, or begin with.
PART_KINDS = {
    "heading": Kind(f"{_READERS}.heading"),
    "list-item": Kind(f"{_READERS}.list_item"),
    "item-group": Kind(f"{_READERS}.item_group"),
    "table-row": Kind(f"{_READERS}.table_row", has_levels=False),
    "file": Kind(f"{_READERS}.file", has_levels=False),
    "paragraph": Kind(f"{_READERS}.paragraph", has_levels=False),
    "details": Kind(f"{_READERS}.details"),
    "link": Kind(f"{_READERS}.link", has_levels=False),
    "html-heading": Kind(f"{_READERS}.html_heading"),
    "html-item": Kind(f"{_READERS}.html_item"),
    "html-row": Kind(f"{_READERS}.html_row", has_levels=False),
}
FIELD_KINDS = {
    "bold-label": Kind(f"{_READERS}.bold_label"),
    "label": Kind(f"{_READERS}.label"),
    "plain-label": Kind(f"{_READERS}.plain_label"),
    "list-label": Kind(f"{_READERS}.list_label"),
    "html-label": Kind(f"{_READERS}.html_label"),
    "column": Kind(f"{_READERS}.column", labels="header"),
    "html-column": Kind(f"{_READERS}.html_column", labels="header"),
    "front-matter": Kind(f"{_READERS}.front_matter", labels="front matter"),
    "group": Kind(f"{_READERS}.group", labels=""),
    "summary-label": Kind(f"{_READERS}.summary_label", labels="summaries"),
    "link-label": Kind(f"{_READERS}.link_label", labels="links"),
    "attribute": Kind(f"{_READERS}.attribute", labels="elements"),
    "italic-line": Kind(f"{_READERS}.italic_line", labels=""),
}
