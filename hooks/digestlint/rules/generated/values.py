"""What generators fill in: the value after a label, a table cell, a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.document.document import Document
from digestlint.markdown import Markdown, Span, SpanSet
from digestlint.markdown.searching import occurrences
from digestlint.rules.helpers.sharing import shared
from digestlint.text.lines import pieces
from digestlint.text.signs import signs_in

LONGEST = 400  # characters of a line or a cell in which a value is looked for

_MARKER = r"[ \t>]{0,12}(?:[-+*•][ \t]+|\d{1,3}[.)、][ \t]*)?"
_TAGS = r"(?:</?(?:b|strong|font|span|em|i|p|li|br|u)\b[^<>\n]{0,60}>){0,3}"
_STARS = r"[*_]{0,3}"
# `Label: value`, `**Label:** value`, `**Label**: value`, `<b>Label</b>：value`
LABEL = lazy_pattern(
    rf"(?P<marker>{_MARKER}){_TAGS}{_STARS}[ \t]?(?P<label>[^:：*<>|\n]{{1,40}}){_STARS}{_TAGS}"
    rf"[ \t]?[:：][ \t]?{_STARS}{_TAGS}[ \t]*"
)
_LEAD = lazy_pattern(rf"{_MARKER}{_TAGS}")
_AROUND = " \t\r*_\"'`“”「」[]【】()（）<>⚠❌️✗✘"

# The names of fields of a paper, in the languages of digests.
_FIELDS = lazy_pattern(
    r"(?:(?:paper|original|chinese|english|korean|japanese|short|main|key|core|one[- ]sentence|ai|"
    r"research|proposed|primary|published|publish|submission|submitted|arxiv|project|github) ?)?"
    r"(?:titles?|authors?|abstracts?|summary|summaries|tl;?dr|motivation|methods?|methodology|"
    r"results?|findings?|conclusions?|key ?words?|tags?|category|categories|subjects?|"
    r"affiliations?|institutions?|organi[sz]ations?|venue|journal|conference|comments?|dates?|"
    r"published|updated|publish date|contributions?|limitations?|background|problem|translation|"
    r"links?|url|pdf|doi|code|repo|id|arxiv|datasets?|score|rating|citations?|insights?|highlights?|"
    r"takeaways?|significance|novelty|innovation|implications?)"
    r"|.{0,6}(?:标题|標題|作者|摘要|总结|總結|概述|动机|動機|方法|结果|結果|结论|結論|关键词|關鍵詞|机构|機構|单位|"
    r"分类|分類|类别|類別|发表|发布日期|日期|链接|連結|代码|程式碼|项目主页|会议|期刊|评论|翻译|翻譯|贡献|貢獻|创新点|"
    r"創新點|局限性?|背景|问题|問題|来源|评分|亮点|意义)(?:\([^)]*\)|（[^）]*）)?"
    r"|.{0,6}(?:タイトル|題名|著者|要約|概要|要旨|動機|手法|方法|結果|結論|キーワード|所属|日付|リンク|背景|課題|貢献)"
    r"|.{0,6}(?:제목|저자|초록|요약|동기|방법론?|결과|결론|키워드|소속|날짜|링크|코드|배경|기여)"
    r"|(?:t[ií]tulo|autor(?:es)?|resumen|motivaci[oó]n|m[eé]todo(?:logía)?|resultados?|"
    r"conclusi[oó]n(?:es)?|palabras clave|afiliaci[oó]n|fecha|enlace|c[oó]digo|categor[ií]as?)"
    r"|(?:название|заголовок|авторы?|аннотация|резюме|мотивация|методы?|методология|результаты?|"
    r"выводы?|заключение|ключевые слова|дата|ссылка|код|категори[яи])"
)
# Columns of tables that list papers; in tables of results, `N/A` and `None` are results.
_COLUMNS = lazy_pattern(
    r"(?:paper ?|publish(?:ed)? ?|submission ?)?(?:titles?|authors?|abstract|summary|tl;?dr|dates?|"
    r"published|updated|pdf|urls?|links?|paper|arxiv(?: id)?|code|github|repo|translate|"
    r"translation|comments?|venue|category|categories|affiliations?|institutions?)"
    r"|(?:论文|論文|中文|英文|发布|更新)?(?:标题|標題|作者|摘要|日期|时间|链接|連結|代码|程式碼|机构|總結|总结)"
    r"|タイトル|著者|要約|日付|リンク|コード|제목|저자|초록|요약|날짜|링크|코드"
    r"|t[ií]tulo|autor(?:es)?|resumen|fecha|enlace|c[oó]digo|название|авторы?|аннотация|дата|ссылка|код"
)
_DECORATION = lazy_pattern(r"\A[\W\d_]+|[\W_]+\Z")


class Value(NamedTuple):
    """A value, without the marks around it."""

    text: str
    span: Span
    label: str  # what it is the value of; empty: a line or a cell of its own
    line: Span  # with its label, without the marks around both
    is_cell: bool  # whether it fills a cell of a table


@lru_cache(maxsize=1024)  # a digest has the same ones for each paper
def is_field(label: str) -> bool:
    """Whether ``label`` names what digests say about a paper."""
    return bool(label) and _FIELDS.fullmatch(_DECORATION.sub("", label.lower())) is not None


def is_column(header: str) -> bool:
    """Whether ``header`` is that of a column of a table that lists papers."""
    return _COLUMNS.fullmatch(_DECORATION.sub("", header.lower())) is not None


def values_with(document: Document, signs: Mapping[str, Sequence[str]]) -> Iterator[Value]:
    """Yield each short value that contains one of ``signs``, in order; none of code or headings.

    The signs are given by what several of them share, which is looked for first.
    """
    text = document.text
    (short,) = short_lines(document.markdown)
    likely = chain.from_iterable(each for part, each in signs.items() if part in short)
    places = (at for sign in signs_in(short, likely) for at in occurrences(text, sign))
    return values_at(document, places)


def values_at(document: Document, places: Iterable[int]) -> Iterator[Value]:
    """Yield the short values of ``places``, in order; none of code, comments or headings."""
    markdown = document.markdown
    comments: SpanSet | None = None
    found: dict[Span, bool] = {}
    for at in places:
        place = _place(document, at)
        if place is None or place[0] in found:
            continue
        comments = comments or SpanSet(comment.span for comment in markdown.comments)
        if not (markdown.code.at(at) or comments.at(at) or markdown.heading_at(at)):
            found[place[0]] = place[1]
    for span in sorted(found):
        yield value_in(document.text, span, is_cell=found[span])


@shared
def short_lines(markdown: Markdown) -> Sequence[str]:
    """Return one text: the lines that are short enough for a value, each of them once.

    Searching it for many words takes far less time than searching a digest. Where these lines are
    most of the text, it is that itself, rather than a copy.
    """
    text = markdown.text
    lines: set[str] = set()
    size = 0
    for piece in pieces(text):
        new = {line for line in piece.split("\n") if len(line) <= LONGEST} - lines
        size += sum(map(len, new))
        if size > len(text) // 2:
            return [text]
        lines |= new
    return ["\n".join(lines)]


def value_in(text: str, span: Span, *, is_cell: bool) -> Value:
    """Return the value of the line or cell at ``span``."""
    label, line, place = _read(text[slice(*span)])
    at = span.start
    line = Span(at + line.start, at + line.end)
    place = Span(at + place.start, at + place.end)
    return Value(text[slice(*place)], place, label, line, is_cell)


@lru_cache(maxsize=256)  # where a program fails, it says the same of each paper
def _read(written: str) -> tuple[str, Span, Span]:
    """Return the label, and where what is ``written`` and its value are without marks around."""
    line = _trimmed(written, 0)
    if written[slice(*line)].isalpha():
        return "", line, line
    start, label = 0, ""
    if labelled := LABEL.match(written):
        if not written.startswith("//", labelled.end()):
            start, label = labelled.end(), labelled["label"].strip()
    elif lead := _LEAD.match(written):
        start = lead.end()
    return label, line, _trimmed(written, start)


def _trimmed(written: str, start: int) -> Span:
    """Return what is written from ``start`` on, without the marks around it."""
    rest = written[start:]
    first = len(written) - len(rest.lstrip(_AROUND))
    return Span(first, max(first, start + len(rest.rstrip(_AROUND))))


def _place(document: Document, at: int) -> tuple[Span, bool] | None:
    """Return the cell or short line of the character at ``at``, and whether it is a cell."""
    text = document.text
    block = document.markdown.block_at(at)
    if block and block.end - block.start <= LONGEST and is_cell(text, block):
        return block, True
    row, _ = document.lines.position(at)
    start, end = document.lines.line_span(row)
    if end - start > LONGEST:
        return None
    if block:
        return Span(max(start, block.start), min(end, block.end)), False
    return Span(start, end), False


def is_cell(text: str, block: Span) -> bool:
    """Whether there is a pipe on a side of the ``block``, or a tag that begins a cell of HTML."""
    before = text[max(0, block.start - 80) : block.start].rstrip(" \t")
    after = text[block.end : block.end + 80].lstrip(" \t")
    return before.endswith("|") or after.startswith("|")
