"""The language that a run speaks to its user."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from digestlint._runtime.language import (
    ENGLISH,
    LANGUAGES,
    language_of,
    say,
    speak,
    spoken,
    translated,
    translated_number,
)
from digestlint._runtime.tracing.observing import environment
from digestlint.cli.errors import UsageError

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.output import Reporter

OPTION = "--language"
_VARIABLE = "DIGESTLINT_LANGUAGE"


class _Choice:
    """How the language of this run was chosen."""

    is_explicit = False  # by somebody who has digestlint in mind: not by the locale
    is_settled = False  # nothing that is read later can change it


def choose(given: Sequence[str]) -> list[str]:
    """Speak the language of the user; returns the command line without the option for it.

    The option may be anywhere on the command line; then come the variable and the locale. A
    configuration that is read later has its say before the locale (``configure``).

    Raises:
        UsageError: where the variable names no language.
    """
    speak(language_of(environment))
    _Choice.is_explicit = _Choice.is_settled = False
    named = environment(_VARIABLE)
    if named is not None and named not in LANGUAGES:
        raise UsageError(
            say(
                "{variable}: there is no language '{name}'; known: {known}",
                variable=_VARIABLE,
                name=named,
                known=", ".join(LANGUAGES),
            )
        )
    rest, option = _taken(given)
    if option or named:
        speak(option or named or ENGLISH)
        _Choice.is_explicit = _Choice.is_settled = True
    return rest


def configure(language: str | None) -> None:
    """Speak the language of the configuration, unless one was chosen before.

    Of several configurations, the first that is read decides.
    """
    if _Choice.is_settled:
        return
    _Choice.is_settled = True
    if language is not None:
        speak(language)
        _Choice.is_explicit = True


def language_for(form: Reporter) -> str:
    """Return the language of a report: what programs read is English unless a user chose one."""
    return spoken() if form.is_read_by_people or _Choice.is_explicit else ENGLISH


@contextmanager
def argparse_speaking() -> Iterator[None]:
    """Let ``argparse`` say its own words in the language that is spoken."""
    # It looks them up with these two functions, in the language of the locale.
    words = {"_": translated, "ngettext": translated_number}
    before = {name: vars(argparse)[name] for name in words}
    vars(argparse).update(words)
    try:
        yield
    finally:
        vars(argparse).update(before)


def _taken(given: Sequence[str]) -> tuple[list[str], str | None]:
    """Return the words but for the option, where it names a language, and the last one named."""
    rest: list[str] = []
    wrong: list[str] = []  # the parser of the command says why
    chosen = None
    words = iter(given)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            return [*rest, *wrong, word, *words], chosen
        if name != OPTION:
            rest.append(word)
            continue
        value = value if equals else next(words, "")
        if value in LANGUAGES:
            chosen = value
        else:
            wrong += [word] if equals or not value else [word, value]
    return [*rest, *wrong], chosen
