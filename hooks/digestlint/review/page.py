"""The review page as one HTML file: markup, style and scripts of ``static/``, and the data.

Nothing is loaded from anywhere, and nothing runs but the one script whose hash the policy names.
What files contain is in a block of JSON, which no browser interprets.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from digestlint._runtime.language import ENGLISH, say, spoken
from digestlint._runtime.patterns import lazy_pattern
from digestlint.review.words import words

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_STATIC = Path(__file__).parent / "static"
# In this order each finds what it uses: the page has them in one script.
_SCRIPTS = (
    *("data", "dom", "lists", "decisions", "shown", "charts", "filters"),
    *("overview", "findings", "doubts", "saving", "printing", "main"),
)
# What an ES module has that is of no use once all are in one script.
_IMPORT = lazy_pattern(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = lazy_pattern(r"^export ", re.MULTILINE)
# What must not be in a block of JSON as it is: what could end the block, and what is no character.
_UNSAFE = lazy_pattern("[<\u2028\u2029\ud800-\udfff]")
_TAGS = {ENGLISH: "en", "zh": "zh-Hans"}


def page(content: dict[str, Any], *, save_to: str = "") -> bytes:
    """Return the page for ``content`` (see ``PageData``).

    With ``save_to``, a path on the server that the page comes from, the page saves decisions there.
    """
    style, script = _read("page.css"), "".join(_scripts())
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "connect-src 'self'" if save_to else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    data = {**content, "words": words(), "language": _TAGS[spoken()], "saveTo": save_to}
    values = {
        "language": _TAGS[spoken()],
        "title": html.escape(say("digestlint: review")),
        "policy": policy,
        "style": style,
        "data": as_block(data),
        "script": script,
        "needs_script": html.escape(say("This page needs JavaScript, which is inside it.")),
    }
    filled = re.sub(r"\{\{(\w+)\}\}", lambda field: values[field[1]], _read("page.html"))
    return filled.encode()


def as_block(data: object) -> str:
    """Return JSON that can be between the tags of a script, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _scripts() -> Iterator[str]:
    """Yield the modules of the page, as parts of one script."""
    for name in _SCRIPTS:
        yield _EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.js")))


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return what allows an inline script or style in a policy: its hash."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
