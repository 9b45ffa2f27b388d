"""Pages for tests: digests written to a folder, and what `report` makes of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from digestlint.cli import main

# Whatever the model says, each character that lost bytes is doubtful.
ALL_DOUBTFUL = 'rules.lossy-mojibake.restore-confidence = 1.0\nschema = "none"\n'
SENTENCES = "# 笔记\n\n我们提出了一种新的方法，与以前的方法不同。结果在表中。\n"
PLAIN = "# One\n\nSee [one](#One) and [a paper](http://arxiv.org/abs/2509.21826.).\n"


def damaged(text: str) -> str:
    """The text as it comes out of a program that takes UTF-8 for Turkish, and drops bytes."""
    return text.encode().decode("cp1254", "ignore")


def project(folder: Path, config: str = ALL_DOUBTFUL, **texts: str) -> Path:
    """A folder with digests: each has the name of its argument."""
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "digestlint.toml").write_text(config, encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8", errors="surrogateescape")
    return folder


def report(folder: Path, *options: str) -> Path:
    """The page about a folder."""
    page = folder / "review.html"
    assert main(["report", "--html", str(page), "-q", *options, str(folder)]) == 0
    return page


def data_of(page: Path) -> dict[str, Any]:
    """The data in a page."""
    block = re.search(
        r'<script type="application/json" id="data">(.*?)</script>',
        page.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert block
    data: dict[str, Any] = json.loads(block[1])
    return data
