"""Draws ``docs/terminal.svg``: what digestlint prints on a small digest.

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
COLUMNS = 108

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
# Paper List
- [25/09] **MAS$^2$: Self-Rectifying Agents**
[[Paper](http://arxiv.org/pdf/2509.24323v1)] [[Code/Page](https://github.com/a/MAS2.)] \
[[Notes](#mas$^2$--self-rectifying-agents)]

# TLDR/Notes
## mas$^2$--self-rectifying-agents
### 🚀 核心方法
提升了**+4.8个点**，代码见（https://github.com/a/MAS2），欢迎试用。
"""
_SELECT = ("--select", "ANC001,URL002,SEC004,MKD001,URL009")
_COMMANDS = (
    ("check", "digest.md", *_SELECT),
    ("check", "digest.md", *_SELECT, "--fix", "--unsafe-fixes", "--show-fixes"),
)


def main() -> None:
    """Run the commands and draw what they print."""
    lines: list[Text] = []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "digest.md").write_text(_DIGEST, encoding="utf-8")
        for command in _COMMANDS:
            shown = _run(sys.executable, "-m", "digestlint", *command, cwd=Path(folder))
            lines.append(Text(f"$ digestlint {' '.join(command)}", style="bold"))
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
