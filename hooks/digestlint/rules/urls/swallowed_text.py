"""The link of a bare URL includes the text that follows it.

## What it does
Finds bare URLs directly followed by Chinese, Japanese or Korean text, full-width punctuation,
dashes, quotation marks, arrows or emoji, or by a space that is not ASCII. GitHub ends such a link
only at the next ASCII space, so the link includes the rest of the sentence. URLs with such
characters in their path (`https://zh.wikipedia.org/wiki/约翰·列侬`) are not reported. Angle
brackets that contain text after the URL of a repository or paper are reported, too.

## Why it matters
The link does not work, and half of the sentence is shown as a link.

## Example
```markdown
代码已开源（https://github.com/owner/name），方便研究者使用。
```

Angle brackets mark the end of the URL; write instead:
```markdown
代码已开源（<https://github.com/owner/name>），方便研究者使用。
```

## Fix safety
The fix puts the URL in angle brackets. It is safe if the following character cannot be part of the
URL: punctuation, or any character after the name of a repository or an arXiv identifier. It is
unsafe if the following letter could be part of the URL. If angle brackets next to asterisks would
break bold text, the fix inserts a space instead and is unsafe. There is no fix for a URL without a
scheme (`www.…`) or for a truncated one (`https://github.com/Some...（URL truncated）`).
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import SpanSet
from digestlint.rules.urls.full_width import full_width_links
from digestlint.rules.urls.sound import fits_brackets, is_sound
from digestlint.rules.urls.swallowed import Swallowed, find_in_target
from digestlint.rules.urls.url_targets import UrlTarget, targets
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "URL009",
    "swallowed-text",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    requires="links",
)

_RUNS_INTO = Template(
    "swallowed-text/runs-into", "the link includes the text after the URL: {text}"
)
_CUT_OFF = Template(
    "swallowed-text/cut-off",
    "the URL is truncated, and the link includes the text after it: {text}",
)
_MOVE_OUT = Template("swallowed-text/move-out", "Move the text out of the angle brackets")
_PUT_IN_BRACKETS = Template("swallowed-text/put-in-brackets", "Put the URL in angle brackets")
_INSERT_SPACE = Template("swallowed-text/insert-space", "Insert a space after the URL")


def check(document: Document) -> Iterator[Finding]:
    """Report bare URLs whose link includes text."""
    no_links = SpanSet(link.span for link in full_width_links(document.markdown))
    for target in targets(document.markdown):
        if no_links.at(target.span.start):
            continue
        swallowed = target.swallowed
        if target.kind == "autolink":
            swallowed = find_in_target(document.text, target.span)
        if swallowed is None or document.restoration.damaged(swallowed.start, swallowed.start + 1):
            continue
        text = quoted(document.text[swallowed.start : swallowed.end])
        message = (_CUT_OFF if swallowed.cut_off else _RUNS_INTO)(text=text)
        fix = None if swallowed.cut_off else _fix(document.text, target, swallowed)
        yield Finding(swallowed.start, swallowed.end, message, fix)


def _fix(text: str, target: UrlTarget, swallowed: Swallowed) -> Fix | None:
    start, end = swallowed.start, swallowed.end
    if target.kind == "autolink":
        edits = (Edit(start, start, ">"), Edit(end, end + 1, ""))
        return Fix.safe(_MOVE_OUT(), *edits)
    if fits_brackets(text, target):
        applicability = Applicability.SAFE if swallowed.certain else Applicability.UNSAFE
        return Fix(applicability, _PUT_IN_BRACKETS(), target.bracket_edits())
    if is_sound(text, target):  # brackets beside stars would break bold text
        after = end - len(text[start:end].lstrip("*_~.,;:!?'\")"))
        return Fix.unsafe(_INSERT_SPACE(), Edit(after, after, " "))
    return None
