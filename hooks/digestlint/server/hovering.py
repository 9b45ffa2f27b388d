"""What is shown of a finding under the mouse: its rule's page, and what mojibake was."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from digestlint._runtime.language import say
from digestlint.core.finding import Finding
from digestlint.core.rule_docs import markdown, rule_url
from digestlint.lint.registry import find_rule
from digestlint.output.saying import said, said_channel
from digestlint.server.diagnostics import place_of
from digestlint.server.documents import Seen
from digestlint.server.wording import doubt_said
from digestlint.text.terminal import safe

_MOST_DOUBTS = 30
_LONGEST = 4000  # characters of a restored text


def hover(seen: Seen, position: types.Position) -> types.Hover | None:
    """Return what is known of the findings at a position."""
    found = [*seen.findings_at(types.Range(position, position))]
    if not found:
        return None
    parts = [*map(_of_finding, found)]
    rules = {finding.code: finding for finding in found}
    parts += [_page(code) for code in rules]
    value = "\n\n---\n\n".join(parts)
    content = types.MarkupContent(types.MarkupKind.Markdown, value)
    return types.Hover(content, place_of(seen, found[0]))


def _of_finding(finding: Finding) -> str:
    head = f"**[{finding.code}]({rule_url(finding.name)})** {_escaped(said(finding.message))}"
    return "\n\n".join((head, *_restored(finding)))


def _restored(finding: Finding) -> Iterator[str]:
    """Yield the restored text, and what is not sure of it."""
    restored = finding.restored
    if restored is None:
        return
    yield say("Restored ({channel}):", channel=said_channel(restored.channel))
    fence = "`" * max(3, _longest_run(restored.text) + 1)
    yield f"{fence}text\n{safe(restored.text[:_LONGEST])}\n{fence}"
    doubts = sorted(restored.doubtful, key=lambda doubt: doubt.posterior)[:_MOST_DOUBTS]
    if doubts:
        yield "\n".join(f"- {_escaped(doubt_said(doubt))}" for doubt in doubts)


def _page(code: str) -> str:
    rule = find_rule(code)
    return markdown(rule.info, rule.docs)


def _longest_run(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    return longest


def _escaped(text: str) -> str:
    """Return a text as Markdown that shows it as it is."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>()#+-.!|&~$" else char for char in safe(text))
