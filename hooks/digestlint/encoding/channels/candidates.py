"""The closed set of a damaged character: every character whose UTF-8 leaves the same bytes."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, product

_TRAILING = range(0x80, 0xC0)


@lru_cache(maxsize=1 << 14)
def candidates(survived: bytes, lost: frozenset[int]) -> str:
    """Return, in code point order, each character whose UTF-8 leaves exactly ``survived``.

    Args:
        survived: The bytes that are left, at least one short. If the first is a continuation byte,
            the lead byte is among the missing ones.
        lost: The bytes that the channel drops; the missing ones are among them.
    """
    if any(byte in lost for byte in survived):
        return ""
    return fitting(tuple(bytes([byte]) for byte in survived), lost, at_least=1)


@lru_cache(maxsize=1 << 14)
def fitting(tokens: tuple[bytes, ...], lost: frozenset[int], at_least: int = 0) -> str:
    """Return, in code point order, each character that may have left ``tokens``.

    Args:
        tokens: For each remaining position, the bytes that it may have been.
        lost: The bytes that leave nothing; any number of them may be missing between the others.
        at_least: How many bytes are missing at least.
    """
    if not tokens:
        return ""
    if any(byte in _TRAILING for byte in tokens[0]):
        leads = sorted(byte for byte in lost if 0xC2 <= byte <= 0xF4)
        found = {char for lead in leads for char in _with_lead(lead, tokens, lost, at_least - 1)}
    else:
        found = {
            char
            for lead in tokens[0]
            if 0xC2 <= lead <= 0xF4
            for char in _with_lead(lead, tokens[1:], lost, at_least)
        }
    return "".join(sorted(found))


def _with_lead(
    lead: int, trailing: tuple[bytes, ...], lost: frozenset[int], at_least: int
) -> Iterator[str]:
    length = sequence_length(lead) - 1
    missing = length - len(trailing)
    fillers = bytes(sorted(byte for byte in lost if byte in _TRAILING))
    if missing < max(at_least, 0) or (missing and not fillers):
        return
    for places in combinations(range(length), missing):
        options = list(trailing)
        for place in places:
            options.insert(place, fillers)
        for rest in product(*options):
            try:
                yield bytes((lead, *rest)).decode()
            except UnicodeDecodeError:
                continue


def sequence_length(lead: int) -> int:
    """Return how many bytes the UTF-8 sequence that starts with this lead byte has."""
    if lead < 0xE0:
        return 2
    return 3 if lead < 0xF0 else 4
