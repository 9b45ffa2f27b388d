"""The tools that digestlint's speed is compared with, and how to get them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

OURS = "digestlint"
BARE = "python -c pass"


@dataclass(frozen=True)
class Tool:
    """A tool and its shell command for each load it can be measured on.

    Commands run in the folder of the load (see ``loads.py``); ``BIN`` is the tool's folder of
    programs. A load that a tool has no command for is left out.
    """

    name: str
    source: str  # "pypi", "npm" or "" for what is there already
    package: str
    version: str
    commands: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)  # run first, not measured


_HOOK = "BIN/digestlint check --config force-exclude=true"
_KNOWN = {
    "known, file": "BIN/digestlint check other.md",
    "known, folder": "BIN/digestlint check",
    "known, hook": f"{_HOOK} --select URL other.md small.md",
    "known, fix": f"{_HOOK} --fix other.md small.md",
    "known, json": "BIN/digestlint check --statistics --output-format json .",
    "known, stdin": "cat small.md | BIN/digestlint check -",
}
_WARM = ("as is, warm", "restored, warm")
_CORPORA = ("corpus, cold", "distinct, cold")


def _everywhere(command: str, *more: str) -> dict[str, str]:
    return dict.fromkeys(("empty", "small", "as is", "restored", *more), command)


TOOLS = (
    Tool(
        OURS,
        "",
        "",
        "BIN/digestlint --version",
        {
            **_everywhere("BIN/digestlint check --no-cache *.md"),
            **_KNOWN,
            **dict.fromkeys(_WARM, "BIN/digestlint check *.md"),
            **dict.fromkeys((*_CORPORA, "corpus, warm"), "BIN/digestlint check ."),
            "fix": "BIN/digestlint check --no-cache --fix --unsafe-fixes *.md",
        },
        dict.fromkeys(_CORPORA, "BIN/digestlint clean"),
    ),
    Tool(
        BARE,
        "",
        "",
        "BIN/python -V",
        {
            **dict.fromkeys(("empty", *_KNOWN), "BIN/python -c pass"),
            "known, stdin": "cat small.md | BIN/python -c pass",
        },
    ),
    Tool(
        "rumdl",
        "pypi",
        "rumdl==0.3.0",
        "BIN/rumdl --version",
        {
            **_everywhere("BIN/rumdl check --no-cache *.md"),
            **dict.fromkeys(_WARM, "BIN/rumdl check *.md"),
            **dict.fromkeys(_CORPORA, "BIN/rumdl check --no-cache ."),
            "corpus, warm": "BIN/rumdl check .",
        },
    ),
    Tool(
        "panache-cli",
        "pypi",
        "panache-cli==3.17.1",
        "BIN/panache --version",
        {
            **_everywhere("BIN/panache lint --no-cache *.md"),
            **dict.fromkeys(_CORPORA, "BIN/panache lint --no-cache ."),
        },
    ),
    Tool(
        "mdformat",
        "pypi",
        "mdformat==1.0.0",
        "BIN/mdformat --version",
        _everywhere("BIN/mdformat --check .", "corpus, cold"),
    ),
    Tool(
        "ftfy",
        "pypi",
        "ftfy==6.3.1",
        "BIN/python -c 'import ftfy; print(ftfy.__version__)'",
        # One process for all files: five would start Python five times.
        {"empty": "BIN/ftfy empty.md", "as is": "cat *.md | BIN/ftfy"},
    ),
    Tool(
        "markdownlint-cli2",
        "npm",
        "markdownlint-cli2@0.22.1",
        "BIN/markdownlint-cli2 --help",
        _everywhere("BIN/markdownlint-cli2 '**/*.md'", "corpus, cold"),
    ),
    Tool(
        "pymarkdownlnt",
        "pypi",
        "pymarkdownlnt==0.9.41",
        "BIN/pymarkdown version",
        _everywhere("BIN/pymarkdown scan ."),
    ),
)


class Toolbox:
    """A folder in which each peer has an environment of its own."""

    def __init__(self, folder: Path, digestlint: Path) -> None:
        self._folder = folder.resolve()
        self._ours = digestlint.absolute().parent

    def install(self, tool: Tool) -> str | None:
        """Install ``tool`` unless it is there; returns why it can't be had, or None."""
        home = self._folder / tool.name
        done = home / ".installed"
        if not tool.source or done.exists():
            return None
        if tool.source == "npm" and not shutil.which("npm"):
            return "npm is not there"
        shutil.rmtree(home, ignore_errors=True)
        steps = {
            "pypi": [
                [sys.executable, "-m", "venv", str(home)],
                [str(home / "bin" / "pip"), "install", "--quiet", tool.package],
            ],
            "npm": [
                ["npm", "install", "--prefix", str(home), "--no-audit", "--silent", tool.package]
            ],
        }[tool.source]
        home.mkdir(parents=True)
        for step in steps:
            ended = subprocess.run(step, capture_output=True, text=True, check=False)
            if ended.returncode:
                lines = ended.stderr.strip().splitlines() or ["the installation failed"]
                return lines[-1]
        done.touch()
        return None

    def command(self, tool: Tool, command: str) -> str:
        """``command`` of ``tool`` as the shell takes it."""
        home = self._folder / tool.name
        places = {"": self._ours, "pypi": home / "bin", "npm": home / "node_modules" / ".bin"}
        return command.replace("BIN", str(places[tool.source]))

    def version(self, tool: Tool) -> str:
        """Return what ``tool`` says of its version, last word of the first line."""
        command = self.command(tool, tool.version)
        ended = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
        words = (ended.stdout or ended.stderr).partition("\n")[0].split()
        numbers = [word for word in words if word.lstrip("v")[:1].isdigit()]
        return numbers[0] if numbers else "?"


def environment(cache: Path) -> dict[str, str]:
    """Return the environment that all tools run in.

    It has no colours and no Python settings of the user, and caches are in the folder ``cache``.
    """
    unwanted = ("DIGESTLINT", "PYTHONDONT", "PYTHONUNBUFFERED", "FORCE_COLOR")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
    own = {"XDG_CACHE_HOME": str(cache.resolve())}
    return {**kept, **own, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
