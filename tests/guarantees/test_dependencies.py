"""Dependencies of CI: pinned with hashes, as ``pyproject.toml`` wants them, and audited."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tools import audit

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>[^\\]+))?")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}")
SYSTEMS = [
    {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
]
ENVIRONMENTS = [
    system
    | {"python_version": python, "python_full_version": f"{python}.5"}
    | {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
    for system in SYSTEMS
    for python in ("3.11", "3.12", "3.13")
]
RENEW = "run 'make lock'"


class Pin(NamedTuple):
    name: str
    version: str
    marker: Marker | None
    hashes: int


def pins() -> Iterator[Pin]:
    """What the lock file holds; each line of it is known."""
    lines = iter(audit.LOCK.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.lstrip().startswith("#"):
            continue
        found = PIN.fullmatch(line.removesuffix(" \\").rstrip())
        assert found, f"no pin: {line!r}"
        hashes = 0
        while line.endswith("\\"):
            line = next(lines)
            assert HASH.fullmatch(line.removesuffix(" \\")), line
            hashes += 1
        marker = Marker(found["marker"]) if found["marker"] else None
        yield Pin(found["name"], found["version"], marker, hashes)


PINS = list(pins())


def wanted() -> list[str]:
    groups = PROJECT["dependency-groups"]
    build = PROJECT["build-system"]["requires"]
    return [*PROJECT["project"]["dependencies"], *groups["dev"], *groups["ci"], *build]


def pinned(name: str, environment: dict[str, str]) -> list[Pin]:
    return [
        pin
        for pin in PINS
        if pin.name == canonicalize_name(name)
        and (pin.marker is None or pin.marker.evaluate(environment))
    ]


def test_every_pin_has_hashes_and_no_address() -> None:
    assert len(PINS) > 50
    assert [pin.name for pin in PINS if pin.hashes == 0] == []
    assert "://" not in audit.LOCK.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", wanted())
def test_what_the_project_wants_is_pinned(line: str) -> None:
    wish = Requirement(line)
    for environment in ENVIRONMENTS:
        if wish.marker is None or wish.marker.evaluate(environment):
            found = pinned(wish.name, environment)
            assert len(found) == 1, f"{wish} in {environment}: {found}; {RENEW}"
            assert wish.specifier.contains(found[0].version), f"{wish}: {found}; {RENEW}"


def test_what_the_pinned_want_is_pinned() -> None:
    """Of those that are installed here in the pinned version."""
    seen = 0
    for pin in PINS:
        try:
            installed = metadata.distribution(pin.name)
        except metadata.PackageNotFoundError:
            continue
        if installed.version != pin.version:
            continue
        for wish in map(Requirement, installed.requires or ()):
            for environment in ENVIRONMENTS:
                applies = pin.marker is None or pin.marker.evaluate(environment)
                if applies and (wish.marker is None or wish.marker.evaluate(environment)):
                    seen += 1
                    found = pinned(wish.name, environment)
                    assert [wish.specifier.contains(f.version) for f in found] == [True], wish
    if not seen:
        pytest.skip("no pinned version is installed")


def test_what_builds_the_project_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    monkeypatch.chdir(ROOT)
    backend = import_module(PROJECT["build-system"]["build-backend"])
    for line in (*backend.get_requires_for_build_editable(), *PROJECT["build-system"]["requires"]):
        (found,) = pinned(Requirement(line).name, ENVIRONMENTS[0])
        assert Requirement(line).specifier.contains(found.version)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_ci_installs_what_is_locked_and_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "export LOCKED=1" in script
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "LOCKED=1", "test", "audit"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    installing = [line for line in done.stdout.splitlines() if "pip install" in line]
    assert len(installing) == 2
    assert "--require-hashes --only-binary :all:" in installing[0]
    assert "--no-deps --no-build-isolation" in installing[1]


def result(**dependencies: list[str] | None) -> str:
    """What pip-audit writes; None for a package that it does not know."""
    return json.dumps(
        {
            "dependencies": [
                {"name": name, "skip_reason": "not found"}
                if found is None
                else {"name": name, "version": "1.0", "vulns": [{"id": one} for one in found]}
                for name, found in dependencies.items()
            ]
        }
    )


@pytest.mark.parametrize(
    ("output", "errors", "code", "message"),
    [
        (result(a=[], b=[]), "", 0, "2 packages, no known vulnerabilities"),
        (result(a=["CVE-1", "CVE-2"], b=[]), "", 1, "1 of 2 packages\n  a 1.0: CVE-1, CVE-2"),
        (result(a=[], b=None), "", 1, "1 of 2 packages\n  b: not known to the vulnerability servi"),
        (result(a=None, b=None), "", 0, "skipped: the vulnerability service knows none of 2"),
        ("", "…\nERROR: Could not connect to PyPI's feed", 0, "skipped: no vulnerability service"),
        ("", "…\nrequests.exceptions.ProxyError: no", 0, "skipped: no vulnerability service"),
        ("", "…\nERROR: no such file", 1, "pip-audit failed: ERROR: no such file"),
        ("", "", 1, "pip-audit failed: no output"),
    ],
)
def test_the_verdict_on_an_audit(output: str, errors: str, code: int, message: str) -> None:
    assert audit.verdict(output, errors)[0] == code
    assert audit.verdict(output, errors)[1].startswith(message)
