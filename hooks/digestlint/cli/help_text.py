"""``--help`` in the language that is spoken, in columns."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from digestlint._runtime.language import ENGLISH, spoken, translated
from digestlint.text.terminal import display_width

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# A word in Latin letters, an option or a space; a Chinese character with the signs behind it.
_PIECE = re.compile(r"[（“《「]*(?:[!-~…–]+|\S)[，。；：、！？）”》」]*|\s+")


def translate(parser: argparse.ArgumentParser) -> None:
    """Translate all that a parser says in its help."""
    if spoken() == ENGLISH:
        return
    parser.usage = translated(parser.usage or "") or None
    parser.description = translated(parser.description or "") or None
    parser.epilog = translated(parser.epilog or "") or None
    for group in parser._action_groups:
        group.title = translated(group.title or "")
        for action in group._group_actions:
            _translate_action(action)


def texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield all that ``translate`` looks up."""
    yield from filter(None, (parser.usage, parser.description, parser.epilog))
    for group in parser._action_groups:
        yield group.title or ""
        for action in group._group_actions:
            yield from (each.help for each in _with_choices(action) if _is_shown(each.help))


def _translate_action(action: argparse.Action) -> None:
    for each in _with_choices(action):
        if _is_shown(each.help):
            each.help = translated(each.help)


def _with_choices(action: argparse.Action) -> Iterator[Any]:
    """Yield an argument and, if it is a choice of commands, what is said of these."""
    yield action
    yield from getattr(action, "_choices_actions", ())


def _is_shown(text: str | None) -> bool:
    return bool(text) and text != argparse.SUPPRESS


class Formatter(argparse.HelpFormatter):
    """Help whose lines end at a column, also where characters take two."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return super()._split_lines(text, width) if text.isascii() else wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.isascii():
            return super()._fill_text(text, width, indent)
        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None) -> str:
        prefix = translated("usage: ") if prefix is None else prefix
        # It is indented by the number of characters.
        room = "#" * display_width(prefix)
        return super()._format_usage(usage, actions, groups, room).replace(room, prefix, 1)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most ``width`` columns, broken between words or characters."""
    lines = [""]
    for piece in _PIECE.findall(" ".join(text.split())):
        if lines[-1] and display_width(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines
