"""The damaged characters of a text, and which of them are alike."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

_MOST_LOST = 16


class Kind(NamedTuple):
    """What is known of a damaged character, wherever it is.

    Attributes:
        survived: The bytes that are left of its UTF-8, the lead byte first.
        lost: The bytes that the channel drops.
        every: All characters that fit, where more is known than ``survived`` and ``lost`` say;
            otherwise empty.
    """

    survived: bytes
    lost: frozenset[int]
    every: str = ""

    @property
    def is_untried(self) -> bool:
        """Whether far more bytes may be missing than usual, or it is not certain that any is."""
        return len(self.lost) > _MOST_LOST or (bool(self.every) and len(self.lost) > 1)


class Damaged(NamedTuple):
    """A damaged character of a text.

    Attributes:
        offset: Where it is; an arbitrary character of the text stands for it.
        survived: The bytes that are left of its UTF-8, the lead byte first.
        lost: The bytes that the channel drops.
        every: All characters that fit, where more is known than ``survived`` and ``lost`` say;
            otherwise empty.
    """

    offset: int
    survived: bytes
    lost: frozenset[int]
    every: str = ""


class DamagedCharacters(Sequence[Damaged]):
    """The damaged characters of a text in ascending order, of which few differ.

    Attributes:
        offsets: Where they are.
        kinds: What is known of them, each different thing once.
        kind_of: For each the index of its kind.
    """

    def __init__(
        self, offsets: Sequence[int], kinds: Sequence[Kind], kind_of: Sequence[int]
    ) -> None:
        """Take what is known."""
        self.offsets = offsets
        self.kinds = kinds
        self.kind_of = kind_of

    @classmethod
    def of(cls, damaged: Iterable[Damaged]) -> "DamagedCharacters":
        """Return the same characters sorted into kinds."""
        if isinstance(damaged, cls):
            return damaged
        kinds: dict[Kind, int] = {}
        offsets: list[int] = []
        kind_of: list[int] = []
        for offset, survived, lost, every in damaged:
            offsets.append(offset)
            kind_of.append(kinds.setdefault(Kind(survived, lost, every), len(kinds)))
        return cls(offsets, list(kinds), kind_of)

    def __len__(self) -> int:
        return len(self.offsets)

    @overload
    def __getitem__(self, index: int) -> Damaged: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Damaged]: ...
    def __getitem__(self, index: int | slice) -> Damaged | Sequence[Damaged]:
        if isinstance(index, slice):
            return list(self)[index]
        return Damaged(self.offsets[index], *self.kinds[self.kind_of[index]])

    def __iter__(self) -> Iterator[Damaged]:
        for offset, kind in zip(self.offsets, self.kind_of, strict=True):
            yield Damaged(offset, *self.kinds[kind])
