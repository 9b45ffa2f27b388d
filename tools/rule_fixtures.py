"""Rewrites the expected findings and the fixed text of the rule fixtures.

Usage: ``python -m tools.rule_fixtures [RULE …]``. Read the difference before you commit it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.rule_fixtures import FIXED, FIXTURES, FOUND, outcome

from digestlint.core import rule_index


def main(names: list[str]) -> int:
    """Rewrite the fixtures of the rules with these names, of all if there are none."""
    known = {rule.name for rule in rule_index.RULES}
    folders = {path.name for path in FIXTURES.iterdir() if path.is_dir()}
    for name in sorted({*folders, *names} - known):
        print(f"{name}: is not a rule in the index; run 'make generate' first", file=sys.stderr)
        return 1
    for name in sorted({*names} - folders):
        print(f"{name}: has no fixtures; write fixtures/rules/{name}/digest.md", file=sys.stderr)
        return 1
    for folder in sorted(FIXTURES.iterdir()):
        if folder.is_dir() and (not names or folder.name in names):
            with tempfile.TemporaryDirectory() as place:
                found, fixed = outcome(folder, Path(place) / "work")
            (folder / FOUND).write_text(found, encoding="utf-8")
            if fixed is None:
                (folder / FIXED).unlink(missing_ok=True)
            else:
                (folder / FIXED).write_bytes(fixed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
