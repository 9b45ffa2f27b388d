"""Mojibake that a text shows on purpose: examples in texts about encodings."""

import re
from itertools import islice

from digestlint._runtime.patterns import lazy_pattern
from digestlint.text.lines import LineFinder, lines_with

_FENCE = lazy_pattern(r" {0,3}(`{3,}|~{3,})")
_HTML_CODE = lazy_pattern(r"<(/?)(?:pre|code|samp|kbd|tt)\b", re.IGNORECASE)

# Words of texts about encodings, in a few languages.
_ENCODING_WORDS = lazy_pattern(
    r"mojibake|unicode|charset|code ?page|utf-?(?:8|16|32)|latin-?1|iso[-_ ]?8859|"
    r"windows-125|cp(?:125|437|850)|mac-?roman|gb18030|shift[-_]?jis|"
    r"character encoding|文字化け|乱码|亂碼|кракозябр|codificación|encodage|zeichenkodierung",
    re.IGNORECASE,
)
_EXAMPLES_EACH = 16
"""How many restored characters one of these words may account for."""

_QUOTED_IN = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "»": "«", "‘": "’", "「": "」"}
_OPENERS = {"»": "«", "«": "»", "›": "‹", "‹": "›", "”": "“„”", "“": "„", "’": "‘‚", "‘": "‚"}
_SHORT = 3
_REACH = 200
_QUOTED_WITHIN = 10_000
"""No quotation of mojibake is longer; lines may be."""


def is_about_encodings(source: str, characters: int) -> bool:
    """Whether a text speaks about encodings so much that its mojibake must be examples.

    Args:
        source: The whole text.
        characters: How many characters its mojibake would be restored to.
    """
    if characters * 8 > len(source):
        return False
    enough = max(2, -(-characters // _EXAMPLES_EACH))
    return sum(1 for _ in islice(_ENCODING_WORDS.finditer(source), enough)) == enough


def lines_about_encodings(text: str) -> list[str]:
    """Return the lines of ``text`` that speak of encodings."""
    return [text[start:end] for start, end in lines_with(_ENCODING_WORDS, text)]


class Examples:
    """Which runs of a text look like examples of mojibake; asked in order.

    Args:
        source: The whole text.
        clean: The same with every run blanked out, each character by one space.
        is_lesson: Whether the text is about encodings.
    """

    def __init__(self, source: str, clean: str, is_lesson: bool = False) -> None:
        self._source = source
        self._clean = clean
        self._is_lesson = is_lesson
        self._lines = LineFinder(source)
        self._line = -1, -1
        self._has: dict[str, bool] = {}  # words in the line that was asked about last
        self._counted = self._backticks = 0  # how far they were counted in it, and how many
        self._next = -1  # where the next one is in it, or its end

    def is_shown(self, start: int, end: int, word: str) -> bool:
        """Whether the run at ``source[start:end]`` looks like an example of mojibake.

        It does where its line has the same word in good order as well (as in
        ``Café becomes CafÃ©``). A sign such as ``£`` is part of its own mojibake, ``Â£``, so signs
        count in lessons only, where it also does between quotation marks.

        Args:
            start: Offset of the run.
            end: Offset after the run.
            word: The restored word that the run is in, or is.
        """
        first, last = self._around(start, end)
        if self._is_lesson and _is_quoted(
            self._source[max(first, start - _QUOTED_WITHIN) : start],
            self._source[end : min(last, end + _QUOTED_WITHIN)],
        ):
            return True
        if not self._is_lesson and not any(char.isalpha() for char in word):
            return False
        if word not in self._has:
            self._has[word] = has_word(self._clean[first:last], word)
        return self._has[word]

    def is_in_code_span(self, start: int, end: int) -> bool:
        """Whether ``source[start:end]`` is between backticks of its line, roughly."""
        _, last = self._around(start, end)
        self._backticks += self._source.count("`", self._counted, start)
        self._counted = start
        if self._next < end:
            found = self._source.find("`", end, last)
            self._next = last if found < 0 else found
        return self._backticks % 2 == 1 and self._next < last

    def _around(self, start: int, end: int) -> tuple[int, int]:
        line = self._lines.around(start, end)
        if line != self._line:
            self._line = line
            self._has.clear()
            self._counted, self._backticks, self._next = line[0], 0, -1
        return line


def has_word(line: str, word: str) -> bool:
    """Whether ``word`` is in ``line``, and not as a part of another word, if words have spaces."""
    at = line.find(word)
    while at >= 0:
        before, after = line[at - 1 : at] if at else "", line[at + len(word) : at + len(word) + 1]
        if word[-1] >= "\u2e80" or not (before.isalpha() or after.isalpha()):
            return True
        at = line.find(word, at + 1)
    return False


def _is_quoted(before: str, after: str) -> bool:
    """Whether quotation marks open before the run in its line, and close after it."""
    for opener, closer in _QUOTED_IN.items():
        at = before.rfind(opener)
        if at < 0 or closer not in after:
            continue
        if opener == closer:
            inside = before.count(opener) % 2 == 1
            if opener == "'":  # an apostrophe opens nothing
                inside = not before[at - 1 : at].isalnum()
        else:
            inside = closer not in before[at:]
        if inside:
            return True
    return False


def closes_quotation(clean: str, source: str, start: int, end: int) -> bool:
    """Whether a short run ends in the mark that closes a quotation: the ``Ä«`` of ``»Ä«``.

    Args:
        clean: The text with every run blanked out.
        source: The text.
        start: Offset of the run.
        end: Offset after the run.
    """
    openers = _OPENERS.get(source[end - 1])
    if openers is None or end - start > _SHORT:
        return False
    # No further than its line, and without looking for the beginning of a long one.
    before = clean[max(start - _REACH, 0) : start]
    before = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    at = max(before.rfind(opener) for opener in openers)
    return at >= 0 and source[end - 1] not in before[at + 1 :]


def code_blocks(source: str) -> list[tuple[int, int]]:
    """Return the spans of code, roughly and in order: fenced, indented, and of HTML.

    Good enough to distinguish an example from prose; ``markdown`` has the exact spans.
    """
    spans: list[tuple[int, int]] = []
    fence = ""
    at = 0
    for line in source.splitlines(keepends=True):
        match = _FENCE.match(line)
        marker = match.group(1) if match else ""
        if fence or marker or line.startswith(("    ", "\t")):
            spans.append((at, at + len(line)))
        if not fence:
            fence = marker
        elif marker.startswith(fence):
            fence = ""
        at += len(line)
    return sorted(spans + _html_code(source))


def _html_code(source: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for match in _HTML_CODE.finditer(source):
        if not match.group(1):
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append((start, match.end()))
    return spans
