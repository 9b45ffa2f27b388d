"""The language in which people are spoken to: sentences, found by their English templates.

English is in the code, and asks for nothing of this. Other languages are catalogues of gettext in
``locale/``, which ``python -m tools.catalogue`` keeps up to date. What is kept (caches, baselines)
and what programs read is written with the English templates or their ids, never with sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from digestlint._runtime.installation import PACKAGE
from digestlint._runtime.patterns import lazy_pattern

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    import re
    from gettext import GNUTranslations
    from typing import TypeVar

    T = TypeVar("T")

ENGLISH = "en"
LANGUAGES = (ENGLISH, "zh")
_FIELD = lazy_pattern(r"\{(\w+)\}")
_CATALOGUES: dict[str, GNUTranslations] = {}
# Where people read and write Traditional Chinese, English is closer than Simplified Chinese.
_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")


class _State:
    """What a process says: in the language of the user, or in that of one of its reports."""

    language = ENGLISH


def speak(language: str) -> None:
    """Speak one of ``LANGUAGES`` from now on."""
    _State.language = language


def spoken() -> str:
    """Return the language that is spoken."""
    return _State.language


def speaking(language: str, items: Iterable[T]) -> Iterator[T]:
    """Yield ``items``; each of them is made while ``language`` is spoken."""
    left = iter(items)
    while True:
        before = _State.language
        _State.language = language
        try:
            item = next(left)
        except StopIteration:
            return
        finally:
            _State.language = before
        yield item


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak ``language`` inside the block."""
    before = _State.language
    _State.language = language
    try:
        yield
    finally:
        _State.language = before


def translated(english: str) -> str:
    """Return a template, or a text without fields, in the language that is spoken."""
    if _State.language == ENGLISH or not english:
        return english
    return _catalogue().gettext(english)


def translated_number(one: str, many: str, number: int) -> str:
    """Return the template for a number of things in the language that is spoken."""
    if _State.language == ENGLISH:
        return one if number == 1 else many
    return _catalogue().ngettext(one, many, number)


def say(english: str, **values: object) -> str:
    """Return a sentence: a template, with a value for each of its fields in braces."""
    return filled(translated(english), values)


def say_number(number: int, one: str, many: str, **values: object) -> str:
    """Return a sentence about a number of things, which is ``{number}`` in both templates."""
    return filled(translated_number(one, many, number), {"number": f"{number:,}", **values})


def marked(english: str) -> str:
    """Return a text as it is: it is translated where it is used, and has to be in catalogues."""
    return english


def filled(template: str, values: Mapping[str, object]) -> str:
    """Return a template with its values."""
    if not values:
        return template

    def value(field: re.Match[str]) -> str:
        return str(values[field[1]])

    return _FIELD.sub(value, template)


def language_of(environment: Callable[[str], str | None]) -> str:
    """Return the language that the locale asks for, as gettext would: English where it is none.

    ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` name one locale, of which the first that is set
    counts. Where it is not C, ``LANGUAGE`` may list several languages before it.
    """
    locales = (environment(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, locales), "")
    if locale.partition(".")[0].upper() in ("", "C", "POSIX"):
        return ENGLISH
    wanted = [*(environment("LANGUAGE") or "").split(":"), locale]
    return next(filter(None, map(_known, wanted)), ENGLISH)


def _known(locale: str) -> str | None:
    """Return the one of ``LANGUAGES`` that a locale is about: ``zh_CN.UTF-8``, ``zh-Hans``."""
    name = locale.partition(".")[0].partition("@")[0].replace("-", "_").lower()
    if name.startswith(_TRADITIONAL):
        return None
    language = name.partition("_")[0]
    return language if language in LANGUAGES else None


def _catalogue() -> GNUTranslations:
    known = _CATALOGUES.get(_State.language)
    if known is None:
        from gettext import GNUTranslations  # for languages other than English
        from pathlib import Path

        folder = Path(PACKAGE, "locale", _State.language, "LC_MESSAGES")
        with (folder / "digestlint.mo").open("rb") as file:
            known = _CATALOGUES[_State.language] = GNUTranslations(file)
    return known
