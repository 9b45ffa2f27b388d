"""What programs write where there is no value: `None`, `nan`."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern

NO_VALUES = ("None", "null", "NULL", "nan", "NaN", "undefined", "N/A", "n/a")
_AROUND = " \t\r\n*_\"'`()[]"
_FIRST = "".join({word[0] for word in NO_VALUES})
# Matches where a value begins that, by its first character, is none of them; most are so.
VALUE = lazy_pattern(rf"[\s{re.escape(_AROUND)}]*+[^{_FIRST}]")


def is_no_value(text: str) -> bool:
    """Whether ``text`` is one of them, markup around it aside."""
    return text.strip(_AROUND) in NO_VALUES
