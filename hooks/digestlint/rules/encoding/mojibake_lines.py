"""The mojibake of a document, line by line, and how messages show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.core.finding import Edit, Fix
from digestlint.core.message import Message, Template
from digestlint.document.document import Document
from digestlint.encoding import LETTER_PLACEHOLDER, SYMBOL_PLACEHOLDER, Run
from digestlint.encoding.whole_lines import joined, remains_beside, runs_by_line
from digestlint.text.quoting import quoted

RESTORE = Template("mojibake-lines/restore", "Restore the text")
_AND = Template("mojibake-lines/and", "{one} and {other}")
_UNREADABLE = Template(
    "mojibake-lines/unreadable",
    "{problem}, but {parts} cannot be restored, so the line stays as it is",
)

_SHOWN = 40


class MojibakeLine(NamedTuple):
    """The runs of one line, at least one, in order; offsets count characters of the source."""

    source: str  # the whole text, not only the line
    runs: tuple[Run, ...]
    remains: Sequence[
        tuple[int, int]
    ] = ()  # what looks damaged next to them and cannot be restored

    @property
    def start(self) -> int:
        """Where the first run begins."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where the last run ends."""
        return self.runs[-1].end

    @property
    def characters(self) -> int:
        """How many characters the restored runs have."""
        return sum(len(run.text) for run in self.runs)

    @property
    def damaged(self) -> int:
        """How many of them lost bytes."""
        return sum(len(run.damaged) for run in self.runs)

    @property
    def channel(self) -> str | Message:
        """How the text was misread: ``UTF-8 read as windows-1254, undefined bytes ignored``."""
        return joined_by_and(dict.fromkeys(run.channel.name for run in self.runs))

    @property
    def text(self) -> str:
        """The restored text from the start of the first run to the end of the last one."""
        return joined(self.source, self.runs, self.start, self.end)

    def placed_runs(self) -> Iterator[tuple[Run, int]]:
        """Yield each run with its offset in ``text``."""
        begin, end = 0, self.start
        for run in self.runs:
            begin += run.start - end
            yield run, begin
            begin += len(run.text)
            end = run.end

    @property
    def is_certain(self) -> bool:
        """Whether all of it is certainly mojibake."""
        return all(run.certain for run in self.runs)

    def fix(self, is_safe: bool) -> Fix:
        """Return the fix that restores all of it."""
        make = Fix.safe if is_safe else Fix.unsafe
        edits = (Edit(run.start, run.end, run.text) for run in self.runs)
        return make(RESTORE(), *edits)

    @property
    def shown(self) -> str:
        """The same text in quotation marks, shortened, with `□` for unknown characters."""
        return shown(self.text)


def shown(text: str) -> str:
    """Return ``text`` in quotation marks, shortened, with `□` for unknown characters."""
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return quoted(with_mark(text, "□"))


def unreadable(problem: Message, document: Document, spans: Iterable[tuple[int, int]]) -> Message:
    """Return ``problem``, with the parts of the line that cannot be restored."""
    source = document.source.text
    parts = dict.fromkeys(shown(source[start:end]) for start, end in spans)
    return _UNREADABLE(problem=problem, parts=", ".join(parts))


def joined_by_and(parts: Iterable[str]) -> str | Message:
    """Return the few ``parts``, at least one, as one argument of a message."""
    first, *others = parts
    joined: str | Message = first
    for other in others:
        joined = _AND(one=joined, other=other)
    return joined


def with_mark(text: str, mark: str) -> str:
    """Return ``text`` with ``mark`` for each unknown character."""
    return text.replace(LETTER_PLACEHOLDER, mark).replace(SYMBOL_PLACEHOLDER, mark)


def by_line(document: Document, runs: Iterable[Run]) -> Iterator[MojibakeLine]:
    """Yield the lines that contain ``runs``; ``runs`` are in the order of the file."""
    source = document.source.text
    for line in runs_by_line(source, runs):
        yield MojibakeLine(source, line, remains_beside(document.restoration, line))
