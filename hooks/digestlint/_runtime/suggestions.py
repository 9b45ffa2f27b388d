"""Suggestions for a name that does not exist; every "did you mean" comes from here."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from digestlint._runtime.distance import distance_within
from digestlint._runtime.language import say, translated

LIKE_NAMES = 0.5  # of 1: names of rules and settings are long, and little is alike by chance


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return a message for a name that does not exist.

    It names the nearest one, or all there are.
    """
    names = list(known)
    meant = nearest(name, names, alike=LIKE_NAMES)
    if meant is not None:
        return say(
            "there is no {what} {name}; did you mean {meant}?",
            what=translated(what),
            name=repr(name),
            meant=repr(meant),
        )
    return say(
        "there is no {what} {name}; known: {names}",
        what=translated(what),
        name=repr(name),
        names=", ".join(names) or translated("none"),
    )


def nearest(name: str, known: Iterable[str], *, alike: float = 0.6) -> str | None:
    """Return the one of ``known`` most like ``name``; None where none is ``alike`` (0 to 1)."""
    near = get_close_matches(name, list(known), n=1, cutoff=alike)
    return near[0] if near else None


def typo_of(name: str, known: Iterable[str], most: int) -> str | None:
    """Return the one of ``known`` that ``name`` is with the fewest typos, ``most`` at most."""
    typos = {other: distance_within(name, other, most) for other in known}
    meant = min(typos, key=lambda other: typos[other], default=None)
    return meant if meant is not None and typos[meant] <= most else None
