"""The module of a kind, loaded when a schema asks for it."""

from __future__ import annotations

from importlib import import_module

from digestlint.digest.schema.kinds import Kind

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any


def load(kind: Kind) -> Any:
    """Return the module of ``kind``, which has a class ``Finder`` or ``Reader``."""
    return import_module(kind.module)
