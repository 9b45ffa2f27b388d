"""The model file."""

import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from digestlint.encoding.infill import model
from tests.places import SOURCE


def test_fits_into_the_wheel() -> None:
    folder = resources.files("digestlint.encoding.infill") / "data"
    sizes = [len(file.read_bytes()) for file in folder.iterdir()]
    assert sum(sizes) <= 14_000_000


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"\x00" * 100])
def test_garbage(data: bytes) -> None:
    with pytest.raises(model.ModelError, match="not a restoration model"):
        model.parse(data)


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = resources.files("digestlint.encoding.infill") / "data"
    for name in ("chinese.npz", "chinese.npz.sha256"):
        (tmp_path / name).write_bytes((source / name).read_bytes())
    with (tmp_path / "chinese.npz").open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00\x01\x02")
    monkeypatch.setattr(model, "_DATA", tmp_path)
    with pytest.raises(model.ModelError, match="damaged"):
        model.load.__wrapped__("chinese")


def test_unknown_model() -> None:
    with pytest.raises(model.ModelError, match="cannot be read"):
        model.load("klingon")


def test_numpy_is_loaded_on_first_use_only() -> None:
    code = "import sys, digestlint.encoding.infill.filling; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=SOURCE, check=False).returncode == 0
