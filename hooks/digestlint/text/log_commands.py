r"""What CI runners read in logs as a command, and how text is kept from being one.

- GitHub's runner takes a line apart at LF and CR, trims white space, and obeys `::name …::` at its
  beginning; `##[name …]` it obeys anywhere in a line. It compares with the rules of a language, to
  which invisible characters are nothing. Forgejo, Gitea and act read both at the beginning only.
- Azure Pipelines obeys `##vso[…]` anywhere, and shows a line that begins with `##[error]` as one.
- TeamCity obeys `##teamcity[…]` anywhere in a line.
- GitLab folds what is between `section_start:…` and `section_end:…`, Travis `travis_fold:…`, if CR
  and an escape sequence follow.
- Jenkins takes what is between `ESC[8mha:` and `ESC[0m` for an annotation of its own.
- Buildkite begins a group at a line that begins with `---`, `+++` or `~~~`, and opens the one
  before at `^^^ +++`; it looks past escape sequences.

So a line never begins with unknown text, and never contains `##[`.
"""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern

HELD = "\udc23"
"""Stands for a `#` that must not be seen as one; like it, one character. No file has it: what is
read from bytes has no surrogates below U+DC80."""

_ANYWHERE = lazy_pattern(r"#(?=#[A-Za-z]*\[)")


def hold(text: str) -> str:
    """Return the text with ``HELD`` for a `#` of each `##[`, `##vso[`, `##teamcity[`."""
    return _ANYWHERE.sub(HELD, text) if "##" in text else text


_PLAIN = lazy_pattern(r"[\w./][^:]*\Z")


def begins_plainly(text: str) -> bool:
    """Whether a line may begin with ``text``: letters, digits, a path, nothing with a colon."""
    return _PLAIN.match(text) is not None


# What ends a line for a runner, a viewer or a program that reads the log.
_LINE_ENDS = lazy_pattern("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_IGNORED = lazy_pattern(
    "[\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
_UNSEEN = lazy_pattern(
    r"(?:(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\x9d]*+(?:\x07|\x1b\\|\x9c)"
    r"|[\s\x00-\x1f\x7f-\x9f])*+"
)
_GITHUB = (
    "add-mask|add-matcher|add-path|command|debug|echo|endgroup|error|group|internal-[a-z-]+|notice|"
    "remove-matcher|save-state|section|set-env|set-output|stop-commands|warning"
)
_AT_THE_BEGINNING = lazy_pattern(rf"(?i)::(?:{_GITHUB})(?=[ :]).*::")
_GROUP = lazy_pattern(r"(?:---|\+\+\+|~~~) |\^\^\^ \+\+\+")
_INSIDE = lazy_pattern(rf"(?i)##(?:\[(?:{_GITHUB})[\] ]|vso\[|teamcity\[)")
_CONTROLLED = lazy_pattern(
    r"section_(?:start|end):\d{1,20}:[\w.-]{1,200}(?:\[[^\]\r\x1b]{0,500}\])?\r\x1b\[0K"
    r"|travis_(?:fold|time):[^\r\x1b]{0,200}\r\x1b\[0K|\x1b\[8mha:"
)


def holds_command(line: str) -> bool:
    """Whether a CI runner would obey part of ``line``, not counting its first character.

    Only known commands count: ``line`` is from a diff, and many texts begin with `::`.
    """
    if not line.isascii():
        line = _IGNORED.sub("", line)
    if "##" in line and _INSIDE.search(line):
        return True
    if "\x1b[" in line and _CONTROLLED.search(line):
        return True
    for number, piece in enumerate(_LINE_ENDS.split(line)):
        unseen = _UNSEEN.match(piece)
        start = unseen.end() if unseen else 0
        if _AT_THE_BEGINNING.match(piece, start) or (number and _GROUP.match(piece, start)):
            return True
    return False
