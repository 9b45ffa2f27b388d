"""The distinct values of arrays; ``numpy.unique`` would load ``numpy.ma``, which takes 1.5 MB."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def distinct(*arrays: "NDArray[Any]") -> "NDArray[Any]":
    """Return the values of some arrays, each once, ascending."""
    import numpy as np

    found = np.concatenate(arrays)
    found.sort()
    return found[_is_first(found)]


def firsts(values: "NDArray[Any]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return where each value is first, by ascending values, and for each its number."""
    import numpy as np

    order = values.argsort(kind="stable")
    is_first = _is_first(values[order])
    numbers = np.empty(len(values), dtype=np.int64)
    numbers[order] = np.cumsum(is_first) - 1
    return order[is_first], numbers


def _is_first(ordered: "NDArray[Any]") -> "NDArray[np.bool_]":
    import numpy as np

    return np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
