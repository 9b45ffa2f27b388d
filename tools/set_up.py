"""``python tools/set_up.py FOLDER run|dev [latest]``: create an environment with the dependencies.

``run`` is what it needs to run, ``dev`` is what tests, style and types need besides. Both are
installed in the versions of the lock files, whose hashes are checked, and nothing is built; where
these versions have no wheels for this Python or system, the newest ones are taken, and that is
said. ``latest`` takes the newest ones at once. Needs nothing but Python itself.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": "requirements/run.txt", "dev": "requirements/ci.txt"}
WHAT = {
    "run": "what digestlint needs (half a minute at most)",
    "dev": "what digestlint and its tests need (a minute or two)",
}
NO_WHEELS = (
    "The tested versions can't be installed for Python {version} on this system (see above); "
    "the newest ones are installed instead."
)


def main(arguments: Sequence[str]) -> int:
    """Make the environment, or add to it."""
    folder, what, *more = arguments
    python = _environment(Path(folder))
    if "latest" in more:
        _say(f"Installing the newest versions of {WHAT[what]} in {folder} …")
        return _pip(python, *_newest(what))
    _say(f"Installing {WHAT[what]} in {folder} …")
    locked = ("--require-hashes", "--only-binary", ":all:", "--requirement", LOCKS[what])
    own = ("--no-deps", "--no-build-isolation", "--editable", ".")
    if _pip(python, *locked) == 0 and _pip(python, *own) == 0:
        return 0
    _say(NO_WHEELS.format(version=".".join(map(str, sys.version_info[:2]))))
    return _pip(python, *_newest(what))


def _environment(folder: Path) -> Path:
    windows = sys.platform == "win32"
    python = folder / ("Scripts/python.exe" if windows else "bin/python")
    if not python.exists():
        _say(f"Making a virtual environment in {folder} …")
        subprocess.run([sys.executable, "-m", "venv", str(folder)], cwd=ROOT, check=True)
    return python


def _newest(what: str) -> list[str]:
    """Return what is to be installed, without any version."""
    wanted = ["--upgrade", "--editable", "."]
    if what == "dev":
        groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        wanted += [*groups["dependency-groups"]["dev"], *groups["dependency-groups"]["ci"]]
    return wanted


def _pip(python: Path, *arguments: str) -> int:
    command = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    return subprocess.run([*command, *arguments], cwd=ROOT, check=False).returncode


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
