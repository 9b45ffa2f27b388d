"""What a model thought before it answered, published with the answer: `<think>` … `</think>`.

A sentence that names such a tag is about models, and so is an example of their format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import HtmlTag, Markdown, Span
from digestlint.rules.helpers.sharing import shared
from digestlint.text.lines import line_end, line_start

_NAMES = frozenset({"think", "thinking", "thought", "thoughts"})
# Before the tag in its line: marks of blocks, and a label.
_BEFORE = lazy_pattern(
    r"[ \t]{0,40}(?:(?:>|[-*+•]|\d{1,3}[.)、])[ \t]*){0,4}"
    r"(?:[*_]{0,3}[^:：*_<>|\n]{1,40}[*_]{0,3}[ \t]?[:：])?[*_]{0,3}[ \t]*"
)
# How models think.
THINKS = lazy_pattern(
    r"\A[\s>*-]*+(?:(?:okay|ok|alright|hmm+|well|so|first)[,.… ]|let(?:'|’)?s? (?:me|us|see"
    r"|think)\b|let's "
    r"|(?:we|i) (?:need|have|are|am|should|must|want|will|can|'ll)\b|i'(?:ll|m)\b|the user\b"
    r"|(?:好的|好|嗯|唔|首先|现在|現在)[，,。]|(?:用户|用戶|使用者)(?:要求|希望|需要|想|让|讓"
    r"|提供|给|給|发|發|的)"
    r"|我(?:需要|现在|現在|将|將|要|应该|應該|们|們|得|先)|让我|讓我|这(?:篇|个|是)"
    r"|まず|ユーザー|さて|では、|사용자|먼저|좋아|음,|хорошо[,.]|пользователь|нужно|мне нужно"
    r"|bien,|el usuario|vale,|necesito|primero)",
    2,  # re.IGNORECASE
)
_PLACEHOLDER = lazy_pattern(
    r"\s*(?:\.{2,}|…+|[\[({<【（「]?[^\n]{0,12}(?:thinking|reasoning|thought|推理|思考|思维|思維)"
    r"[^\n]{0,30})\s*",
    2,
)
# What goes before an example.
_ABOUT = lazy_pattern(
    r"\btitle\b|标题|標題|example|format|template|prompt|token|output|tag|示例|例如|例子|格式"
    r"|模板|提示|输出|輸出|标签|標籤|"
    r"出力例|フォーマット|プロンプト|예시|형식|프롬프트|пример|формат|промпт|ejemplo|formato",
    2,
)
_AFTER = lazy_pattern(
    r"[ \t]*(?:[a-z,.;:，。、；：和与或及~～`]|tags?\b|tokens?\b|标签|標籤|标记|標記|タグ|태그|тег)"
)
_ANSWERS = ("answer", "search", "tool", "tool_call", "action", "solution", "information")
_NEAR = 200
_LONGEST = 40_000  # characters of thoughts
_LONGEST_LABEL = 60
_LEAST = 80  # of thoughts that begin like any text


@shared
def leaked_thoughts(markdown: Markdown) -> Sequence[Span]:
    """Return the places of leaked thoughts, in order."""
    tags = [tag for tag in markdown.html_tags if tag.name.lower() in _NAMES]
    return list(_leaked(markdown, tags))


def is_complete(text: str, place: Span) -> bool:
    """Whether a place has both tags."""
    return text.find("<", place.start + 1, place.end) >= 0


def _leaked(markdown: Markdown, tags: Sequence[HtmlTag]) -> Iterator[Span]:
    skip = False
    for tag, following in pairwise([*tags, None]):
        if skip or tag is None:
            skip = False
            continue
        if following is not None and _is_pair(markdown, tag, following):
            skip = True
            if _pair_leaked(markdown, tag.span, following.span):
                yield Span(tag.span.start, following.span.end)
        elif _is_lone(markdown, tag):
            yield tag.span


def _is_pair(markdown: Markdown, tag: HtmlTag, following: HtmlTag) -> bool:
    start, end = tag.span.end, following.span.start
    return (
        not tag.closing
        and following.closing
        and end - start <= _LONGEST
        and not markdown.headings_in(start, end)
    )


def _pair_leaked(markdown: Markdown, opening: Span, closing: Span) -> bool:
    text = markdown.text
    if not _may_leak(markdown, opening.start) or _is_about(markdown, opening.start, closing.end):
        return False
    thoughts = text[opening.end : closing.start]
    if not thoughts.strip("\r\n \t>"):
        return (
            "\n" in thoughts or "\r" in thoughts or not text[closing.end : closing.end + 1].strip()
        )
    if THINKS.match(thoughts):
        return True
    return not _PLACEHOLDER.fullmatch(thoughts) and len(thoughts) >= _LEAST


def _is_lone(markdown: Markdown, tag: HtmlTag) -> bool:
    text = markdown.text
    start, end = tag.span
    if not _may_leak(markdown, start) or _is_about(markdown, start, end):
        return False
    line = text[end : min(line_end(text, end), end + _NEAR)]
    if not line.strip():
        return True
    if tag.closing:
        return not _AFTER.match(line)
    return THINKS.match(line) is not None


def _may_leak(markdown: Markdown, at: int) -> bool:
    """Whether a value or a line begins at ``at``, and no title or table of titles is there."""
    if markdown.heading_at(at) is not None:
        return False
    link = markdown.link_at(at)
    if link is not None and link.kind != "bare":
        return False
    text = markdown.text
    start = line_start(text, at)
    block = markdown.block_at(at)
    if block is not None and block.start > start and "|" in text[start : block.start]:
        start = block.start  # of a cell
        following = text[at : at + _NEAR].partition(">")[2]
        return start == at and THINKS.match(following) is not None and "|" in text[:start][-_NEAR:]
    return _BEFORE.fullmatch(text, start, at) is not None


def _is_about(markdown: Markdown, start: int, end: int) -> bool:
    """Whether the text around shows how models answer."""
    text = markdown.text
    after = text[end : end + _NEAR].lower()
    if any(f"<{name}>" in after for name in _ANSWERS):
        return True
    before = text[max(start - _NEAR, 0) : start].rstrip()
    line = before[line_start(before, len(before)) :]
    announces = line.rstrip("*_ ").endswith((":", "："))
    is_short = len(line) <= _LONGEST_LABEL
    return is_short and (announces or line[:1] == "#") and _ABOUT.search(line) is not None
