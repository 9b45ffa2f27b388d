"""How the labels of fields are spelt, and which field a written label is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint.digest.headings import TWO_LANGUAGES, fold, without_symbols

TAG = lazy_pattern(r"<(/?)[^<>\r\n]{1,200}>|&#?\w{1,10};|^[*_ \t]*+:[a-z0-9_+-]{1,40}:")
_SYMBOLS = " \t*_["  # before most labels


def may_have_labels(text: str) -> bool:
    """Whether any label with a colon or brackets may be in ``text``: a look takes a pattern."""
    if "：" in text or "】" in text:
        return True
    at = text.find(":")
    while at >= 0 and text.startswith("//", at + 1):  # of a URL
        at = text.find(":", at + 1)
    return at >= 0


class Spellings:
    """How the labels of some fields are spelt; the same object for the same labels."""

    def __init__(self, labels: Sequence[tuple[str, Sequence[str]]]) -> None:
        self.names = {spelling: name for name, spellings in labels for spelling in spellings}
        self.longest = max(map(len, self.names), default=0) + 40  # markup included
        # Digests have the same labels in all notes.
        self.name_of = lru_cache(maxsize=1024)(self._name_of)

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """The fields by their labels as they are compared, which takes milliseconds."""
        whole = {fold(spelling): name for spelling, name in self.names.items()}
        return whole | {fold(without_symbols(label)): name for label, name in self.names.items()}

    def _name_of(self, written: str) -> str | None:
        """Return the field with the label that is ``written``, with or without HTML in it."""
        written = TAG.sub("", written)
        if len(written) > self.longest:
            return None
        bare = without_symbols(written)
        name = self.folded.get(fold(bare))
        if name is None and written[: len(written) - len(bare)].strip(_SYMBOLS):  # a number
            name = self.folded.get(fold(written))
        return name or self._name_in_two_languages(bare)

    def _name_in_two_languages(self, written: str) -> str | None:
        """Return the field that both halves of a label name: ``Authors / 作者``."""
        if (halves := TWO_LANGUAGES.match(written)) is None:
            return None
        name = self.folded.get(fold(halves[1]))
        return name if name == self.folded.get(fold(halves[2])) else None


# Many schemas have the same labels, of which there are hundreds.
spellings = lru_cache(maxsize=64)(Spellings)
