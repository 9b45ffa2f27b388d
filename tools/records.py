"""Writes records as Python that makes them again; what recurs is written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

_SHORT = 40  # characters, up to which a name would not be shorter


class Records:
    """The source of records, with constants for the tuples and records that recur in them."""

    def __init__(self, records: Iterable[Any]) -> None:
        self._records = list(records)
        self._times = Counter(map(repr, self._shareable(self._records)))
        self._names: dict[str, str] = {}
        self.constants: list[str] = []  # those that others are made of come first

    def written(self) -> list[str]:
        """Return the source of each record; ``constants`` are complete after this."""
        return [self._source(record) for record in self._records]

    def _shareable(self, value: Any) -> Iterator[Any]:
        """Yield the values inside ``value`` that nothing can change, and ``value`` itself."""
        if isinstance(value, tuple):
            yield value
        if isinstance(value, dict):
            value = value.values()
        elif not isinstance(value, (tuple, list)):
            return
        for each in value:
            yield from self._shareable(each)

    def _source(self, value: Any) -> str:
        if isinstance(value, dict):
            parts = (f"{key!r}: {self._source(each)}" for key, each in value.items())
            return f"{{{', '.join(parts)}}}"
        if not isinstance(value, tuple):
            return repr(value)
        if known := self._names.get(repr(value)):
            return known
        source = self._record(value) if hasattr(value, "_field_defaults") else repr(value)
        if self._times[repr(value)] == 1 or len(source) <= _SHORT:
            return source
        name = self._names[repr(value)] = f"_{len(self._names)}"
        self.constants.append(f"{name} = {source}")
        return name

    def _record(self, value: Any) -> str:
        """Return the source of a record, without what is left at its default."""
        defaults = value._field_defaults
        parts = (
            f"{key}={self._source(each)}"
            for key, each in zip(value._fields, value, strict=True)
            if key not in defaults or each != defaults[key]
        )
        return f"{type(value).__name__}({', '.join(parts)})"
