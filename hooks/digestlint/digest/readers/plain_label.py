"""Fields whose labels are plain text at the beginning of a line: ``Label: value``."""

from __future__ import annotations

from digestlint.digest.readers.labels import Label, LabelReader


class Reader(LabelReader):
    """Reads the fields with plain labels."""

    def accepts(self, label: Label) -> bool:
        """Whether a label has no markup and begins no list item."""
        return not (label.emphasis or label.html or label.in_item)
