"""What links of entries lead to, by their texts, where these recur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digestlint.digest.headings import fold
from digestlint.inference.corpus import Part

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_FEWEST = 2
_MOST_TEXTS = 12
_ROLES = {
    "paper": {"paper", "pdf", "arxiv", "abs", "html", "论文", "論文", "논문"},
    "code": {"code", "github", "repo", "project", "projectpage", "page", "website", "代码", "코드"},
    "notes": {"notes", "note", "tldr", "tldrnotes", "summary", "笔记", "解读"},
}


def roles_of(parts: Sequence[Part], least_share: float) -> dict[str, Any]:
    """Return the texts of links that so many ``parts`` have, by role."""
    texts: Counter[str] = Counter()
    for file, note in parts:
        markdown = file.markdown
        links = [link for link in markdown.links_in(*note.span) if not link.image]
        texts.update({markdown.text[slice(*link.text)].strip(" []*") for link in links})
    roles: dict[str, Any] = {}
    for text, count in texts.most_common(_MOST_TEXTS):
        role = next((role for role, words in _ROLES.items() if fold(text) in words), None)
        if role and count >= max(_FEWEST, least_share * len(parts)):
            roles.setdefault(role, []).append(text)
    return roles
