"""Template syntax in URLs: what Jinja, Liquid, Vue, ERB, shells and format strings fill in."""

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
    """Whether ``url`` is a pattern of URLs."""
    return _TEMPLATE.search(url) is not None


def template_end(url: str, start: int) -> int | None:
    """Where ``{{…}}``, ``{%…%}`` or ``{#…#}`` at ``start`` of ``url`` ends; None: none is there.

    A space in it ends a bare URL, which has no rest then.
    """
    opening = _OPENING.match(url, start)
    if opening is None:
        return None
    end = url.find(opening[0][::-1].translate(_OTHER_SIDE), opening.end())
    return len(url) if end < 0 else end + len(opening[0])
