"""What the server says of more than one kind of thing."""

from __future__ import annotations

from digestlint._runtime.language import say
from digestlint.core.finding import Doubt


def doubt_said(doubt: Doubt) -> str:
    """Return how sure a restored character is, and what else it may be."""
    posterior = f"{doubt.posterior:.0%}"
    if not doubt.alternatives:
        return say("{char} ({posterior})", char=doubt.chosen, posterior=posterior)
    others = ", ".join(f"{char} {odds:.0%}" for char, odds in doubt.alternatives)
    return say(
        "{char} ({posterior}); or: {others}", char=doubt.chosen, posterior=posterior, others=others
    )
