"""The notices on other people's work: what the models were made of, and under which licences.

Written by ``make generate`` from ``model_sources.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ENCODING = ROOT / "hooks" / "digestlint" / "encoding"
_TABLE = Path(__file__).with_name("model_sources.toml")
_HEAD = """\
# Third-party notices

digestlint is under the [MIT licence](LICENSE). Its package includes no code of others: what it
needs is installed beside it.

Its package includes models, which are numbers that were counted on, or trained with, the texts
below: probabilities, weights, and hashes and counts of short rows of characters. No text can be
read from them. We thank all who wrote and translated these texts, and name them with their
licences. The texts were not changed; they were counted.

The words of wordfreq are under CC-BY-SA-4.0, and come from data of others, which its package names;
the models counted on them are `language-he.npz`, `language-hi.npz` and `language-uk.npz`. OpenCC
(Apache-2.0) converted some of the Chinese text to Traditional Chinese.

This file is written by `make generate` from `tools/model_sources.toml`.

"""
_KINDS = {
    "repository": "Repository of GitHub",
    "Debian": "Package of Debian 12",
    "PyPI": "Package of PyPI",
}
_LICENCES = {
    "AGPL-3.0": "https://www.gnu.org/licenses/agpl-3.0.html",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "BSD-2-Clause": "https://opensource.org/license/bsd-2-clause",
    "BSD-3-Clause": "https://opensource.org/license/bsd-3-clause",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "GPL-2.0": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
    "LGPL-2.1": "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html",
    "LGPL-3.0": "https://www.gnu.org/licenses/lgpl-3.0.html",
    "MIT": "https://opensource.org/license/mit",
    "MPL-1.1": "https://www.mozilla.org/MPL/1.1/",
    "MPL-2.0": "https://www.mozilla.org/MPL/2.0/",
    "PSF-2.0": "https://docs.python.org/3/license.html",
}


class Source(NamedTuple):
    """A body of text, its licence, and the files of the package that were made of it."""

    name: str
    kind: str
    licence: str
    models: tuple[str, ...]


def models() -> list[str]:
    """Return the names of all files of models in the package."""
    folders = (ENCODING / "infill" / "data", ENCODING / "legacy" / "data")
    return sorted(
        path.name for folder in folders for path in folder.iterdir() if path.suffix != ".sha256"
    )


def sources() -> list[Source]:
    """Return the sources, as the table has them."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["source"]
    return [Source(row["name"], row["kind"], row["licence"], tuple(_files(row))) for row in rows]


def _files(row: dict[str, str]) -> Iterator[str]:
    for table in row.get("tables", "").split():
        yield f"{table}.zip" if table == "bigrams" else f"{table}.npz"
    for language in row.get("models-of", "").split():
        yield f"language-{language}.npz"


def page() -> str:
    """Return the notices as Markdown."""
    known = sources()
    parts = [_HEAD, "## Models\n\n", *_by_model(known)]
    for kind, title in _KINDS.items():
        rows = "".join(f"| {each.name} | {each.licence} |\n" for each in known if each.kind == kind)
        parts.append(f"\n## {title}\n\n| name | licence |\n|---|---|\n{rows}")
    parts += ["\n## Texts of the licences\n\n", *_addresses(known)]
    return "".join(parts)


def _by_model(known: list[Source]) -> Iterator[str]:
    for name in models():
        of = ", ".join(each.name for each in known if name in each.models)
        yield f"- `{name}`: {of}.\n"


def _addresses(known: list[Source]) -> Iterator[str]:
    """Yield a link for each licence that is named."""
    named = {word for each in known for word in re.findall(r"[A-Z][\w.-]*[\w]", each.licence)}
    for licence, address in _LICENCES.items():
        if any(word.startswith(licence) for word in named):
            yield f"- [{licence}]({address})\n"
