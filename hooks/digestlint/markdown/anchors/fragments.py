"""The meaning of the fragment of a link, the part after ``#``.

Sources: URL Living Standard (percent-decode), HTML Living Standard (indicated part of the document:
the empty fragment and ``top``), URL Fragment Text Directives (WICG: ``:~:`` and everything after it
is removed), and the line references of GitHub's and GitLab's file pages.
"""

import re

from digestlint._runtime.patterns import lazy_pattern

_DIRECTIVE = ":~:"
_ESCAPES = lazy_pattern(r"(?:%[0-9A-Fa-f]{2})+")
_LINES = lazy_pattern(r"L[0-9]+(?:C[0-9]+)?(?:-L?[0-9]+(?:C[0-9]+)?)?")
_HOSTED = ("github", "gitlab")
_CLOBBER_PREFIX = "user-content-"


def decode_fragment(fragment: str) -> str:
    """Return the id that a browser looks up for `fragment` (without ``#``).

    A fragment directive (``:~:text=…``) is removed, percent-escapes that are UTF-8 are decoded,
    and other escapes (``%zz``, an incomplete ``%E4%B8``) stay as they are written. ``+`` is not
    a space.
    """
    return _ESCAPES.sub(_decode_run, fragment.partition(_DIRECTIVE)[0])


def _decode_run(match: re.Match[str]) -> str:
    escapes = match[0]
    rest = bytes.fromhex(escapes.replace("%", ""))
    decoded = []
    at = 0
    while rest:
        try:
            decoded.append(rest.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            decoded.append(rest[: error.start].decode("utf-8"))
            decoded.append(escapes[3 * (at + error.start) : 3 * (at + error.end)])
            at += error.end
            rest = rest[error.end :]
    return "".join(decoded)


def is_special_fragment(fragment: str, style: str) -> bool:
    """Say whether `fragment` leads somewhere without any heading or id of its own.

    True for the empty fragment, ``top`` in any case (HTML), a text directive alone, and, for GitHub
    and GitLab, lines of a file (``L20``, ``L20-L30``, ``L20C3-L30C5``, ``L20-30``); for GitHub also
    ``readme``, the id of the page part that holds the file.
    """
    target = decode_fragment(fragment)
    if not target or target.lower() == "top":
        return True
    if style == "github" and target == "readme":
        return True
    return style in _HOSTED and _LINES.fullmatch(target) is not None


def candidate_ids(fragment: str, style: str) -> tuple[str, ...]:
    """Return the ids, best first, any of which makes a link to `fragment` work.

    These are the fragment as written and as decoded (HTML looks for both) and, on GitHub and
    GitLab, without the prefix ``user-content-``, which those pages put before every id.
    """
    written = fragment.partition(_DIRECTIVE)[0]
    decoded = decode_fragment(fragment)
    ids = [written, decoded]
    if style in _HOSTED:
        ids += [name.removeprefix(_CLOBBER_PREFIX) for name in (written, decoded)]
    return tuple(dict.fromkeys(ids))
