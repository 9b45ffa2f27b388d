"""Fields whose labels begin a list item: ``- **Label**: value`` or ``* Label: value``."""

from __future__ import annotations

from digestlint.digest.readers.labels import Label, LabelReader


class Reader(LabelReader):
    """Reads the fields with labels that begin list items."""

    def accepts(self, label: Label) -> bool:
        """Whether a label begins a list item."""
        return label.in_item
