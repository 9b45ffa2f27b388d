"""What is usual in a file: `required = "usual"` asks for what nearly all other notes have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from digestlint._runtime.records import NamedTuple

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Protocol, TypeVar

    class _Spec(Protocol):
        @property
        def required(self) -> object: ...

    S = TypeVar("S", bound=_Spec)

_FEWEST_OTHERS = 5
_SHARE = 9, 10  # of the others


class Wanted(NamedTuple):
    """What each note must have, and where that is so because others have it."""

    names: Sequence[str]
    having: Mapping[str, int]  # of what is usual: how many notes have it
    others: int  # how many other notes there are


def wanted(specs: Mapping[str, S], notes: Sequence[Collection[str]]) -> Wanted:
    """Return what is required of a note, if ``notes`` have these fields or sections.

    What is usual is required of those that lack it: all that have it are others.
    """
    others = len(notes) - 1
    usual = [name for name, spec in specs.items() if spec.required == "usual"]
    having: dict[str, int] = {}
    if usual and others >= _FEWEST_OTHERS:
        counted = Counter(name for note in notes for name in set(note))
        least, of = _SHARE
        having = {name: counted[name] for name in usual if counted[name] * of >= others * least}
    names = [name for name, spec in specs.items() if spec.required is True or name in having]
    return Wanted(names, having, others)
