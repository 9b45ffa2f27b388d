"""Named tuples that are faster to define: ``typing`` is not loaded, annotations are not compiled.

To type checkers, ``NamedTuple`` is that of ``typing``, and it is used in the same way, with
defaults, methods and ``_replace``.

A check of one file defines 90 of them. ``collections.namedtuple`` compiles ``__new__`` and makes
methods for each, which takes 70 µs; here, the methods are shared, and so is what is compiled for
one number of fields, which leaves 15 µs (a twentieth of the time that the check takes).
"""

from __future__ import annotations

from collections import _tuplegetter  # type: ignore[attr-defined]
from functools import cache
from types import CodeType, FunctionType

TYPE_CHECKING = False  # of `typing`
if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Record(tuple):
        """What all named tuples have, as those of ``collections`` have it."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = zip(self._fields, self, strict=True)
            return f"{type(self).__name__}({', '.join(f'{name}={it!r}' for name, it in fields)})"

        def __getnewargs__(self):
            return tuple(self)

    class _Maker(type):
        """Makes each class that is derived from ``NamedTuple`` one that is derived from a tuple."""

        def __new__(cls, name, bases, namespace):
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace["__annotations__"])
            defaults = {field: namespace.pop(field) for field in fields if field in namespace}
            if fields[len(fields) - len(defaults) :] != tuple(defaults):
                raise TypeError(f"fields without defaults follow some with defaults in {name}")
            # With the names of its own fields, arguments may be given by name.
            code = _new(len(fields)).replace(co_varnames=("_cls", *fields))
            made = FunctionType(code, {"_new": tuple.__new__}, "__new__", tuple(defaults.values()))
            namespace |= {field: _tuplegetter(i, "") for i, field in enumerate(fields)}
            namespace |= {"__new__": made, "__slots__": (), "__match_args__": fields}
            namespace |= {"_fields": fields, "_field_defaults": defaults}
            return type(name, (_Record,), namespace)

    class NamedTuple(metaclass=_Maker):
        """A tuple whose items have names, those that are annotated in the class."""

    @cache
    def _new(number: int) -> CodeType:
        """Return the code of ``__new__`` for so many fields."""
        fields = "".join(f"_{i}, " for i in range(number))
        return compile(f"lambda _cls, {fields}: _new(_cls, ({fields}))", "", "eval").co_consts[0]


__all__ = ["NamedTuple"]
