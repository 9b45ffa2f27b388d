"""Which section of a schema a heading is.

Damaged characters count by what is left of them: a heading whose damaged text fits exactly one
section heading is that section.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.digest.schema import SectionSpec
from digestlint.markdown import Span

# Also where a fence hides it.
ATX_HEADING = lazy_pattern(
    r"(?:^|(?<=\r)) {0,3}(#{1,6})[ \t]+([^\r\n]*?)[ \t]*(?=[\r\n]|\Z)", re.MULTILINE
)
# A heading or label in one language, and in another one after a slash or in brackets.
TWO_LANGUAGES = lazy_pattern(
    r"([^/／(（\[]{2,40})[/／(（\[]([^/／()（）\[\]]{2,40})[)）\]]?[*_ \t]*\Z"
)
_BEYOND = "\ue000"  # where placeholders begin
_MARKUP = " \t*_[#"
_NUMERALS = "一二三四五六七八九十"
_NUMBERING = lazy_pattern(rf"(?:\d{{1,2}}|[{_NUMERALS}])[.、)）:：][ \t]*(?=\S)")
# Traditional and Japanese forms of characters that labels have, and the simplified ones.
_VARIANTS = str.maketrans(
    "論標題連結鏈關鍵詞總総貢獻創點實実驗験動機構類別領籤發発時間網專専頁項單単來導讀読筆"
    "記評価價備註數據術應応場討優勢與個見對対簡內團隊編號級質問現狀難參獲開啟啓譯訳語資訊"
    "訓練檢検測設計較顯細節進後圖図體識處処過環組織學會議觀観緒說説認證証讚贊錄續続選擇薦"
    "閱関効覽覧變変經経樣様統羅輯",
    "论标题连结链关键词总总贡献创点实实验验动机构类别领签发发时间网专专页项单单来导读读笔"
    "记评价价备注数据术应应场讨优势与个见对对简内团队编号级质问现状难参获开启启译译语资讯"
    "训练检检测设计较显细节进后图图体识处处过环组织学会议观观绪说说认证证赞赞录续续选择荐"
    "阅关效览览变变经经样样统罗辑",
)


# ``fits(start, end, candidate)``: whether the text at ``[start, end)`` could be ``candidate``. In
# a text that lost bytes, damaged characters are of private use; what is left of the bytes of each
# says which characters it could have been, and ``Restoration.fits`` compares them one by one.
# Readers get None instead where nothing is damaged, and compare strings, which is faster; a reader
# of fields asks ``fits`` only where a label has such a character, and takes a spelling if it is
# the only one.
Fits = Callable[[int, int, str], bool]


class SectionMatch(NamedTuple):
    """The section that a heading belongs to."""

    name: str
    matched: Span
    canonical: bool


def exactly(text: str) -> Fits:
    """Compare texts without damaged characters: they fit if they are equal."""

    def fits(start: int, end: int, candidate: str) -> bool:
        return text[start:end] == candidate

    return fits


class _Spelling(NamedTuple):
    """One way to write the heading of a section."""

    section: str
    text: str
    folded: str
    free_text: bool


class _Spellings:
    """How the headings of some sections are written."""

    def __init__(self, sections: Sequence[tuple[str, str, Sequence[str], bool]]) -> None:
        self.canonical = [_Spelling(name, heading, "", free) for name, heading, _, free in sections]
        self.variants = [  # anything before the first word is ignored
            _Spelling(name, spelling, fold(spelling), free)
            for name, heading, aliases, free in sections
            for spelling in map(without_symbols, (heading, *aliases))
        ]
        self.exact = {spelling.text for spelling in self.canonical}
        self.free = [spelling for spelling in self.variants if spelling.free_text]
        # What the heading of a section can begin with, where more may follow.
        self.beginnings = tuple(
            spelling.text for spelling in (*self.canonical, *self.free) if spelling.free_text
        )
        self.folded: dict[str, list[_Spelling]] = {}
        for spelling in self.variants:
            self.folded.setdefault(spelling.folded, []).append(spelling)

    def may_have(self, heading: str, bare: str, folded: str) -> bool:
        """Whether ``heading``, which is ``bare`` without symbols, can be that of a section."""
        return (
            heading in self.exact
            or folded in self.folded
            or heading.startswith(self.beginnings)
            or bare.startswith(self.beginnings)
        )


_spellings = lru_cache(maxsize=64)(_Spellings)


class SectionMatcher:
    """Recognises the headings of some sections."""

    def __init__(self, specs: Mapping[str, SectionSpec], fits: Fits | None = None) -> None:
        """``fits`` is for texts with damaged characters; without it, characters must be equal."""
        self._fits = fits
        self._spellings = _spellings(
            tuple(
                (name, spec.heading, tuple(spec.aliases), spec.free_text)
                for name, spec in specs.items()
            )
        )

    def match(self, text: str, content: Span) -> SectionMatch | None:
        """Return the section that a heading of ``text`` with this ``content`` is, or None."""
        if not self._spellings.canonical:
            return None
        heading = text[content.start : content.end]
        bare = without_symbols(heading)
        if self._fits is not None:
            found = self._match(text, content, self._fits)
            return found or self._in_two_languages(bare, content)
        if not self._spellings.may_have(heading, bare, fold(bare)):
            return self._in_two_languages(bare, content)
        return self._match(text, content, exactly(text))

    def _in_two_languages(self, bare: str, content: Span) -> SectionMatch | None:
        """Return the section that both halves of a heading are: ``摘要 / Abstract``."""
        if (halves := TWO_LANGUAGES.match(bare)) is None:
            return None
        folded = self._spellings.folded
        names = [{each.section for each in folded.get(fold(half), ())} for half in halves.groups()]
        common = names[0] & names[1]
        return SectionMatch(common.pop(), content, False) if len(common) == 1 else None

    def _match(self, text: str, content: Span, fits: Fits) -> SectionMatch | None:
        heading, known = text[content.start : content.end], self._spellings
        canonical = [
            SectionMatch(spelling.section, span, True)
            for spelling in known.canonical
            if self._fits or heading.startswith(spelling.text)
            if (span := _spelt(text, content, spelling, fits))
        ]
        if canonical:
            longest = max(canonical, key=lambda match: match.matched.end)
            return longest if _nested(canonical) else None
        bare = without_symbols(heading)
        start = content.end - len(bare)
        folded = fold(bare)
        variants = [
            SectionMatch(spelling.section, span, False)
            for spelling in (
                known.variants if self._fits else [*known.folded.get(folded, ()), *known.free]
            )
            if (span := _variant(text, content, start, folded, spelling, fits))
        ]
        if len({match.name for match in variants}) != 1:
            return None
        return max(variants, key=lambda match: match.matched.end - match.matched.start)


def _nested(matches: list[SectionMatch]) -> bool:
    """Whether the matches can be distinguished: one is longer than all others."""
    ends = sorted(match.matched.end for match in matches)
    return len(ends) == 1 or ends[-1] > ends[-2]


def _spelt(text: str, content: Span, spelling: _Spelling, fits: Fits) -> Span | None:
    end = content.start + len(spelling.text)
    if end > content.end or (end < content.end and not spelling.free_text):
        return None
    if not fits(content.start, end, spelling.text):
        return None
    # "Results" is not a prefix of "Resultsheet": a word must end where the prefix ends.
    if end < content.end and text[end].isalnum() and spelling.text[-1].isascii():
        return None
    return Span(content.start, end)


def _variant(
    text: str, content: Span, start: int, folded: str, spelling: _Spelling, fits: Fits
) -> Span | None:
    """Return the part of the heading that is ``spelling``.

    Symbols before ``start``, case and width are ignored. ``folded`` is the rest from there on, as
    it is compared.
    """
    if spelt := _spelt(text, Span(start, content.end), spelling, fits):
        return Span(content.start, spelt.end)
    return content if folded and folded == spelling.folded else None


@lru_cache(maxsize=1024)
def without_symbols(heading: str) -> str:
    """``heading`` without the emoji, markup and numbering before its first word."""
    bare = heading.lstrip(_MARKUP)
    if bare[:1].isalpha() and bare[0] not in _NUMERALS:
        return bare  # most
    for i, character in enumerate(heading):
        if character.isalnum() or is_placeholder(character):
            is_number = character.isdecimal() or character in _NUMERALS  # most are none
            number = _NUMBERING.match(heading, i) if is_number else None
            return heading[number.end() :] if number else heading[i:]
    return heading


@lru_cache(maxsize=1024)
def fold(heading: str) -> str:
    """Normalise forms of characters, case, punctuation and white space for comparison."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    if not folded.isascii():
        folded = folded.translate(_VARIANTS)
    if folded.isalnum():
        return folded
    if folded.isascii() or max(folded) < _BEYOND:  # most are; a filter is 5 times as fast
        return "".join(filter(str.isalnum, folded))
    return "".join(c for c in folded if c.isalnum() or is_placeholder(c))


def is_placeholder(character: str) -> bool:
    """Whether ``character`` stands for one that is unknown: U+FFFD, or one of private use."""
    return character == "\ufffd" or unicodedata.category(character) == "Co"
