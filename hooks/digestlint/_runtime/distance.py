"""Optimal string alignment distance with a limit, and a quick test that most pairs fail."""


def may_be_within(first: str, second: str, limit: int) -> bool:
    """Say whether the distance can be at most `limit`; False is certain, True is not.

    Cut into ``2 * limit + 1`` pieces, `first` keeps at least one piece whole (an edit touches one
    piece, a swap two), and that piece moves by at most `limit` places. Also, an edit takes away at
    most one character.
    """
    if abs(len(first) - len(second)) > limit:
        return False
    pieces = 2 * limit + 1
    if len(first) < pieces:
        return True
    for number in range(pieces):
        start = number * len(first) // pieces
        end = (number + 1) * len(first) // pieces
        if second.find(first[start:end], max(0, start - limit), end + limit) >= 0:
            return len(set(first).difference(second)) <= limit
    return False


def distance_within(first: str, second: str, limit: int) -> int:
    """Return the distance, or ``limit + 1`` where it is more than `limit`.

    Counts insertions, deletions, replacements and swaps of neighbours; no part is edited twice.
    """
    too_far = limit + 1
    if abs(len(first) - len(second)) > limit:
        return too_far
    before_last: list[int] = []
    last = [min(column, too_far) for column in range(len(second) + 1)]
    for row, char in enumerate(first, 1):
        current = [too_far] * (len(second) + 1)
        if row <= limit:
            current[0] = row
        # Cells further than `limit` from the diagonal cost more than `limit`.
        for column in range(max(1, row - limit), min(len(second), row + limit) + 1):
            other = second[column - 1]
            cost = min(
                last[column] + 1, current[column - 1] + 1, last[column - 1] + (char != other)
            )
            if row > 1 and column > 1 and char == second[column - 2] and other == first[row - 2]:
                cost = min(cost, before_last[column - 2] + 1)
            current[column] = min(cost, too_far)
        if min(current) > limit and min(last) > limit:
            return too_far
        before_last, last = last, current
    return last[-1]
