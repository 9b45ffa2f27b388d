"""Findings with what ftfy reads where our own restoration has no reading, or no complete one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.document.document import Document
from digestlint.encoding.detect.odd_words import find_odd_words
from digestlint.encoding.detect.quotations import has_word
from digestlint.encoding.detect.suspicion import is_suspicious
from digestlint.encoding.second_opinion import Opinion, SecondOpinions
from digestlint.encoding.whole_lines import joined
from digestlint.rules.encoding.mojibake_lines import RESTORE, MojibakeLine, shown
from digestlint.text.lines import line_around, line_start

_ALSO = Template("second-reading/also", "{finding}; ftfy reads {text}")
_INSTEAD = Template("second-reading/instead", "mojibake ({channel}): ftfy reads {text}")
_ODD_WORD = Template(
    "second-reading/odd-word",
    "possible mojibake ({channel}): ftfy reads {text}, but there is too little evidence to restore "
    "it",
)

_REACH = 40
_NEAR = 1_000
_LEADS = lazy_pattern("[ÂÃÅĂĹ]")
_CONTROLS = lazy_pattern("[\x80-\x9f]+")


class SecondReading:
    """What ftfy says of a document, place by place."""

    def __init__(self, document: Document) -> None:
        """Take the document; ftfy is not imported before the first question."""
        self._document = document
        self._text = document.source.text
        self._opinions = SecondOpinions(self._text)
        self._lines: set[int] = set()  # that have a fix, beside which no other may write

    def unless_fixed(self, finding: Finding) -> Finding:
        """Return ``finding``, which is on damaged text, with what ftfy reads if it has no fix."""
        if finding.fix is not None:
            return finding
        opinion = self._ask(finding.start, finding.end)
        if opinion is None or self._leaves_damage(opinion):
            return finding
        message = _ALSO(finding=finding.message, text=shown(opinion.text))
        return finding._replace(message=message, fix=_fix(opinion))

    def instead_of(self, line: MojibakeLine) -> Finding | None:
        """Return a finding for ``line`` if its restored text is damaged still, as ftfy sees it."""
        if not any(is_suspicious(run.text) for run in line.runs):
            return None
        opinion = self._opinions.on(line.start, line.end)
        if opinion is None:
            return None
        start, end = min(line.start, opinion.start), max(line.end, opinion.end)
        ours = joined(self._text, line.runs, start, end)
        theirs = _read(self._text, opinion, start, end)
        if len(theirs) >= len(ours):
            return None
        message = _INSTEAD(channel=opinion.channel, text=shown(opinion.text))
        return Finding(line.start, line.end, message, _fix(opinion))

    def of_odd_words(self) -> Iterator[Finding]:
        """Yield a finding for each line without others that ftfy reads an odd word in."""
        document, text = self._document, self._text
        restoration, position = document.restoration, document.lines_of_source.position
        told = {position(run.start)[0] for run in (*restoration.runs, *restoration.suspects)}
        told |= {position(start)[0] for start, _ in restoration.remains}
        for start, end in find_odd_words(text):
            row = position(start)[0]
            restored = restoration.to_restored(start), restoration.to_restored(end)
            if row in told or document.markdown.code.overlaps(*restored):
                continue
            opinion = self._ask(start, end)
            if opinion is None or self._is_beside_its_word(opinion):
                continue
            told.add(row)
            message = _ODD_WORD(channel=opinion.channel, text=shown(self._word(opinion)))
            fix = None if self._has_more(opinion) else _fix(opinion)
            yield Finding(opinion.start, opinion.end, message, fix)

    def _ask(self, start: int, end: int) -> Opinion | None:
        line = line_start(self._text, start)
        opinion = self._opinions.on(start, end) if line not in self._lines else None
        if opinion is not None:
            self._lines.add(line)
        return opinion

    def _leaves_damage(self, opinion: Opinion) -> bool:
        """Whether the line would keep damage, with less of a sign that it is some.

        C1 controls may stay: they are reported wherever they are.
        """
        first, last = line_around(self._text, opinion.start, opinion.end)
        remains = self._document.restoration.remains
        for start, end in remains[bisect_left(remains, (first,)) : bisect_left(remains, (last,))]:
            inside = opinion.start <= start and end <= opinion.end
            if not inside and not _CONTROLS.fullmatch(self._text, start, end):
                return True
        return False

    def _has_more(self, opinion: Opinion) -> bool:
        """Whether what no line with an odd word has for itself is elsewhere in the line, too."""
        first, last = line_around(self._text, opinion.start, opinion.end)
        spans = (first, opinion.start), (opinion.end, last)
        return any(_LEADS.search(self._text, *span) for span in spans)

    def _word(self, opinion: Opinion) -> str:
        """Return what ftfy reads, with the rest of the words that it begins and ends in."""
        start, end, text = opinion.start, opinion.end, self._text
        before = text[max(start - _REACH, 0) : start]
        after = text[end : end + _REACH]
        first = next((at for at in range(len(before), 0, -1) if before[at - 1].isspace()), 0)
        last = next((at for at, char in enumerate(after) if char.isspace()), len(after))
        return before[first:] + opinion.text + after[:last]

    def _is_beside_its_word(self, opinion: Opinion) -> bool:
        """Whether the line has the same word in good order, to which the odd one is an example."""
        first, last = line_around(self._text, opinion.start, opinion.end)
        line = self._text[max(first, opinion.start - _NEAR) : min(last, opinion.end + _NEAR)]
        return has_word(line, self._word(opinion).strip(".,:;()[]*_\"'"))


def _read(text: str, opinion: Opinion, start: int, end: int) -> str:
    """Return ``text[start:end]`` as ftfy reads it."""
    return text[start : opinion.start] + opinion.text + text[opinion.end : end]


def _fix(opinion: Opinion) -> Fix:
    return Fix.unsafe(RESTORE(), Edit(opinion.start, opinion.end, opinion.text))
