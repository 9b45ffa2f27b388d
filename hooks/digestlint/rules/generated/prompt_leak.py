"""Instructions to a model, or what it said or thought about them, are published with its answer.

## What it does
Finds, in English, Chinese, Japanese, Korean, Spanish and Russian:

- `<think>` … `</think>` and what is between them, or one of these tags, where a line or a value
  begins with it (`vanishing-tag` leaves these alone);
- what a model says of itself, of its prompt or to the one who wrote it:
  `As an AI language model, I`, `Based on the provided abstract`, `根据您的要求`, `您提供的论文`;
- notes of translators and of models on their answer: `（译者注：…）`, `（注：以上翻译…）`;
- what a prompt says: `Please summarize the following paper`, `请用中文总结`, `Output format:`,
  `字数不超过`, and lengths in labels: `摘要（不超过50字）：`;
- the keys of its JSON, outside code: `method_zh`, a line that begins with `"summary": "`;
- tokens such as `<|im_end|>` at an end of a line.

Sentences that name such things, quotations, code, links and headings with titles are not reported,
nor is a prompt that is shown as one (`Prompt: …`, `示例：…`), nor a text with few links to papers.
Its precision has not been measured on enough files.

Inside such a place no other rule reports or fixes anything, apart from its encoding.

## Why it matters
The reader is no part of that conversation. Where a model thinks aloud, its answer may be missing.

## Example
```markdown
TL;DR: As an AI language model, I cannot read the paper. [PDF](https://arxiv.org/abs/2505.15117)
```

Write instead:
```markdown
TL;DR: A faster way to plan. [PDF](https://arxiv.org/abs/2505.15117)
```

## Fix safety
A `<think>` block that has its lines to itself, with text after it, can be removed. That is unsafe,
because it may hold the only summary there is. There is no other fix: what should be there instead
is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.papers import mentions
from digestlint.rules.generated import prompt_phrases as phrases
from digestlint.rules.generated import prompt_places as where
from digestlint.rules.generated.scripts import present_scripts
from digestlint.rules.helpers.leaked_thoughts import is_complete, leaked_thoughts
from digestlint.text.lines import line_end, line_start
from digestlint.text.quoting import quoted

_TAGS = ("think", "THINK", "Think", "thought")

RULE = RuleInfo(
    "GEN002",
    "prompt-leak",
    severity=Severity.ERROR,
    fixes=(Applicability.UNSAFE,),
    owns_places=True,
    requires="papers or thoughts",
)

_THOUGHTS = Template("prompt-leak/thoughts", "a model's thoughts are published: {text}")
_TAG = Template("prompt-leak/tag", "{tag} is what remains of a model's thoughts")
_SPEECH = Template("prompt-leak/speech", "a model speaks of itself or of its prompt: {text}")
_NOTE = Template("prompt-leak/note", "a note on the translation or the answer: {text}")
_ORDER = Template("prompt-leak/instruction", "an instruction to a model: {text}")
_KEY = Template("prompt-leak/key", "{text} is a key of the JSON that a model was asked for")
_LENGTH = Template("prompt-leak/length", "how long a model's answer should be: {text}")
_TOKEN = Template("prompt-leak/token", "{text} is a token of a model's chat format")
_REMOVE = Template("prompt-leak/remove", "Remove the model's thoughts")

_SPANISH = "íóñ"
_PER_PAPER = 10_000  # characters, in a text about papers
_BLANK = 2  # line endings before and after an empty line

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    _Test = Callable[[Document, re.Match[str]], bool]


def check(document: Document) -> Iterator[Finding]:
    """Report what leaked, once a line."""
    end = 0
    found = [*_thoughts(document), *_phrases(document)]
    for finding in sorted(found, key=lambda each: (each.start, -each.end)):
        if finding.start >= end:
            yield finding
            end = line_end(document.text, finding.end)


def _thoughts(document: Document) -> Iterator[Finding]:
    text = document.text
    if not any(tag in text for tag in _TAGS):
        return
    for place in leaked_thoughts(document.markdown):
        shown = quoted(text[slice(*place)])
        if is_complete(text, place):
            yield Finding(*place, _THOUGHTS(text=shown), _removal(document, place))
        else:
            yield Finding(*place, _TAG(tag=shown))


def _removal(document: Document, place: Span) -> Fix | None:
    """Return the fix, if the thoughts have their lines to themselves and text follows."""
    text = document.text
    start, end = line_start(text, place.start), line_end(text, place.end)
    if text[start : place.start].strip(" ") or text[place.end : end].strip(" \t"):
        return None
    rest = text[end:]
    following = rest.lstrip("\r\n \t")
    gap = rest[: len(rest) - len(following)]
    if not following or following.startswith(("#", "<", "-", "=")) or gap.count("\n") < _BLANK:
        return None
    before = text[:start].rstrip(" \t")
    if before and not before.endswith(("\n\n", "\n\r\n")):
        return None
    indent = len(gap) - gap.rfind("\n") - 1
    if indent:
        return None
    return Fix.unsafe(_REMOVE(), Edit(start, end + len(gap), ""))


def _phrases(document: Document) -> Iterator[Finding]:
    if not _is_digest(document):
        return
    kinds: tuple[tuple[phrases.Signs, re.Pattern[str], Template, _Test], ...] = (
        (phrases.SPEECH_SIGNS, phrases.SPEECH, _SPEECH, where.begins_sentence),
        (phrases.NOTE_SIGNS, phrases.NOTE, _NOTE, where.begins_note),
        (phrases.ORDER_SIGNS, phrases.ORDER, _ORDER, where.is_order),
        (phrases.KEY_SIGNS, phrases.KEY, _KEY, where.is_key),
        (phrases.LENGTH_SIGNS, phrases.LENGTH, _LENGTH, where.is_in_label),
        (phrases.TOKEN_SIGNS, phrases.TOKEN, _TOKEN, where.is_at_end),
    )
    languages = set(present_scripts(document.markdown))
    if any(sign in document.text for sign in _SPANISH):
        languages.add(phrases.SPANISH)
    for signs, pattern, template, test in kinds:
        places = where.places(document.text, signs, languages)
        in_heading = template in (_LENGTH, _NOTE)
        for match in where.matches(document.text, places, pattern):
            shown = where.is_prose(document, match.start(), or_heading=in_heading)
            if shown and test(document, match):
                yield Finding(*match.span(), template(text=quoted(match[0].strip())))


def _is_digest(document: Document) -> bool:
    """Whether the text is a digest, or has as many links to papers as one."""
    if document.digest is not None:
        return True
    text = document.text
    needed = len(text) // _PER_PAPER + 1
    for sign in mentions.SIGNS:
        needed -= text.count(sign)
        if needed <= 0:
            return True
    return False
