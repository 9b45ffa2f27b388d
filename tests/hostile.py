"""Texts that a terminal or a CI runner would obey, and an independent check for such commands.

What each runner does is in `digestlint.text.log_commands`; here it is written down a second time,
as the runners do it, so that a mistake there is not made here as well.
"""

from __future__ import annotations

import re

COMMANDS = {
    "github error": "::error file=app.js,line=1::Your build is broken",
    "github mask": "::add-mask::a",
    "github output": "::set-output name=x::y",
    "github stop": "::stop-commands::token",
    "github matcher": "::add-matcher::matcher.json",
    "github debug": "::debug::",
    "github, upper case": "::ERROR ::x",
    "github, old": "##[error]broken",
    "github, old mask": "##[add-mask]a",
    "github, old matcher": "x ##[add-matcher]m.json",
    "github, behind spaces": " \u00a0\u3000\u2003::error ::x",
    "github, joiner": "\u200d::error ::x",
    "github, soft hyphen": "##\u00ad[error]x",
    "github, grapheme joiner": ":\u034f:error ::x",
    "github, selector": "#\ufe0f#\ufe0f[error]x",
    "github, three": "###[error]x",
    "azure": "##vso[task.setvariable variable=PATH]x",
    "azure, inside": "see ##vso[task.complete result=Failed;]x",
    "azure section": "##[section]x",
    "teamcity": "##teamcity[buildProblem description='x']",
    "teamcity, inside": "a ##teamcity[message text='x']",
    "gitlab": "section_start:1560896352:x[collapsed=true]\r\x1b[0Kx",
    "gitlab end": "section_end:1560896352:x\r\x1b[0K",
    "travis": "travis_fold:start:x\r\x1b[0K",
    "buildkite": "--- x",
    "buildkite, open": "+++ x",
    "buildkite, muted": "~~~ x",
    "buildkite, above": "^^^ +++",
    "colour, then command": "\x1b[31m::error ::x",
    "8-bit colour, then command": "\x9b31m::error ::x",
    "title, then command": "\x1b]0;x\x07::error ::x",
}
_LINES = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
BROKEN = {f"line {end!a}": f"x{end}::error file=x::forged{end}##[error]x" for end in _LINES}
SHOWN = {
    "title": "\x1b]0;owned\x07",
    "colour": "\x1b[31m",
    "clear": "\x1b[2J\x1b[1;1H",
    "link": "\x1b]8;;https://evil.example\x1b\\safe\x1b]8;;\x1b\\",
    "image": "\x1b]1338;url=https://evil.example/x.png\x07",
    "jenkins note": "\x1b[8mha:AAAA\x1b[0m",
    "c1": "\x9b31m\x85\x9d0;x\x9c",
    "bidi": "\u202efdp\u2066\u2069\u200f\u061c",
    "bell": "\x07\x08\x7f\x00",
    "tab": "\t",
    "joiner": "a\u200db\u200c",
    "joiner at the start": "\u200dx",
    "joiners in a row": "论\u200d\u200d\u200cx",
    "selectors that smuggle": "\u2764\ufe0f\ufe01\ufe02\U000e0101",
    "tags that smuggle": "\U0001f3f4\U000e0067\U000e0062\U000e007f\U000e0001",
    "fillers": "\u3164\u115f\uffa0\u2800\u180e",
    "invisible": "\u2060\u2061\u206a\u00ad\ufeff\ufff9\U0001d173",
    "surrogates": "\udce4\udcff",
    "combining": "e" + "\u0301" * 40,
}
STRINGS = {**COMMANDS, **BROKEN, **SHOWN}
"""All of them. Names of files can hold all but NUL and the slash."""

# No terminal is to get these from anywhere; `\n` ends lines.
RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173\U000e0000-\U000e00ff\ud800-\udfff]"
    "|(?:^|[\x00-\x7f])[\u034f\u200c\u200d\ufe00-\ufe0e\U000e0100-\U000e01ef]",
    re.MULTILINE,
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  # ours; the others have other ends
_ANSI = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d).*?(?:\x07|\x1b\\|\x9c)|[\x00-\x1f\x7f-\x9f]"
)
_IGNORED = re.compile(
    "[\xad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def lines_of(output: str) -> list[str]:
    """The lines of a log, split as finely as any reader does, without invisible characters."""
    seen = [_IGNORED.sub("", _ANSI.sub("", line)) for line in output.splitlines()]
    return [line.strip() for line in seen]


_GITHUB = (
    *("add-mask", "add-matcher", "add-path", "command", "debug", "echo", "endgroup", "error"),
    *("group", "notice", "remove-matcher", "save-state", "section", "set-env", "set-output"),
    *("stop-commands", "warning"),
)


def obeyed(output: str, *, known_only: bool = False) -> list[str]:
    """The lines of a log in which a runner finds a command, or one of any other name."""
    begun, inside = re.compile(r"::[^\s:\]].*::"), re.compile(r"##[A-Za-z]*\[")
    if known_only:
        names = f"(?:{'|'.join(_GITHUB)})"
        begun = re.compile(rf"(?i)::{names}[: ].*")
        inside = re.compile(rf"(?i)##(?:\[{names}[\] ]|vso\[|teamcity\[)")
    found = [line for line in lines_of(output) if begun.match(line)]
    for line in re.split(r"[\r\n]", output):
        shown = _IGNORED.sub("", line)
        found += [shown] if inside.search(shown) else []
        found += (
            [shown] if re.match(r"(?:---|\+\+\+|~~~) |\^\^\^ \+\+\+", _ANSI.sub("", shown)) else []
        )
    found += re.findall(r"section_(?:start|end):\d+:[\w.-]+(?:\[.*\])?\r\x1b\[0K", output)
    found += re.findall(r"travis_fold:\w+:[\w.-]+\r\x1b\[0K|\x1b\[8mha:", output)
    return found
