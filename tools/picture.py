"""Draws ``docs/terminal.svg``: what digestlint prints on a small digest.

Usage: ``python -m tools.picture``
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 108

_THEME = TerminalTheme(
    (24, 26, 31),
    (220, 223, 228),
    [
        (40, 44, 52),
        (224, 108, 117),
        (152, 195, 121),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (86, 182, 194),
        (220, 223, 228),
    ],
)
# Rich's own template loads fonts from elsewhere; a picture in a README must not.
_TEMPLATE = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
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
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "digest.md").write_text(_DIGEST, encoding="utf-8")
        for command in _COMMANDS:
            console.print(Text(f"$ digestlint {' '.join(command)}", style="bold"))
            shown = _run(sys.executable, "-m", "digestlint", *command, cwd=Path(folder))
            console.print(Text.from_ansi(shown.rstrip()))
            console.print()
    svg = console.export_svg(title="digestlint", theme=_THEME, code_format=_TEMPLATE)
    (ROOT / "docs" / "terminal.svg").write_text(svg, encoding="utf-8")


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
