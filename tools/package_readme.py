"""The README as package indexes show it: links lead to the repository. A hook of hatchling.

It runs where the package is built, so it imports nothing else of the project.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

# Code stays as it is; so do links with a scheme, and those to a part of the page.
_CODE_OR_LINK = re.compile(
    r"(?P<code>^(?P<fence>```+).*?^(?P=fence)|`[^`\n]+`)"
    r"|(?P<begin>!?\[[^\[\]]*\]\()(?P<target>[^\s():#]+)(?P<part>#[^\s()]*)?\)",
    re.DOTALL | re.MULTILINE,
)


def with_full_links(text: str, repository: str) -> str:
    """Return a page at the top of the repository with links that work anywhere."""

    def link(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        # As `raw`, a picture is shown; as `blob`, a page is.
        kind = "raw" if found["begin"].startswith("!") else "blob"
        return f"{found['begin']}{repository}/{kind}/main/{found['target']}{found['part'] or ''})"

    return _CODE_OR_LINK.sub(link, text)


class ReadmeHook(MetadataHookInterface):
    """Makes the description of the package."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the description to what ``pyproject.toml`` says."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        text = with_full_links(text, metadata["urls"]["Source"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
