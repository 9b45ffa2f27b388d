"""A word in a script that is foreign to the text, as models slip into another language.

## What it does
Finds one to three words within a sentence that are in a script in which the text is not written:
Cyrillic, Arabic, Bengali, Thai, Hebrew, Korean or Japanese words in a Chinese sentence, Chinese
characters in an English or Russian one, and a word whose letters are of two scripts (`Нigh` with a
Cyrillic `Н`).

Names, quotations, words in brackets or before their translation in brackets, lists of languages,
links, headings, code, math and Greek letters are not reported, nor are texts in two languages,
sentences on words, letters or languages, and texts with mojibake. Latin words are usual in any
text. Its precision has not been measured on enough files.

## Why it matters
Few readers can read the word, and those that can't lose the sentence.

## Example
```markdown
我们 بررسی 了每种模型的优点和缺点，并给出了选择它们的建议。
```

Write instead:
```markdown
我们考察了每种模型的优点和缺点，并给出了选择它们的建议。
```

## Fix safety
There is no fix: the word has to be translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.rules.generated import scripts
from digestlint.rules.generated.scripts import CYRILLIC, HAN, HANGUL, KANA, LATIN
from digestlint.rules.generated.values import LABEL
from digestlint.text.lines import line_start
from digestlint.text.quoting import quoted

RULE = RuleInfo("GEN004", "foreign-script", requires="non-ASCII text")

_WORD = Template("foreign-script/word", "{word} is in another script than its sentence")
_MIXED = Template("foreign-script/mixed", "{word} has Latin and Cyrillic letters")

_REACH = 120  # characters around a word
_NEAR = 40
_LONGEST = 24
_LEAST_AROUND = 10  # letters of the sentence
_PER_WORD = 4_000  # characters of a text, for each word that is foreign; more are a second language
_FEW = 3
_MOST_HAN = 4
_SKIPPED = " \t\r\n*_"
_ENDS = "，。；！？,.;!?"
_SINGLE = "асеорхуквиы"  # others are signs of formulas
_PAIRS = ("“”", "「」", "『』", "«»", "《》", "（）", "()", "[]", "【】", "‘’")
# Latin letters that look like Cyrillic ones, and the other way round, in a word of the other.
_LOOKS_CYRILLIC = lazy_pattern(
    r"[aceopxyABCEHKMOPTX][а-яё]{3,}|[А-Яа-яЁё][а-яё]{0,30}[aceopxy][а-яё]+"
)
_LOOKS_LATIN = lazy_pattern(
    r"(?:[АВЕКМНОРСТХасеорху]|[A-Za-z]{2,30}[АВЕКМНОРСТХасеорху])[A-Za-z]{2,}"
)
_BETWEEN = lazy_pattern(r" [^\x00-\x7f]{1,4} (?=[a-z])")  # compiled faster, and seldom there
_HAN_BETWEEN = lazy_pattern(r" [一-鿿]{1,4} (?=[a-z])")
_USUAL = lazy_pattern("[А-Яа-яЁёІіЇїЄє]+")  # others make mojibake
_JUNCTION = lazy_pattern(r"[A-Za-z](?=[А-Яа-яЁё])|(?<=[А-Яа-яЁё])[A-Za-z]")
_LETTERS = lazy_pattern(r"[^\W_]{1,60}")
_LATIN_BEFORE = lazy_pattern(r"[A-Za-z]{1,20}\Z")
_LATIN_AFTER = lazy_pattern(r"[A-Za-z]{1,20}")
_WORD_BEFORE = lazy_pattern(r"(?:[a-zà-öø-ɏ]{2}|[а-яё]{2})[,;]?\s?\Z")
_LOWER_BEFORE = lazy_pattern(r"(?:\A|[\s(-])(?:[a-zà-öø-ɏ]+|[а-яё]+)[,;]?\s?\Z")
_WORD_AFTER = lazy_pattern(r"\s?(?:[a-zà-öø-ɏ]{2}|[а-яё]{2}|\d)|[,.;!?](?:\s|\Z)")
_PEOPLE = lazy_pattern(
    r"author|affiliation|title|作者|标题|標題|题目|机构|저자|제목|著者|タイトル|автор|название|autor|título",
    2,
)
# Names of people and works are written in kana in any language.
_ON_JAPAN = lazy_pattern(
    r"日本|明治|大正|昭和|平成|令和|漫[画畫]|[动動][漫画畫]|[声聲][优優]|[游遊][戏戲]|京都|[东東]京|一般[写寫]"
)
_ON_LANGUAGE = lazy_pattern(
    r"\b(?:words?|letters?|characters?|scripts?|alphabets?|languages?(?! model)|"
    r"translat\w*|mean(?:s|ing)|call(?:s|ed)|named?|unicode|cyrillic|arabic|persian|hebrew|hindi|bengali|thai|korean|"
    r"japanese|chinese|russian|ukrainian|mandarin|kanji|hanja|hanzi|hangul|pinyin|e\.g|"
    r"homoglyphs?|symbols?)\b"
    r"|[语語](?:言(?!模型)|法)|文字|字[符母形]|[单單词詞][词詞]|[词詞][语語汇彙]|假名|[谚諺]文|方言|拼[写寫]|例如|比如|"
    r"[俄日韩韓阿泰印希波孟乌烏][\w]{0,4}[语語文]|意[为為思]|[称稱][为為]|叫做|音[译譯]|同形"
    r"|단어|언어(?! ?모델)|글자|문자|한자|일본어|중국어|러시아어"
    r"|単語|言語(?!モデル)|韓国語|中国語|ロシア語"
    r"|слов[аоу]\b|букв|язык(?!ов\w{2} модел)|иероглиф|символ|перевод|означа|значит|называ",
    2,  # re.IGNORECASE
)


def check(document: Document) -> Iterator[Finding]:
    """Report words in a foreign script, unless so many are that the text has two languages."""
    text, restoration = document.text, document.restoration
    if restoration.runs or restoration.suspects or restoration.remains:
        return
    native = frozenset((LATIN, *scripts.scripts_of(document.markdown)))
    if KANA in native:
        native |= {HAN}
    found: dict[str, list[Span]] = {}
    words_outside = scripts.words_outside(native)
    if not words_outside.search(scripts.beyond_ascii(text)):
        text = ""
    for match in words_outside.finditer(text):
        script = scripts.script_of(match[0][0])
        if script is not None:
            found.setdefault(script, []).append(Span(match.start(), match.end()))
    for script, places in sorted(found.items()):
        words = list(_joined(text, places))
        if len(words) <= _FEW + len(text) // _PER_WORD:
            for place in words:
                yield from _of_word(document, place, script)
    if HAN in native and _BETWEEN.search(document.text):  # in the language of a quoted abstract
        for match in _HAN_BETWEEN.finditer(document.text):
            yield from _of_word(document, Span(match.start() + 1, match.end() - 1), HAN)
    if CYRILLIC in native:
        yield from _look_alikes(document)


def _joined(text: str, places: Sequence[Span]) -> Iterator[Span]:
    """Yield words of a script, those as one that a space is between."""
    start, end = places[0]
    for place in places[1:]:
        if text[end : place.start] != " ":
            yield Span(start, end)
            start = place.start
        end = place.end
    yield Span(start, end)


def _of_word(document: Document, place: Span, script: str) -> Iterator[Finding]:
    if not _is_prose(document, place):
        return
    word = document.text[slice(*place)]
    before, after = _beside(document, place)
    if _ON_LANGUAGE.search(before[-_NEAR:] + "\n" + after[:_NEAR]) or _is_enclosed(before):
        return
    left, right = _LATIN_BEFORE.search(before), _LATIN_AFTER.match(after)
    if script == CYRILLIC and (left or right):
        if not _USUAL.fullmatch(word):
            return
        start = place.start - (len(left[0]) if left else 0)
        end = place.end + (len(right[0]) if right else 0)
        yield Finding(start, end, _MIXED(word=quoted(document.text[start:end])))
    elif len(word) <= _LONGEST and _slipped_in(word, script, before, after):
        yield Finding(*place, _WORD(word=quoted(word)))


def _is_prose(document: Document, place: Span) -> bool:
    """Whether a word is in a sentence that is not a heading, a link or a list of people."""
    markdown, text = document.markdown, document.text
    if markdown.prose.at(place.start) is None or markdown.heading_at(place.start) is not None:
        return False
    link = markdown.link_at(place.start)
    if (link is not None and link.kind != "bare") or markdown.urls.at(place.start):
        return False
    label = LABEL.match(text, line_start(text, place.start), place.start)
    return label is None or _PEOPLE.search(label["label"]) is None


def _beside(document: Document, place: Span) -> tuple[str, str]:
    """Return what is before and after a word in its paragraph."""
    text = document.text
    block = document.markdown.block_at(place.start) or Span(0, len(text))
    before = text[max(block.start, place.start - _REACH) : place.start]
    return before, text[place.end : min(block.end, place.end + _REACH)]


def _is_enclosed(before: str) -> bool:
    """Whether a quotation or brackets are open."""
    return before.count('"') % 2 > 0 or any(
        before.count(pair[0]) > before.count(pair[1]) for pair in _PAIRS
    )


def _slipped_in(word: str, script: str, before: str, after: str) -> bool:
    """Whether a word is between those of a sentence in another script."""
    around = scripts.count(before + after)
    main = scripts.main_script(around)
    if main == script or around[main] < _LEAST_AROUND or not _is_word(word, script, around):
        return False
    if script == HAN and main == KANA:
        return False
    if main in (LATIN, CYRILLIC):
        alone = not around[script] and (script != HAN or len(word) <= _MOST_HAN)
        pattern = _LOWER_BEFORE if script == HAN else _WORD_BEFORE
        neighbours = pattern.search(before) and _WORD_AFTER.match(after)
        return alone and neighbours is not None
    if script == KANA and _ON_JAPAN.search(before + after):
        return False
    left, right = before.rstrip(_SKIPPED)[-1:], after.lstrip(_SKIPPED)[:1]
    if any(sign and not sign.isalnum() and sign not in _ENDS for sign in (left, right)):
        return False
    return any(sign and scripts.count(sign)[main] for sign in (left, right))


def _is_word(word: str, script: str, around: Mapping[str, int]) -> bool:
    """Whether ``word`` can't be a name or a sign."""
    if script == CYRILLIC:
        return word == word.lower() and (len(word) > 1 or word in _SINGLE)
    if script == KANA:
        return word != "の" and (len(word) > 1 or word < "ァ")
    if script == HAN and around[HANGUL]:
        return not _is_korean(word)
    return True


def _is_korean(word: str) -> bool:
    """Whether Korean texts have these Chinese characters, in names of countries and the like."""
    try:
        word.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True


def _look_alikes(document: Document) -> Iterator[Finding]:
    """Report letters of the other script in Latin and Cyrillic words."""
    text = document.text
    end = 0
    for match in _JUNCTION.finditer(text):
        if match.start() < end:
            continue
        at = match.start()
        while at and at > match.start() - _LONGEST and text[at - 1].isalnum():
            at -= 1
        word = _LETTERS.match(text, at)
        end = word.end() if word else match.end()
        if word is None or not (
            _LOOKS_CYRILLIC.fullmatch(word[0]) or _LOOKS_LATIN.fullmatch(word[0])
        ):
            continue
        place = Span(word.start(), word.end())
        before, after = _beside(document, place)
        if _is_prose(document, place) and not _ON_LANGUAGE.search(before + after):
            yield Finding(*place, _MIXED(word=quoted(word[0])))
