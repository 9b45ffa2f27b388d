"""Dates of entries, written in the form of another one: ``25/09``, ``2025-09``, ``Sep 2025``."""

from __future__ import annotations

from collections.abc import Callable

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Edit
from digestlint.text.edits import applied, in_order

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_CASES: tuple[Callable[[str], str], ...] = (str.title, str.upper, str.lower)
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_FULL = r"(?P<year>(?:19|20)[0-9]{2})"
_SIGN = r"\s*[-/.·_]\s*"
_FORMS = (
    lazy_pattern(rf"{_FULL}\s*[年년]?"),
    lazy_pattern(rf"(?P<year>(?:19|20)?[0-9]{{2}}){_SIGN}{_MONTH}"),
    lazy_pattern(rf"(?P<year>(?:19|20)?[0-9]{{2}})\s*[年년]\s*{_MONTH}\s*[月월]"),
    lazy_pattern(r"(?P<year>(?:19|20)?[0-9]{2})(?P<month>0[1-9]|1[0-2])"),
    lazy_pattern(rf"{_MONTH}{_SIGN}{_FULL}"),
    lazy_pattern(rf"(?P<month>[A-Za-z]{{3,9}})(?:\.?,?\s+|-|\.){_FULL}"),
    lazy_pattern(rf"{_FULL}(?:,?\s+|-)(?P<month>[A-Za-z]{{3,9}})"),
)
# Of 2011, or November 2020? Of January 2001, or the first of January 2020?
_TWO_READINGS = lazy_pattern(r"(?:19|20)(?:0[1-9]|1[0-2])(?:[0-9]{2})?")


def dated(written: str, date: tuple[int, int]) -> str | None:
    """``date``, a two-digit year and a month, in the form of ``written``.

    None where the form is not known, has a day, or could be another form as well.
    """
    if _TWO_READINGS.fullmatch(written):
        return None
    match = next(filter(None, (form.fullmatch(written) for form in _FORMS)), None)
    if match is None:
        return None
    year, month = date
    edits = [Edit(*match.span("year"), _year(match["year"], year))]
    if "month" in match.re.groupindex:
        new = _month(match["month"], month, padded="年" not in written and "년" not in written)
        if new is None:
            return None
        edits.append(Edit(*match.span("month"), new))
    return applied(written, in_order(edits))


def _year(written: str, year: int) -> str:
    if len(written) == 2:
        return f"{year:02d}"
    return f"{1900 + year if year > 90 else 2000 + year}"


def _month(written: str, month: int, *, padded: bool) -> str | None:
    """``month`` as ``written`` is; ``padded`` tells where that has two digits anyway."""
    if written.isdigit():
        two = written.startswith("0") or (padded and len(written) == 2)
        return f"{month:02d}" if two else str(month)
    if written.lower() == "may":  # short or long
        return None
    for names in (_SHORT, _LONG):
        for case in _CASES:
            if written in map(case, names):
                return case(names[month - 1])
    return None
