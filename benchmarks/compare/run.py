"""Compare digestlint with other tools on the same digests; print the tables or store them.

    python benchmarks/compare/run.py DIGEST_DIR [--tools DIR] [--write docs/comparison.md]

The first run installs the other tools (PyPI and npm, pinned versions) into ``--tools``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from competitors import TOOLS, Toolbox
from measure import measure, read
from oracle import scan
from tables import Columns, render

BEGIN, END = "<!-- table:begin -->", "<!-- table:end -->"


def main() -> int:
    """Run the comparison; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("digests", type=Path, metavar="DIGEST_DIR")
    parser.add_argument("--tools", type=Path, default=Path(".compare"), metavar="DIR")
    parser.add_argument("--digestlint", type=Path, metavar="FILE", help="the command to run")
    parser.add_argument("--write", type=Path, metavar="FILE", help="document with the markers")
    options = parser.parse_args()
    texts = read(options.digests)
    if not texts:
        parser.error(f"{options.digests}: no .md files")
    document = options.write.read_text(encoding="utf-8") if options.write else ""
    if options.write and not 0 <= document.find(BEGIN) < document.find(END):
        parser.error(f"{options.write}: no {BEGIN} … {END}")
    box = Toolbox(options.tools, options.digestlint)
    box.install()
    columns: Columns = {}
    for tool in TOOLS:
        print(f"{tool.name} ...", file=sys.stderr)
        is_there = not tool.check or box.has(tool.check)
        columns[tool.name] = measure(tool, box, options.digests) if is_there else None
    tables = render(columns, scan(texts))
    if options.write:
        start, end = document.index(BEGIN) + len(BEGIN), document.index(END)
        document = f"{document[:start]}\n\n{tables}\n\n{document[end:]}"
        options.write.write_text(document, encoding="utf-8")
    else:
        print(tables)
    return 0


if __name__ == "__main__":
    sys.exit(main())
