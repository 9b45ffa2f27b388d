"""What ``digestlint init`` proposes to write: the configuration, and the hook."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import PurePosixPath

from digestlint.cli.found_digests import FoundDigests
from digestlint.core.rule_docs import CONFIG_SCHEMA_URL, REPOSITORY
from digestlint.project.ignore_lines import escaped

REVISION = "cf23ef7368c1520b253752275d078a298ee52dca"
"""What the hook is pinned to; until there is a release, a commit."""

_HOOK = f"""\
- repo: {REPOSITORY}
  rev: {REVISION}
  hooks:
    - id: digestlint-fix
"""
_TOP_LEVEL = re.compile(r"^([A-Za-z_][\w-]*):(.*)$", re.MULTILINE)
_REPOSITORY = re.compile(r"^( *)- +(?:repo|hooks|rev) *:", re.MULTILINE)


def configuration(found: FoundDigests) -> str | None:
    """Return a ``digestlint.toml`` for these digests.

    It names the schema of each folder that has digests of one schema and nothing else, so that a
    digest of theirs that lost its headings is not taken for some other text. Elsewhere the schema
    is chosen by content; None if that is so everywhere.
    """
    folders: dict[str, list[str]] = defaultdict(list)
    for folder in found.folders:
        here = [each for each in found.read if each.path.parent == folder]
        schemas = {each.schema for each in here}
        schema = schemas.pop() if len(schemas) == 1 and len(here) > 1 else None
        if schema is not None:
            suffixes = sorted({each.path.suffix for each in here})
            folders[schema] += [f"{_glob(folder)}*{suffix}" for suffix in suffixes]
    if not folders:
        return None
    parts = [f"#:schema {CONFIG_SCHEMA_URL}"]
    for schema, patterns in folders.items():
        listed = ", ".join(map(_quoted, patterns))
        parts.append(f"\n[[per-file]]\nfiles = [{listed}]\nschema = {_quoted(schema)}")
    return "\n".join(parts) + "\n"


def _glob(folder: PurePosixPath) -> str:
    return "/" if folder == PurePosixPath() else f"/{escaped(str(folder))}/"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a TOML basic string


def hook(old: str | None) -> str | None:
    """Return a ``.pre-commit-config.yaml`` with our hook; None where a person has to add it.

    Args:
        old: What the file holds; None if there is none.

    Returns:
        ``old`` itself if the hook is in it.
    """
    if old is None or not old.strip():
        return f"repos:\n{_HOOK}"
    if "digestlint" in old:
        return old
    keys = _TOP_LEVEL.findall(old)
    if not keys or keys[-1][0] != "repos" or keys[-1][1].strip():
        return None  # text at its end would be part of something else
    indents = {match[1] for match in _REPOSITORY.finditer(old) if "repo" in match[0]}
    if len(indents) != 1 or "\t" in old:
        return None
    (indent,) = indents
    added = "".join(f"{indent}{line}\n" for line in _HOOK.splitlines())
    return old + "\n" * (not old.endswith("\n")) + added
