"""What is said about a finding or a fix: a template, and what goes into it.

Only ``output`` makes sentences of messages, so a second language is a second table of templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple

_FIELD = lazy_pattern(r"\{(\w+)\}")


class Message(NamedTuple):
    """A template with its arguments.

    Attributes:
        id: Which template: ``<rule-name>/<what-is-wrong>``. It stays when the English changes.
        english: The template, with fields in braces.
        arguments: One value for each field, in the order in which ``english`` first names them.
    """

    id: str
    english: str
    arguments: tuple[str | int | Message, ...] = ()

    def render(
        self,
        translated: Callable[[str], str] = str,
        value_of: Callable[[str, str | int], str] = lambda _, value: str(value),
    ) -> str:
        """Return the sentence, without a full stop.

        Args:
            translated: Returns the template of another language for an English one.
            value_of: Returns the value of a field as it is said, for its name and the value.
        """
        template = translated(self.english)
        if not self.arguments:
            return template
        values = dict(zip(fields_of(self.english), self.arguments, strict=True))

        def value(field: re.Match[str]) -> str:
            argument = values[field[1]]
            if isinstance(argument, Message):
                return argument.render(translated, value_of)
            return value_of(field[1], argument)

        return _FIELD.sub(value, template)

    def value(self, field: str) -> str | int | Message | None:
        """Return the argument for a field, of this message or of one in it; None without one."""
        for name, argument in zip(fields_of(self.english), self.arguments, strict=True):
            if name == field:
                return argument
            if isinstance(argument, Message) and (found := argument.value(field)) is not None:
                return found
        return None

    def __str__(self) -> str:
        return self.render()


class Template:
    """What a rule may say: ``Template("insecure-scheme/http", "{host} serves https")``.

    Calling it with a value for each field, by name, makes a ``Message``. A value is a text that is
    fit to be shown, a number, or another message.
    """

    def __init__(self, id: str, english: str) -> None:
        self.id = id
        self.english = english

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields, in the order in which each comes first."""
        return fields_of(self.english)

    def __call__(self, **arguments: str | int | Message) -> Message:
        """Return the message that says this about ``arguments``.

        Raises:
            TypeError: when they are not those of the template.
        """
        if len(arguments) != len(self.fields):
            raise TypeError(f"template {self.id} has the fields {', '.join(self.fields)}")
        return Message(self.id, self.english, tuple([arguments[name] for name in self.fields]))


def fields_of(template: str) -> tuple[str, ...]:
    """Return the names of the fields of a template, in the order in which each comes first."""
    return tuple(dict.fromkeys(_FIELD.findall(template)))
