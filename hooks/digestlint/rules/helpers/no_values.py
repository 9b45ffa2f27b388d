"""What programs write where there is no value: `None`, `nan`."""

from __future__ import annotations

NO_VALUES = ("None", "null", "NULL", "nan", "NaN", "undefined", "N/A", "n/a")
_AROUND = " \t\r\n*_\"'`()[]"


def is_no_value(text: str) -> bool:
    """Whether ``text`` is one of them, markup around it aside."""
    return text.strip(_AROUND) in NO_VALUES
