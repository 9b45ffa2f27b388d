"""A model's words to its user are published with its answer.

## What it does
Finds a value or a line of its own in a text about papers that is nothing but such words: openings
(`Sure, here is the summary:`, `好的，以下是翻译：`) and closings (`I hope this helps!`,
`希望对你有帮助`), in English, Chinese, Japanese, Korean, Spanish and Russian. Lines that go on with
other text, quotations inside sentences, code and headings are not reported. Its precision has not
been measured on enough files.

## Why it matters
The reader is no part of that conversation, and sees that nobody has read the text.

## Example
```markdown
TL;DR: Sure, here is the summary:
```

Write instead:
```markdown
TL;DR: A faster way to plan, on half the budget.
```

## Fix safety
There is no fix: the text that should follow may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.rules.generated.values import is_field, values_with
from digestlint.text.quoting import quoted

_SIGNS = (
    "Sure", "Certainly", "Of course", "hope this helps", "以下是", "以下為", "有帮助", "有幫助",
    "以下は", "幸いです", "물론", "도움이", "Claro", "Espero que", "Конечно", "Надеюсь",
)  # fmt: skip

RULE = RuleInfo("GEN009", "chat-phrase", default=False, prefilter=_SIGNS)

_CHAT = Template("chat-phrase/chat", "a model's words to its user are published: {text}")

_PHRASE = lazy_pattern(
    r"(?:sure|certainly|of course)[,.!]? ?here(?:'s|’s| is| are)\b[^\n.。]{0,120}[:.：]?"
    r"|(?:i )?hope this helps\b[^\n]{0,40}"
    r"|(?:好的|当然可以|当然|當然可以|當然|没问题)[，,！!。] ?(?:这里是|以下是|以下為)"
    r"[^\n。]{0,80}[：:。]?"
    r"|(?:以上[^\n。]{0,20}[，,])?希望(?:这|這|以上)?[^\n。，]{0,12}"
    r"[对對](?:你|您)"
    r"[^\n。，]{0,6}有[所]?[帮幫]助[！!。.]?"
    r"|はい、以下は[^\n。]{0,60}(?:です)?[。：:]?|お役に立てれ?ば幸いです[。]?"
    r"|물론(?:입니다|이죠)[.!,]? ?[^\n.]{0,60}[:.]|도움이 되(?:었|셨)?[^\n.]{0,20}[.!]?"
    r"|[¡]?claro[!,.]{1,2} ?aquí (?:tienes|está)[^\n.]{0,80}[:.]?"
    r"|espero que (?:esto )?te (?:sirva|ayude)[.!]?"
    r"|конечно[!,.] ?вот [^\n.]{0,80}[:.]?|надеюсь,? (?:это )?поможет[.!]?",
    2,  # re.IGNORECASE
)


def check(document: Document) -> Iterator[Finding]:
    """Report values and lines that are words to a user."""
    papers = document.is_about_papers
    for found in values_with(document, {"": _SIGNS}):
        if (papers or is_field(found.label)) and not found.is_cell:
            places = (found.span,) if is_field(found.label) else (found.line, found.span)
            for place in places:
                if _PHRASE.fullmatch(document.text, *place):
                    shown = document.text[slice(*place)]
                    yield Finding(*place, _CHAT(text=quoted(shown)))
                    break
