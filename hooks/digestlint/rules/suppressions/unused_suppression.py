"""A comment that silences findings has no finding to silence.

## What it does
Finds comments such as `<!-- digestlint-disable-next-line URL005 -->` in places where that rule
finds nothing, and comments that digestlint does not understand: an unknown rule or command, or a
different spelling (`<!-- digestlint: disable URL005 -->`). Comments for rules that are not selected
are not reported: it is unknown whether those rules would find anything.

## Why it matters
A comment left behind hides the next mistake in the same place. A comment with a typo silences
nothing, although its author thinks it does.

## Example
```markdown
<!-- digestlint-disable-next-line dangerous-scheme -->
[Paper](https://example.org/paper)
```

The link no longer needs the comment; write instead:
```markdown
[Paper](https://example.org/paper)
```

## Fix safety
Removing an unused rule from a comment that other rules need is safe. Removing a whole comment is
unsafe: it may separate two lists or paragraphs. Comments that digestlint does not understand are
only reported. Comments cannot silence findings of this rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.document.suppressions import SELECTOR, Selector, Suppression
from digestlint.markdown import Span

RULE = RuleInfo(
    "DIG001",
    "unused-suppression",
    severity=Severity.INFO,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    runs_last=True,
    requires="directives",
)

_NO_FINDING = Template(
    "unused-suppression/no-finding", "this comment silences nothing: there is no finding here"
)
_NONE_OF_RULES = Template(
    "unused-suppression/none-of-rules",
    "this comment silences nothing: there is no finding of {rules} here",
)
_PARTLY = Template("unused-suppression/partly", "there is no finding of {rules} to silence here")
_REMOVE_RULES = Template("unused-suppression/remove-rules", "Remove {rules}")
_REMOVE = Template("unused-suppression/remove", "Remove the comment")

_COMMAND = lazy_pattern(r"digestlint-\S+\s*")
_LINE_START = lazy_pattern(r"(?:\A|(?<=[\r\n]))[ \t]*\Z")
_LINE_END = lazy_pattern(r"[ \t]*(\r\n?|\n|\Z)")
_TEXT_ABOVE = lazy_pattern(r"[^ \t\r\n][ \t]*(?:\r\n?|\n)\Z")
_DECLARATION = lazy_pattern(r"<[!?][^>]*\Z")
_ITEM = lazy_pattern(r"(?:\A|(?<=[\r\n]))[ \t>]*(?:[-+*]|\d+[.)])[ \t>*+\d.)-]*\Z")
_TEXT_BELOW = lazy_pattern(r"[ \t]*[^ \t\r\n]")


def check(document: Document) -> Iterator[Finding]:
    """Report comments that no finding of the other rules used; those rules have run by now."""
    for comment, problem in document.suppressions.problems:
        yield Finding(*comment, problem)
    for suppression in document.suppressions.comments:
        unused = [
            selector
            for selector in suppression.selectors
            if not selector.used and selector.codes <= document.settings.codes
        ]
        if len(unused) == len(suppression.selectors):
            yield Finding(
                *suppression.comment,
                _nothing(unused),
                _removal(document.text, suppression.comment),
            )
        elif unused:
            yield Finding(
                *suppression.comment,
                _PARTLY(rules=_names(unused)),
                Fix.safe(
                    _REMOVE_RULES(rules=_names(unused)), _shortened(document, suppression, unused)
                ),
            )


def _nothing(unused: list[Selector]) -> Message:
    if any(selector.text.upper() == "ALL" for selector in unused):
        return _NO_FINDING()
    return _NONE_OF_RULES(rules=_names(unused))


def _names(selectors: list[Selector]) -> str:
    return ", ".join(selector.text for selector in selectors)


def _removal(text: str, comment: Span) -> Fix | None:
    """Return the fix that removes the comment.

    It removes the whole line if nothing else is on it, else one space before the comment as well.
    Between two lines of text it leaves an empty line, because the comment separated their
    paragraphs. There is no fix if the comment begins a line that continues, or a list item: the
    rest would no longer be HTML, and an empty item after a paragraph is not an item. Nor is there
    one if the comment ends a declaration or an instruction.
    """
    if _DECLARATION.search(text, max(0, comment.start - 200), comment.start):
        return None
    before = _LINE_START.search(text, max(0, comment.start - 200), comment.start)
    after = _LINE_END.match(text, comment.end)
    if before and after:
        apart = _TEXT_ABOVE.search(text, max(0, before.start() - 200), before.start())
        keeps = apart and _TEXT_BELOW.match(text, after.end())
        edit = Edit(before.start(), after.start(1) if keeps else after.end(), "")
        return Fix.unsafe(_REMOVE(), edit)
    if before or _ITEM.search(text, max(0, comment.start - 200), comment.start):
        return None
    space = text[comment.start - 1 : comment.start] in (" ", "\t")
    return Fix.unsafe(_REMOVE(), Edit(comment.start - space, comment.end, ""))


def _shortened(document: Document, suppression: Suppression, unused: list[Selector]) -> Edit:
    """Replace the list of selectors by those that are needed, or not understood."""
    arguments = suppression.arguments
    dropped = {selector.text for selector in unused}
    kept = [text for text in SELECTOR.findall(arguments) if text not in dropped]
    command = _COMMAND.search(document.text, *suppression.comment)
    assert command  # otherwise it would not be a suppression
    start = command.end()
    return Edit(start, start + len(arguments), (", " if "," in arguments else " ").join(kept))
