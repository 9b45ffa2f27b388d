"""The compared tools: how each is installed, run and read.

Versions are pinned so that the table can be reproduced. Every tool gets the settings a project
with digests would choose (``configs/``), so that no tool is charged for line-length noise.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

CONFIGS = Path(__file__).resolve().parent / "configs"
PYPI = ("rumdl==0.3.0", "mdformat==1.0.0", "mdformat-gfm==1.0.0", "ftfy==6.3.1")
NPM = (
    "markdownlint-cli2@0.22.1",
    "remark-cli@12.0.1",
    "remark-gfm@4.0.1",
    "remark-preset-lint-recommended@7.0.1",
    "remark-lint-no-undefined-references@5.0.2",
    "remark-lint-no-empty-url@4.0.1",
    "remark-validate-links@13.1.0",
)


class Finding(NamedTuple):
    """What a tool says about the lines ``first`` to ``last`` of ``file`` (1-based)."""

    file: str
    first: int
    last: int
    rule: str


@dataclass(frozen=True)
class Tool:
    """A tool of the comparison.

    ``check`` and ``fix`` are shell commands, run in a folder that holds the digests (and nothing
    else). ``parse`` reads the check's output, or is None where the tool names files only.
    ``rules`` says, per class of defect, which rules count as finding it.
    """

    name: str
    version: str
    check: str
    fix: str
    parse: Callable[[str], Iterator[Finding]] | None
    rules: Mapping[str, tuple[str, ...]]


def _markdownlint(output: str) -> Iterator[Finding]:
    for found in re.finditer(r"^(\S+?\.md):(\d+)(?::\d+)? \w+ (MD\d+)/", output, re.MULTILINE):
        yield Finding(found[1], int(found[2]), int(found[2]), found[3])


def _rumdl(output: str) -> Iterator[Finding]:
    for item in json.loads(output):
        yield Finding(item["file"], item["line"], item["line"], item["rule"])


def _remark(output: str) -> Iterator[Finding]:
    file = ""
    for line in output.splitlines():
        if line.endswith(".md"):
            file = line
        elif found := re.match(r"(\d+):\d+(?:-\d+:\d+)?\s+\w+ .*?\s([a-z-]+)\s+remark-\S+$", line):
            yield Finding(file, int(found[1]), int(found[1]), found[2])


def _ftfy(output: str) -> Iterator[Finding]:
    for found in re.finditer(r"^(\S+):(\d+): (mojibake)$", output, re.MULTILINE):
        yield Finding(found[1], int(found[2]), int(found[2]), found[3])


def _digestlint(output: str) -> Iterator[Finding]:
    for item in json.loads(output):
        first, last = item["location"]["row"], item["end_location"]["row"]
        yield Finding(Path(item["filename"]).name, first, last, item["code"])


_MARKDOWNLINT_RULES = {"anchor": ("MD051",), "empty": ("MD042",), "fence": ("MD040",)}

TOOLS = (
    Tool(
        "digestlint",
        "digestlint --version",
        "digestlint check --across-files --output-format json *.md",
        "digestlint check --fix --unsafe-fixes --exit-zero *.md",
        _digestlint,
        {
            "anchor": ("ANC001",),
            "target": ("URL001", "URL002", "URL003"),
            "http": ("URL005",),
            "fence": ("SEC005",),
            "title": ("TOC007",),
            "heading": ("SEC004",),
            "empty": ("URL004",),
            "split": ("URL008",),
            "mojibake": ("ENC002", "ENC003"),
            "summary": ("SEC008",),
            "twice": ("TOC004",),
        },
    ),
    Tool(
        "markdownlint",
        "markdownlint-cli2 --help | head -1",
        "markdownlint-cli2 --config CONFIGS/.markdownlint-cli2.jsonc '*.md' 2>&1",
        "markdownlint-cli2 --fix --config CONFIGS/.markdownlint-cli2.jsonc '*.md'",
        _markdownlint,
        _MARKDOWNLINT_RULES,
    ),
    Tool(
        "rumdl",
        "rumdl --version",
        "rumdl check --config CONFIGS/rumdl.toml --no-cache --output-format json .",
        "rumdl check --fix --config CONFIGS/rumdl.toml --no-cache .",
        _rumdl,
        {**_MARKDOWNLINT_RULES, "mojibake": ("MD083",)},
    ),
    Tool(
        "mdformat",
        "mdformat --version",
        "mdformat --check *.md",
        "mdformat *.md",
        None,
        {},
    ),
    Tool(
        "remark",
        "remark --version",
        "remark --frail --no-stdout --no-color --rc-path CONFIGS/remark.mjs *.md",
        "remark --quiet --rc-path CONFIGS/remark.mjs --output -- *.md",
        _remark,
        {"anchor": ("missing-heading",), "empty": ("no-empty-url",)},
    ),
    Tool(
        "ftfy, careful",
        "python -c 'import ftfy; print(ftfy.__version__)'",
        "python CONFIGS/ftfy_lines.py check *.md",
        "python CONFIGS/ftfy_lines.py fix *.md",
        _ftfy,
        {"mojibake": ("mojibake",)},
    ),
    Tool(
        "ftfy, command line",
        "python -c 'import ftfy; print(ftfy.__version__)'",
        "",
        "for f in *.md; do ftfy $f -o $f.fixed && mv $f.fixed $f; done",
        None,
        {},
    ),
)


class Toolbox:
    """A folder with the tools in it: a Python environment, an npm prefix and the configurations."""

    def __init__(self, folder: Path, digestlint: Path | None) -> None:
        self._folder = folder.resolve()
        self._npm = self._folder / "npm"
        bins = [self._folder / "venv" / "bin", self._npm / "node_modules" / ".bin"]
        if digestlint:
            bins.insert(0, digestlint.resolve().parent)
        path = os.pathsep.join([*map(str, bins), os.environ["PATH"]])
        self._env = {**os.environ, "PATH": path, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}

    def install(self) -> None:
        """Install what is missing, and copy the configurations to where Node can resolve them."""
        venv = self._folder / "venv"
        if not venv.exists():
            subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
            subprocess.run([str(venv / "bin" / "pip"), "install", "--quiet", *PYPI], check=True)
        if not (self._npm / "node_modules").exists():
            self._npm.mkdir(parents=True, exist_ok=True)
            quiet = ["--no-audit", "--no-fund", "--silent"]
            npm = ["npm", "install", "--prefix", str(self._npm), *quiet, *NPM]
            subprocess.run(npm, check=True)
        for config in CONFIGS.iterdir():
            # markdownlint-cli2 wants its configuration to carry this very name.
            name = config.name.replace("markdownlint-cli2", ".markdownlint-cli2")
            shutil.copyfile(config, self._npm / name)

    def run(self, command: str, folder: Path) -> str:
        """Run a shell command in ``folder``; returns stdout, or stderr where stdout is empty.

        Ends the comparison if the tool failed (each of them exits with 0 or 1 otherwise).
        """
        done = subprocess.run(
            command.replace("CONFIGS", str(self._npm)),
            shell=True,
            cwd=folder,
            env=self._env,
            capture_output=True,
            check=False,
        )
        if done.returncode > 1:
            reason = done.stderr.decode("utf-8", "replace").strip()[-500:]
            sys.exit(f"{command}: exit status {done.returncode}: {reason}")
        return (done.stdout.strip() or done.stderr.strip()).decode("utf-8", "replace")

    def has(self, command: str) -> bool:
        """Return whether the program that ``command`` starts with is installed."""
        return shutil.which(command.split()[0], path=self._env["PATH"]) is not None
