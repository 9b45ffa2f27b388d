"""The wheel and the sdist: what is in them, what they say of themselves, and that they install."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from tools import notices
from tools.package_readme import with_full_links

from tests.places import PACKAGE, ROOT
from tests.programs import script

pytest.importorskip("hatchling", reason="the build backend is not installed")
pytestmark = pytest.mark.xdist_group("package")  # which is built once

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LARGEST = 24_000_000
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
BROKEN = "# One\n\nSee [one](#One) and [a paper](http://arxiv.org/abs/2509.21826.).\n"
FIXED = "# One\n\nSee [one](#one) and [a paper](https://arxiv.org/abs/2509.21826).\n"
DAMAGED = "我们提出了一种新的方法。\n".encode().decode("latin-1")
RESTORED = "我们提出了一种新的方法。\n"


def build(source: Path, folder: Path, *targets: str) -> list[Path]:
    """Build what is named, as ``python -m build`` does, but with the backend that is here."""
    options = [word for target in targets for word in ("--target", target)]
    command = (sys.executable, "-m", "hatchling", "build", "--directory", str(folder))
    subprocess.run([*command, *options], cwd=source, check=True, capture_output=True)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist."""
    wheel, sdist = build(ROOT, tmp_path_factory.mktemp("dist"), "sdist", "wheel")
    return wheel, sdist


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, Path]) -> Path:
    return built[0]


@pytest.fixture(scope="module")
def sdist(built: tuple[Path, Path]) -> Path:
    return built[1]


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def read(wheel: Path, name: str) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(name)


def test_they_are_small_enough(built: tuple[Path, Path]) -> None:
    assert [path.name for path in built] == [
        f"digestlint-{PROJECT['version']}-py3-none-any.whl",
        f"digestlint-{PROJECT['version']}.tar.gz",
    ]
    assert max(path.stat().st_size for path in built) <= LARGEST


def test_the_wheel_has_the_package_and_nothing_else(wheel: Path) -> None:
    about = f"digestlint-{PROJECT['version']}.dist-info/"
    package = {name for name in names(wheel) if not name.startswith(about)}
    assert package == {
        f"digestlint/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        # Translations are compiled.
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyc", ".po")
    }
    assert names(wheel) - package == {
        about + name
        for name in (
            "METADATA",
            "RECORD",
            "WHEEL",
            "entry_points.txt",
            "licenses/LICENSE",
            "licenses/THIRD_PARTY_NOTICES.md",
        )
    }


def test_the_wheel_has_all_kinds_of_data(wheel: Path) -> None:
    within = names(wheel)
    assert "digestlint/py.typed" in within
    assert any(re.search("/schema/builtin/.*[.]toml$", name) for name in within)
    assert {Path(name).suffix for name in within if "/review/static/" in name} == {
        *(".css", ".html", ".js")
    }
    models = [name for name in within if Path(name).name in notices.models()]
    assert len(models) == len(notices.models()) > 20
    assert {f"{name}.sha256" for name in models} <= within


def test_the_sdist_has_what_is_tracked(sdist: Path) -> None:
    """Whoever packages digestlint runs the tests from it."""
    with tarfile.open(sdist) as archive:
        within = {name.partition("/")[2] for name in archive.getnames()}
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("needs a clone, and git")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    tracked = set(done.stdout.decode().strip("\0").split("\0"))
    there = {name for name in tracked if (ROOT / name).exists()}
    assert there - within == set()
    assert "PKG-INFO" in within
    kept_out = (".venv", ".peers", "__pycache__", ".digestlint_cache", ".git/")
    assert not [name for name in within if any(part in name for part in kept_out)]


def test_the_sdist_builds_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    """Byte for byte: a build depends on nothing but the sources."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    (again,) = build(source, tmp_path / "dist", "wheel")
    assert again.read_bytes() == wheel.read_bytes()


def test_the_metadata_is_valid(wheel: Path) -> None:
    (name,) = (each for each in names(wheel) if each.endswith("/METADATA"))
    metadata = Metadata.from_email(read(wheel, name), validate=True)
    assert metadata.name == canonicalize_name(PROJECT["name"])
    assert metadata.license_expression == "MIT"
    assert metadata.description_content_type == "text/markdown"
    assert metadata.requires_python == SpecifierSet(">=3.11")
    wanted = {canonicalize_name(each.name) for each in metadata.requires_dist or ()}
    extras = PROJECT["optional-dependencies"]
    assert wanted == {
        canonicalize_name(re.split("[<>=]", line)[0])
        for line in (*PROJECT["dependencies"], *chain(*extras.values()))
    }
    assert metadata.provides_extra == sorted(extras)
    assert {"Source", "Issues", "Changelog"} <= set(metadata.project_urls or {})


def description(of: bytes) -> str:
    return Metadata.from_email(of, validate=True).description or ""


def test_links_of_the_description_work_elsewhere(wheel: Path, sdist: Path) -> None:
    """A package index shows it, beside none of our files."""
    (name,) = (each for each in names(wheel) if each.endswith("/METADATA"))
    shown = description(read(wheel, name))
    with tarfile.open(sdist) as archive:
        (about,) = (each for each in archive.getmembers() if each.name.endswith("/PKG-INFO"))
        file = archive.extractfile(about)
        assert file and description(file.read()) == shown
    prose = re.sub(r"(?ms)^```.*?^```$", "", shown)  # examples in code are as they are
    links = re.findall(r"(!?)\[[^\[\]]*\]\(([^()\s]+)\)", prose)
    repository = PROJECT["urls"]["Source"]
    ours = re.compile(rf"{re.escape(repository)}/(raw|blob)/main/([^#]+)(?:#.*)?")
    there = [ours.fullmatch(target) for _, target in links if not target.startswith("#")]
    assert len(there) > 80
    for (picture, target), found in zip(links, there, strict=True):
        assert found, f"{target} leads nowhere on a package index"
        assert (ROOT / found[2]).is_file()
        assert found[1] == ("raw" if picture else "blob")
    # Nothing else is other than in the README.
    back = re.sub(rf"\]\({re.escape(repository)}/(?:raw|blob)/main/", "](", shown)
    assert back == (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a\nb](c.md#d)", "[a\nb](R/blob/main/c.md#d)"),
        ("![a](b.svg)", "![a](R/raw/main/b.svg)"),
        ("[a](#b) [c](https://d.org/e) `[f](g)`", "[a](#b) [c](https://d.org/e) `[f](g)`"),
        ("```md\n[a](b)\n```\n", "```md\n[a](b)\n```\n"),
    ],
)
def test_relative_links_become_full_ones(text: str, expected: str) -> None:
    assert with_full_links(text, "R") == expected


def test_the_versions_of_python_are_those_that_are_tested() -> None:
    prefix = "Programming Language :: Python :: 3."
    named = [each for each in PROJECT["classifiers"] if each.startswith(prefix)]
    assert named == [f"Programming Language :: Python :: {python}" for python in PYTHONS]


def test_every_model_is_named_in_the_notices() -> None:
    text = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    for model in notices.models():
        assert re.search(rf"^- `{re.escape(model)}`: \S", text, re.MULTILINE), model


def test_every_source_belongs_to_a_model_and_its_licence_has_a_link() -> None:
    known = notices.models()
    text = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    linked = re.findall(r"^- \[(.+)\]\(http", text, re.MULTILINE)
    for source in notices.sources():
        assert source.models and set(source.models) <= set(known), source
        assert any(licence in source.licence for licence in linked) or source.licence.startswith(
            ("GPL;", "a modified Apache", "quotations")
        ), source


def test_the_words_of_wordfreq_are_named() -> None:
    (words,) = (each for each in notices.sources() if each.name.startswith("wordfreq"))
    assert words.licence == "CC-BY-SA-4.0"
    assert words.models == tuple(f"language-{name}.npz" for name in ("he", "hi", "uk"))


needs_packages = pytest.mark.skipif(
    bool(os.environ.get("DIGESTLINT_OFFLINE")),
    reason="DIGESTLINT_OFFLINE is set: dependencies are installed from PyPI",
)


def run(*command: str | Path, **environment: str) -> None:
    """Run an installer, with nothing of this process's Python in its way."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        list(map(str, command)),
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def with_pip(python: str, wheel: Path, folder: Path) -> Path:
    run(python, "-m", "venv", folder / "venv")
    there = script("python", folder / "venv")
    run(there, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    run(there, "-m", "pip", "check")
    return script("digestlint", folder / "venv")


def with_uv(python: str, wheel: Path, folder: Path) -> Path:
    uv = found("uv")
    places = {"UV_TOOL_DIR": str(folder / "tools"), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    run(uv, "tool", "install", "--quiet", "--python", python, wheel, **places)
    return folder / "bin" / script("digestlint").name


def with_pipx(python: str, wheel: Path, folder: Path) -> Path:
    pipx = found("pipx")
    places = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "bin")}
    run(pipx, "install", "--quiet", "--python", python, wheel, **places)
    return folder / "bin" / script("digestlint").name


def found(program: str) -> str:
    path = shutil.which(program, path=str(script("python").parent)) or shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    return path


def interpreter(version: str) -> str:
    """The Python of a version, if there is one here; pyenv's shims may lead to none."""
    if version == "{}.{}".format(*sys.version_info):
        return sys.executable
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for path in (shutil.which(f"python{version}"), *pyenv.glob(f"{version}.*/bin/python")):
        if path and subprocess.run([path, "-c", ""], capture_output=True).returncode == 0:
            return str(path)
    pytest.skip(f"Python {version} is not installed")


@pytest.mark.slow
@needs_packages
@pytest.mark.parametrize("version", PYTHONS)
@pytest.mark.parametrize("install", [with_pip, with_uv, with_pipx])
def test_it_installs_and_runs(
    install: Callable[[str, Path, Path], Path], version: str, wheel: Path, tmp_path: Path
) -> None:
    """In an environment of its own, from the wheel: no file of this repository is in reach."""
    program = install(interpreter(version), wheel, tmp_path)
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    (work / "a.md").write_bytes(BROKEN.encode())
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}

    def digestlint(*arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [program, *arguments], cwd=work, env=kept, input=given.encode(), capture_output=True
        )

    assert digestlint("--version").stdout.decode().split() == ["digestlint", PROJECT["version"]]
    assert digestlint("check", "--no-cache").returncode == 1
    assert digestlint("check", "--no-cache", "--fix").returncode == 0
    assert (work / "a.md").read_bytes() == FIXED.encode()
    assert digestlint("restore", given=DAMAGED).stdout.decode() == RESTORED
    assert digestlint("schema").stdout.count(b"\n") > 20
    assert b"broken-anchor" in digestlint("rule", "ANC001").stdout
