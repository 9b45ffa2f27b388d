"""Named tuples that are faster to define: ``typing`` is not loaded, annotations are not compiled.

To type checkers, ``NamedTuple`` is that of ``typing``, and it is used in the same way, with
defaults, methods and ``_replace``.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False  # of `typing`
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    # What every class has, or ``namedtuple`` makes.
    _GIVEN = frozenset({"__module__", "__slots__"})

    class _Maker(type):
        """Makes each class that is derived from ``NamedTuple`` one of ``collections``."""

        def __new__(cls, name, bases, namespace):
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace["__annotations__"])
            defaults = [namespace.pop(field) for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])
            for key, value in namespace.items():
                if key not in _GIVEN:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """A tuple whose items have names, those that are annotated in the class."""


__all__ = ["NamedTuple"]
