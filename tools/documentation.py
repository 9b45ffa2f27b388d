"""``python -m tools.documentation``: the documentation as a site, in ``.site/html``.

The Markdown stays where GitHub shows it. Here the pages are gathered in ``.site/pages``: those of
``docs/``, and some of the repository's root. Links to files that are no pages lead to the
repository. MkDocs builds the site, without a network, and fails for each link that leads nowhere.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from digestlint.markdown.anchors.github import slugify

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / ".site"
REPOSITORY = "https://github.com/digestlint/digestlint"
OF_ROOT = {
    "README.md": "index.md",
    "README.zh.md": "index.zh.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "reporting.md",
    "THIRD_PARTY_NOTICES.md": "notices.md",
}
_LINK = re.compile(r"\]\((?P<target>[^\s()#]+)(?P<part>#[^\s()]*)?\)")
_CODE = re.compile(r"^(?P<fence> *(?:```+|~~~+)).*?^(?P=fence)|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_ITEM = re.compile(r"(?:[-*]|\d+\.) +")
_FENCE = re.compile(r"```+|~~~+")
_RULES = ("rules/", "zh/rules/")


def pages() -> dict[str, str]:
    """Return what is gathered: paths in the repository, and on the site."""
    found = {
        path.relative_to(ROOT).as_posix(): path.relative_to(ROOT / "docs").as_posix()
        for path in sorted((ROOT / "docs").rglob("*"))
        if path.is_file()
    }
    return OF_ROOT | found


def slug(text: str, separator: str) -> str:
    """Return the anchor of a heading, which is GitHub's; Markdown's extension asks for it."""
    del separator
    return slugify(text)


def configuration() -> str:
    """Return MkDocs' configuration, with all rules in the navigation."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for folder in _RULES:
        index = f"      - {folder}README.md\n"
        rules = [page for page in pages().values() if _is_rule(page) and page.startswith(folder)]
        text = text.replace(index, index + "".join(f"      - {page}\n" for page in rules))
    return text


def _is_rule(page: str) -> bool:
    path = PurePosixPath(page)
    return path.parent.name == "rules" and path.name != "README.md" and path.suffix == ".md"


def moved(text: str, source: str) -> str:
    """Return the text of a page of the repository with links that work on the site.

    Raises:
        FileNotFoundError: A link leads to no file of the repository.
    """
    known = pages()
    at = PurePosixPath(known[source]).parent

    def link(found: re.Match[str]) -> str:
        target = found["target"]
        if ":" in target:
            return found[0]
        path = posixpath.normpath(posixpath.join(PurePosixPath(source).parent, target))
        if path in known:
            new = posixpath.relpath(known[path], at)
        elif (ROOT / path).exists():
            new = f"{REPOSITORY}/{'tree' if (ROOT / path).is_dir() else 'blob'}/main/{path}"
        else:
            raise FileNotFoundError(f"{source}: a link leads to {path}, which is not there")
        return f"]({new}{found['part'] or ''})"

    return "".join(piece if is_code else _LINK.sub(link, piece) for is_code, piece in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the text in pieces: code, and what is not."""
    end = 0
    for code in _CODE.finditer(text):
        yield False, text[end : code.start()]
        yield True, code[0]
        end = code.end()
    yield False, text[end:]


def indented(text: str) -> str:
    """Return the text with lists as Python-Markdown wants them, which GitHub does not.

    What belongs to an item is indented by four columns, and an item of several blocks has an empty
    line after it.
    """
    lines: list[str] = []
    width = 0  # of the marker of the item that is open
    blocks = False  # whether it has several
    fence = ""
    for line in text.split("\n"):
        if fence:
            fence = "" if line.startswith(fence) else fence
        elif item := _ITEM.match(line):
            if blocks and lines[-1]:
                lines.append("")
            width, blocks = item.end(), False
        elif width and line.startswith(" " * width):
            blocks = blocks or not lines[-1]
            line = " " * (4 - width) + line
        elif line and not (width and lines[-1]):  # the list has ended
            width, blocks = 0, False
            fence = opening[0] if (opening := _FENCE.match(line)) else ""
        lines.append(line)
    return "\n".join(lines)


def gather(site: Path) -> None:
    """Write the pages and the configuration to an empty folder."""
    for source, page in pages().items():
        path = site / "pages" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            text = (ROOT / source).read_text(encoding="utf-8")
            path.write_text(indented(moved(text, source)), encoding="utf-8")
        else:
            shutil.copy(ROOT / source, path)
    (site / "mkdocs.yml").write_text(configuration(), encoding="utf-8")


def main() -> int:
    """Build the site; the exit code is MkDocs'."""
    shutil.rmtree(SITE, ignore_errors=True)
    gather(SITE)
    command = (sys.executable, "-m", "mkdocs", "build", "--strict")
    return subprocess.run([*command, "--config-file", str(SITE / "mkdocs.yml")]).returncode


if __name__ == "__main__":
    sys.exit(main())
