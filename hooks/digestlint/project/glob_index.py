"""Finding the globs that may match a name by the letters they require, without trying all.

For each glob, some consecutive letters are known that occur in every name it matches. A name has
few such sequences, which are looked up, so the number of globs hardly matters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from digestlint.project.globs import lowered

_LONGEST = 3  # letters; more do not distinguish globs better, and make more sequences


class GlobIndex:
    """Numbers of globs by letters that a fitting name has in a row."""

    __slots__ = ("_by_letters", "_sizes", "always")

    def __init__(self, globs: Iterable[tuple[int, str]], *, fold: bool = False) -> None:
        """Of well-formed globs by their numbers; ``fold`` as in ``globs``."""
        self._by_letters: dict[str, list[int]] = {}
        self.always: list[int] = []
        """Those of which no letters are known."""
        for number, glob in globs:
            rows = [
                row
                for piece in _pieces(glob, fold)
                for row in _rows(piece, min(len(piece), _LONGEST))
            ]
            if not rows:
                self.always.append(number)
                continue
            # The longest row, and of these one that few others have chosen.
            chosen = min(rows, key=lambda row: (-len(row), len(self._by_letters.get(row, ()))))
            self._by_letters.setdefault(chosen, []).append(number)
        self._sizes = sorted({len(row) for row in self._by_letters})

    def __bool__(self) -> bool:
        return bool(self.always or self._by_letters)

    def among(self, name: str) -> Collection[int]:
        """Return the numbers of globs whose letters are in the name; without ``always``."""
        known = self._by_letters
        found: set[int] = set()
        for size in self._sizes:
            for row in _rows(name, size):
                if row in known:
                    found.update(known[row])
        return found


def _rows(text: str, size: int) -> Iterable[str]:
    return {text[at : at + size] for at in range(len(text) - size + 1)}


def _pieces(glob: str, fold: bool) -> Iterator[str]:
    """Letters in a row, of one name, that stand for themselves; all up to the first bracket."""
    piece: list[str] = []
    at = 0
    while at < len(glob) and glob[at] != "[":
        char = glob[at]
        is_escaped = char == "\\"
        if is_escaped:
            at += 1
            char = glob[at]
        if char == "/" or (char in "*?" and not is_escaped):
            yield "".join(piece)
            piece.clear()
        else:
            # An escaped capital stays one, as in `globs`.
            piece.append(lowered(char) if fold and not is_escaped else char)
        at += 1
    yield "".join(piece)
