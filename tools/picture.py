"""Draws ``docs/terminal.svg``: a damaged digest, what digestlint says of it, and the fixed one.

Usage: ``python -m tools.picture``
"""

from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.text import Text
from wcwidth import wcswidth

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 92

CELL, LINE, SIZE, MARGIN = 8.4, 19, 14, 16  # pixels: column, row, font, border

# By the number of the terminal's colour.
_COLORS = {1: "#e06c75", 2: "#98c379", 3: "#e5c07b", 4: "#61afef", 5: "#c678dd", 6: "#56b6c2"}
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">
<rect width="100%" height="100%" rx="8" fill="#181a1f"/>
<g font-family="Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="{size}" fill="#dcdfe4">
{lines}
</g>
</svg>
"""

_DIGEST = """\
# 论文
- [MAS: Self-Rectifying Agents](https://arxiv.org/abs/2509.24323.) ([Notes](#Notes))

# Notes
我们提出了一种新的方法，让多个智能体自己修正系统。
"""
# As it comes out of a program that takes UTF-8 for Turkish, and drops what that lacks.
_DAMAGED = "".join(
    line if line.isascii() else line.encode().decode("cp1254", "ignore")
    for line in _DIGEST.splitlines(keepends=True)
)
_SEE = "tail -n 4 digest.md"
_COMMANDS = (_SEE, "digestlint check digest.md", "digestlint check digest.md --fix", _SEE)


def main() -> None:
    """Run the commands and draw what they print."""
    lines: list[Text] = []
    with tempfile.TemporaryDirectory() as folder:
        digest = Path(folder, "digest.md")
        digest.write_text(_DAMAGED, encoding="utf-8")
        Path(folder, "digestlint.toml").write_text('schema = "none"\n', encoding="utf-8")
        for command in _COMMANDS:
            if command == _SEE:
                shown = "".join(digest.read_text(encoding="utf-8").splitlines(keepends=True)[-4:])
            else:
                words = command.split()[1:]
                shown = _run(sys.executable, "-m", "digestlint", *words, cwd=Path(folder))
            lines.append(Text(f"$ {command}", style="bold"))
            lines += [*Text.from_ansi(shown.rstrip()).split("\n"), Text()]
    (ROOT / "docs" / "terminal.svg").write_text(_draw(lines[:-1]), encoding="utf-8")


def _draw(lines: list[Text]) -> str:
    console = Console(width=1000, file=io.StringIO())
    drawn = []
    widest = 0
    for row, line in enumerate(lines):
        column = 0
        for segment in console.render(line, console.options.update(no_wrap=True)):
            for piece in _PIECES.findall(segment.text.rstrip("\n")):
                width = wcswidth(piece)
                if not piece.isspace():
                    drawn.append(_text(piece, column, row, width, segment.style))
                column += width
        widest = max(widest, column)
    size = (widest * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN)
    return _FRAME.format(width=size[0], height=size[1], size=SIZE, lines="\n".join(drawn))


# Text of one width a character can be drawn in one go; anything else, character by character, so
# that the columns below it stay where a terminal has them.
_PIECES = re.compile(r"[ ]+|[!-~]+|.\ufe0f?")


def _text(piece: str, column: int, row: int, width: int, style: Style | None) -> str:
    x, y = MARGIN + column * CELL, MARGIN + row * LINE + SIZE
    attributes = f'x="{x:.1f}" y="{y}" textLength="{width * CELL:.1f}"'
    if style and style.color and style.color.number in _COLORS:
        attributes += f' fill="{_COLORS[style.color.number]}"'
    if style and style.bold:
        attributes += ' font-weight="bold"'
    return f"<text {attributes}>{html.escape(piece)}</text>"


def _run(*command: str, cwd: Path) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "PYTHONPATH": _path()},
        check=False,
    )
    return done.stdout


def _path() -> str:
    return os.pathsep.join((str(ROOT / "hooks"), str(ROOT)))


if __name__ == "__main__":
    main()
