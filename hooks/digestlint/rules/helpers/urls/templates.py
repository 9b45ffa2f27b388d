"""Template syntax in URLs: placeholders of Jinja, Liquid, Vue, ERB, shells, format strings."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern

# `{{ version }}`, `{% if a %}`, `{# … #}`, `${id}`, `#{id}`, `<%= id %>`, `{id}`, `{}`, `%s`,
# `%(name)s`, `$VERSION`, `$(id)`. LaTeX has no command right after two braces.
_TEMPLATE = lazy_pattern(
    r"\{\{(?!\s*\\)|\{%|\{#|[$#]\{|<%|\{\s?[A-Za-z_][\w.-]{0,40}\s?\}|\{\}|%[sd](?![0-9A-Fa-f])"
    r"|%\([A-Za-z_]\w{0,40}\)s|\$[A-Z_]{2,}|\$\("
)
_OPENING = lazy_pattern(r"\{\{+(?!\s*\\)|\{%|\{#")
_OTHER_SIDE = str.maketrans("{", "}")


def holds_template(url: str) -> bool:
    """Whether ``url`` contains a placeholder."""
    return _TEMPLATE.search(url) is not None


def template_end(url: str, start: int) -> int | None:
    """Return where ``{{…}}``, ``{%…%}`` or ``{#…#}`` at ``start`` of ``url`` ends; or None.

    If it is not closed, a space in it has ended the bare URL, and the end of ``url`` is returned.
    """
    opening = _OPENING.match(url, start)
    if opening is None:
        return None
    end = url.find(opening[0][::-1].translate(_OTHER_SIDE), opening.end())
    return len(url) if end < 0 else end + len(opening[0])
