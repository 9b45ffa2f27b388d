"""Getting packages by their registries' own clients, and unpacking them."""

import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from sources import Source


class NotAvailable(Exception):
    """A package cannot be had here; says why."""


def fetch(source: Source, cache: Path) -> tuple[Path, str]:
    """Return the folder of the unpacked package and its version; download what is not there.

    Raises:
        NotAvailable: The registry's client is missing, or does not give the package.
    """
    folder = cache / f"{source.registry}-{source.package}"
    version = folder / "VERSION"
    if not version.exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder)
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            work = Path(temporary)
            get = {"debian": _from_debian, "pypi": _from_pypi}[source.registry]
            found = get(source.package, work, work / "unpacked")
            (work / "unpacked" / "VERSION").write_text(found, encoding="utf-8")
            (work / "unpacked").rename(folder)
    return folder, version.read_text(encoding="utf-8")


def _from_debian(package: str, work: Path, target: Path) -> str:
    _run(["apt-get", "download", "-q", package], work)
    (archive,) = work.glob("*.deb")
    _run(["dpkg-deb", "-x", archive.name, str(target)], work)
    return _run(["dpkg-deb", "-f", archive.name, "Version"], work).strip()


def _from_pypi(package: str, work: Path, target: Path) -> str:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", package]
    # The wheels of packages that are about encodings leave out their documentation.
    if package.islower():
        pip += ["--no-binary", ":all:"]
    _run(pip, work)
    (archive,) = (path for path in work.iterdir() if path.is_file())
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(target)
    else:
        with tarfile.open(archive) as sdist:
            sdist.extractall(target, filter="data")
    return archive.name.removesuffix(".tar.gz").split("-")[1]


def _run(command: list[str], folder: Path) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise NotAvailable(f"{command[0]} is not installed") from error
    except subprocess.CalledProcessError as error:
        last = error.stderr.strip().splitlines()[-1:] or [f"exit status {error.returncode}"]
        raise NotAvailable(f"{command[0]}: {last[0]}") from error
    return done.stdout
