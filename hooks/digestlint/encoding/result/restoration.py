"""The result of restoring a text: the restored text and the exact map back to the source."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from digestlint.encoding.result.run import Run
from digestlint.text.edits import applied

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.encoding.channels.channel import Channel


class Restoration:
    """A text with its certain mojibake restored, and the map between the two. Immutable.

    Attributes:
        source: The text as given.
        text: The restored text; each lone surrogate is U+FFFD, everything else outside the runs
            is as in the source.
        runs: The runs that ``text`` has restored, in order.
        suspects: Runs on thin evidence, in order; ``text`` keeps their source characters.
        channel: The channel that most restored characters went through, or None.
        remains: Spans of the source, in order, that look damaged and have no reading.
    """

    __slots__ = (
        "_restored_starts",
        "_starts",
        "channel",
        "remains",
        "runs",
        "source",
        "suspects",
        "text",
    )
    source: str
    text: str
    runs: tuple[Run, ...]
    suspects: tuple[Run, ...]
    channel: Channel | None
    remains: tuple[tuple[int, int], ...]
    _starts: array[int]
    _restored_starts: array[int]

    def __init__(
        self,
        source: str,
        text: str,
        runs: tuple[Run, ...] = (),
        suspects: tuple[Run, ...] = (),
        channel: Channel | None = None,
        remains: tuple[tuple[int, int], ...] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "source", source)
        put(self, "text", text)
        put(self, "runs", runs)
        put(self, "suspects", suspects)
        put(self, "channel", channel)
        put(self, "remains", remains)
        put(self, "_starts", array("I", [run.start for run in runs]))
        put(self, "_restored_starts", array("I", [run.restored_start for run in runs]))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Restoration does not change")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Restoration does not change")

    @property
    def code_page(self) -> str | None:
        """The code page of ``channel``."""
        return None if self.channel is None else self.channel.code_page

    @property
    def is_lossy(self) -> bool:
        """Whether any restored character lost bytes."""
        return any(run.damaged for run in self.runs)

    def with_characters(self, chosen: Mapping[int, str]) -> Restoration:
        """Return the same restoration with other characters where characters are damaged.

        ``chosen`` are by offset in ``text``; what is not damaged stays, whatever it says. A run is
        left as it is where its channel would not lead from its new characters back to the source: a
        wrong choice must never lose what survived.
        """
        from digestlint.encoding.result.invariant import leads_back  # only with mojibake

        if not chosen:
            return self
        changed: list[tuple[int, Run]] = []
        numbers: Iterable[int] = range(len(self.runs))
        if len(chosen) < len(self.runs):
            found = {bisect_right(self._restored_starts, at) - 1 for at in chosen}
            numbers = sorted(found - {-1})
        for number in numbers:
            run = self.runs[number]
            if run.damaged:
                start, chars = run.restored_start, list(run.text)
                for index in run.damaged:
                    chars[index] = chosen.get(start + index, chars[index])
                text = "".join(chars)
                if text != run.text:
                    changed.append((number, Run(*run[:4], text, *run[5:])))
        runs = list(self.runs)
        # What is as it was has been checked.
        kept = leads_back([run for _, run in changed], self.source)
        for (number, run), good in zip(changed, kept, strict=True):
            if good:
                runs[number] = run
        rewritten = ((run.restored_start, run.restored_end, run.text) for run in runs)
        restored = applied(self.text, rewritten)
        return Restoration(
            self.source, restored, tuple(runs), self.suspects, self.channel, self.remains
        )

    def up_to(self, end: int) -> Restoration:
        """Return the restoration of ``source[:end]``, which ends with a line."""
        return Restoration(
            self.source[:end],
            self.text[: self.to_restored(end)],
            tuple([run for run in self.runs if run.start < end]),
            tuple([run for run in self.suspects if run.start < end]),
            self.channel,
            tuple([span for span in self.remains if span[0] < end]),
        )

    def to_source(self, offset: int) -> int:
        """Map a restored offset to the source offset of the same character boundary."""
        at = bisect_right(self._restored_starts, offset) - 1
        if at < 0:
            return offset
        run = self.runs[at]
        if offset < run.restored_end:
            return run.bounds[offset - run.restored_start]
        return run.end + offset - run.restored_end

    def to_restored(self, offset: int) -> int:
        """Map a source offset to the start of the restored character that it falls in."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        run = self.runs[at]
        if offset < run.end:
            return run.restored_start + bisect_right(run.bounds, offset) - 1
        return run.restored_end + offset - run.end

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a restored span to the source span that it was restored from."""
        return self.to_source(start), self.to_source(end)

    def intact(self, start: int, end: int) -> bool:
        """Whether no character in the restored span is mojibake, restored or damaged."""
        return not any(True for _ in self._overlapping(start, end))

    def damaged(self, start: int, end: int) -> bool:
        """Whether a character in the restored span lost bytes."""
        return any(
            start <= run.restored_start + index < end
            for run in self._overlapping(start, end)
            for index in run.damaged
        )

    def fits(self, start: int, end: int, candidate: str) -> bool:
        """Whether the restored span could stand for ``candidate``.

        The two must have the same number of characters; an intact character must be equal, and a
        damaged one must be a character whose UTF-8 leaves the surviving bytes.
        """
        if end - start != len(candidate):
            return False
        from digestlint.encoding.result.damaged import fitting_in  # only with mojibake

        possible: dict[int, str] = {}
        for run in self._overlapping(start, end):
            first = bisect_left(run.damaged, start - run.restored_start)
            last = bisect_left(run.damaged, end - run.restored_start, first)
            for number in range(first, last):
                offset = run.restored_start + run.damaged[number]
                possible[offset] = fitting_in(run, number, self.source)
        return all(
            char in possible.get(offset, self.text[offset])
            for offset, char in enumerate(candidate, start)
        )

    def _overlapping(self, start: int, end: int) -> list[Run]:
        if start >= end or not self.runs:
            return []
        first = max(bisect_right(self._restored_starts, start) - 1, 0)
        last = bisect_right(self._restored_starts, end - 1)
        return [run for run in self.runs[first:last] if run.restored_end > start]
