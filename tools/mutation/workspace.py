"""The folder that mutmut works in: a copy of the package and of what its tests read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tools.mutation.suites import Suite

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = "digestlint"
_BESIDE = ("tests", "fixtures", "fuzz", "tools", "docs", "README.md", ".pre-commit-hooks.yaml")
_NOT_HERE = "not is_about_one_screen and not generated_files"
_PLUGINS = ("-p", "no:cacheprovider", "-p", "tools.mutation.caches")
_IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc")


def prepare(suite: Suite, folder: Path) -> None:
    """Bring ``folder`` up to date with the working tree.

    mutmut distinguishes mutants by the path of their module below the folder it runs in, so the
    package lies at the top. What it mutates lies in ``mutants``, where the tests find ``hooks``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _update(ROOT / "hooks" / PACKAGE, folder / PACKAGE)
    for name in _BESIDE:
        _update(ROOT / name, folder / name)
    (folder / "pyproject.toml").write_text(_settings(suite), encoding="utf-8")
    mutants = folder / "mutants"
    mutants.mkdir(exist_ok=True)
    if not (mutants / "hooks").is_symlink():
        (mutants / "hooks").symlink_to(".")
    for path in mutants.glob("*/**/*.py"):  # mutmut adds and replaces only
        if not (folder / path.relative_to(mutants)).exists():
            path.unlink()


def _update(source: Path, target: Path) -> None:
    """Copy what differs, and nothing else: mutmut goes by the time a file was changed."""
    if source.is_dir():
        target.mkdir(exist_ok=True)
        names = {path.name for path in source.iterdir()}
        names -= _IGNORED(str(source), list(names))
        for path in target.iterdir():
            if path.name not in names:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name in sorted(names):
            _update(source / name, target / name)
    elif not target.exists() or target.read_bytes() != source.read_bytes():
        shutil.copyfile(source, target)


def _settings(suite: Suite) -> str:
    ours = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = {
        "source_paths": [PACKAGE],
        "only_mutate": [f"{PACKAGE}/{suite.modules}"],
        "also_copy": [*_BESIDE, "pyproject.toml"],
        "pytest_add_cli_args_test_selection": list(suite.tests),
        # The same examples each time, so that a mutant lives or dies alike; and no test of what a
        # module's source says or how long it is, since here it holds all its mutants.
        "pytest_add_cli_args": [*_PLUGINS, "--hypothesis-seed=0", "-k", _NOT_HERE],
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in lists.items()]
    # A mutant may take (what its tests take + 1 s) * 20 of wall time.
    limits = ["timeout_constant = 1.0", "timeout_multiplier = 20.0"]
    quiet = ["track_dependencies = false", 'on_dependency_change = "ignore"']
    return "\n".join([ours, "[tool.mutmut]", *lines, *limits, *quiet, ""])
