"""The names of channels: in words, and in short for the command line."""

import codecs
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple, get_args

from digestlint._runtime.language import say
from digestlint.encoding.channels.codepages import CODECS, NAMES, OTHERS
from digestlint.encoding.channels.multibyte import CODECS as MULTIBYTE
from digestlint.encoding.channels.multibyte import LEGACY, WINDOWS

Errors = Literal["keep", "ignore", "?", "replace"]
Step = Literal[
    "keep-private-use",
    "strip-ad",
    "nbsp-to-space",
    "strip-c1",
    "straighten-quotes",
    "ascii-ellipsis",
]

ERRORS: tuple[Errors, ...] = get_args(Errors)
STEPS: tuple[Step, ...] = get_args(Step)

_READ_AS = "UTF-8 read as "
_PHRASES: dict[Errors | Step, str] = {
    "ignore": "undefined bytes ignored",
    "?": "undefined bytes turned into ?",
    "replace": "undefined bytes turned into U+FFFD",
    "keep-private-use": "user-defined characters kept",
    "strip-ad": "soft hyphens stripped",
    "strip-c1": "C1 controls stripped",
    "nbsp-to-space": "no-break spaces turned into spaces",
    "straighten-quotes": "quotes straightened",
    "ascii-ellipsis": "ellipses turned into dots",
}
_ALIASES = {"latin1": "iso-8859-1", "mac-roman": "macintosh", "sjis": "shift_jis", "cp936": "gbk"}
_NEXT = re.compile(r"\s*(?:\+(?!FFFD)|,\s*then\s+as\s)\s*")
_TIMES = re.compile(r",\s*(twice|(\d+) times)$")


class Reading(NamedTuple):
    """One time that a text was read as a code page; see ``Channel`` for what the parts mean."""

    code_page: str
    errors: Errors
    after: frozenset[Step]


def spell(readings: Sequence[Reading], encoding: str) -> str:
    """Return what happened in words, such as ``UTF-8 read as windows-1252, twice``.

    Args:
        readings: What happened first comes first.
        encoding: What the text was in, as Python names it.
    """
    if encoding != "utf-8":
        return f"{_names().get(encoding, encoding)} read as {readings[-1].code_page}"
    parts = [_spell_one(reading) for reading in readings]
    if len(parts) > 1 and len(set(parts)) == 1:
        return f"{_READ_AS}{parts[0]}, {'twice' if len(parts) == 2 else f'{len(parts)} times'}"
    return _READ_AS + ", then as ".join(parts)


def _spell_one(reading: Reading) -> str:
    words: list[str] = [reading.code_page]
    if reading.errors != "keep":
        words.append(_PHRASES[reading.errors])
    words += [_PHRASES[step] for step in STEPS if step in reading.after]
    return ", ".join(words)


def parse(name: str) -> list[Reading]:
    """Return what a name says, in words or in short (see ``Channel.parse``), in order.

    Raises:
        ValueError: A part of the name is unknown.
    """
    text = name.strip()
    if text.lower().startswith(_READ_AS.lower()):
        text = text[len(_READ_AS) :]
    times = 1
    if match := _TIMES.search(text):
        times = int(match.group(2) or 2)
        text = text[: match.start()]
    if not 1 <= times <= 4:
        raise ValueError(
            say("a text went through a channel 1 to 4 times, not {times} times", times=times)
        )
    return [_parse_one(part) for part in _NEXT.split(text)] * times


def _parse_one(text: str) -> Reading:
    page, *words = [word.strip() for word in text.split(",")]
    code_page = _code_pages().get(_normal(page))
    if code_page is None:
        raise ValueError(
            say(
                "unknown code page: {page} (known: {list})",
                page=repr(page),
                list=_list((*NAMES, *MULTIBYTE, *WINDOWS)),
            )
        )
    errors: Errors = "keep"
    after: set[Step] = set()
    for word in words:
        short = _SHORT.get(word.lower(), word.lower())
        if short in ERRORS:
            errors = short
        elif short in STEPS:
            after.add(short)
        else:
            raise ValueError(
                say(
                    "unknown step of a channel: {word} (known: {list})",
                    word=repr(word),
                    list=_list((*ERRORS, *STEPS)),
                )
            )
    return Reading(code_page, errors, frozenset(after))


_SHORT = {phrase.lower(): short for short, phrase in _PHRASES.items()}


@cache
def _code_pages() -> dict[str, str]:
    """All spellings of the known code pages."""
    found = _ALIASES | {name: name for name in WINDOWS}
    for name, codec in (CODECS | MULTIBYTE).items():
        for spelling in (name, codec, codecs.lookup(codec).name):
            found.setdefault(_normal(spelling), name)
    return found


def _normal(name: str) -> str:
    return name.strip().lower().replace("_", "-")


@cache
def _names() -> dict[str, str]:
    """Return the names of code pages by Python's codecs."""
    found = {codec: name for name, codec in (CODECS | OTHERS | LEGACY).items()}
    return found | {"cp874": "windows-874", "iso8859-6": "iso-8859-6"}


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)
