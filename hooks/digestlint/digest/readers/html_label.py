"""Fields with HTML in their labels: ``<b>Label:</b> value``, ``**<font …>Label：</font>** x``."""

from __future__ import annotations

from digestlint.digest.readers.labels import Label, LabelReader


class Reader(LabelReader):
    """Reads the fields with labels in HTML elements."""

    def accepts(self, label: Label) -> bool:
        """Whether a label is in an HTML element."""
        return label.html
