"""Dependencies of CI: pinned with hashes, as ``pyproject.toml`` wants them, and audited."""

from __future__ import annotations

import json
import os
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
from tools import audit, set_up

from tests.places import ROOT

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
    for python in ("3.11", "3.12", "3.13", "3.14")
]
RENEW = "run 'make lock'"


class Pin(NamedTuple):
    name: str
    version: str
    marker: Marker | None
    hashes: int


def pins(lock: Path) -> Iterator[Pin]:
    """What a lock file holds; each line of it is known."""
    lines = iter(lock.read_text(encoding="utf-8").splitlines())
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


PINS = list(pins(audit.LOCK))
RUN_LOCK = audit.LOCK.with_name("run.txt")
RUN_PINS = list(pins(RUN_LOCK))
DOCS_LOCK = audit.LOCK.with_name("docs.txt")
DOCS_PINS = list(pins(DOCS_LOCK))


def wanted(*groups: str) -> list[str]:
    """What runs and what builds, and some of the groups."""
    run = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    return run + [line for group in groups for line in PROJECT["dependency-groups"][group]]


def pinned(name: str, environment: dict[str, str], among: list[Pin] = PINS) -> list[Pin]:
    return [
        pin
        for pin in among
        if pin.name == canonicalize_name(name)
        and (pin.marker is None or pin.marker.evaluate(environment))
    ]


def test_every_pin_has_hashes_and_no_address() -> None:
    assert len(PINS) > 50
    assert [pin.name for pin in PINS + RUN_PINS + DOCS_PINS if pin.hashes == 0] == []
    for lock in (audit.LOCK, RUN_LOCK, DOCS_LOCK):
        assert "://" not in lock.read_text(encoding="utf-8")


def test_what_is_pinned_for_both_is_pinned_once() -> None:
    """``make docs`` adds to the environment of the tests, and changes nothing in it."""
    versions = {pin.name: pin.version for pin in PINS}
    both = [pin for pin in DOCS_PINS if pin.name in versions]
    assert len(both) > 5
    assert [pin.name for pin in both if versions[pin.name] != pin.version] == [], RENEW


def test_what_runs_is_pinned_once() -> None:
    assert len(RUN_PINS) > 10
    assert {pin[:2] for pin in RUN_PINS} <= {pin[:2] for pin in PINS}, RENEW


@pytest.mark.parametrize(
    ("line", "among"),
    [(line, PINS) for line in wanted("dev", "build", "ci")]
    + [(line, RUN_PINS) for line in wanted("build")]
    + [(line, DOCS_PINS) for line in PROJECT["dependency-groups"]["docs"]],
)
def test_what_the_project_wants_is_pinned(line: str, among: list[Pin]) -> None:
    wish = Requirement(line)
    for environment in ENVIRONMENTS:
        if wish.marker is None or wish.marker.evaluate(environment):
            found = pinned(wish.name, environment, among)
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
    # The arguments of `make` itself do not count here.
    environment = {key: v for key, v in os.environ.items() if "MAKE" not in key and key != "LATEST"}
    for options, newest in (([], False), (["LATEST=1"], True)):
        done = subprocess.run(
            ["make", "--dry-run", "--always-make", *options, "test-all", "audit"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        lines = done.stdout.splitlines()
        assert not any("pip install" in line for line in lines)
        installing = [line.split() for line in lines if "set_up.py" in line]
        assert [words[3] for words in installing] == ["run", "dev"]
        assert [words[2] for words in installing] == [".venv-latest" if newest else ".venv"] * 2
        assert [words[4:] for words in installing] == [["latest"] if newest else []] * 2


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip is asked for; the first time, it has no wheel."""
    asked: list[tuple[str, ...]] = []

    def pip(_: Path, *arguments: str) -> int:
        asked.append(arguments)
        return int("--require-hashes" in arguments and "no wheels" in asked[0])

    monkeypatch.setattr(set_up, "_pip", pip)
    monkeypatch.setattr(set_up, "_environment", lambda folder: folder / "bin" / "python")
    return asked


@pytest.mark.parametrize(("what", "lock"), [("run", "run.txt"), ("dev", "ci.txt")])
def test_what_is_locked_is_installed(
    installed: list[tuple[str, ...]], what: str, lock: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up.main(["folder", what]) == 0
    hashes, own = installed
    options = ("--require-hashes", "--only-binary", ":all:", "--requirement")
    assert hashes == (*options, f"requirements/{lock}")
    assert own == ("--no-deps", "--no-build-isolation", "--editable", ".")
    assert capsys.readouterr().err.startswith("Installing what digestlint")


@pytest.mark.parametrize("what", ["run", "dev"])
def test_where_there_are_no_wheels(
    installed: list[tuple[str, ...]], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.append(("no wheels",))
    assert set_up.main(["folder", what]) == 0
    assert installed[-1][:3] == ("--upgrade", "--editable", ".")
    assert ("pytest>=8.3" in installed[-1]) is (what == "dev")
    assert "the newest ones are installed instead" in capsys.readouterr().err


def test_the_newest_at_once(installed: list[tuple[str, ...]]) -> None:
    assert set_up.main(["folder", "dev", "latest"]) == 0
    assert len(installed) == 1
    assert "--require-hashes" not in installed[0]


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
