"""A little of what ``make fuzz`` does: the targets hold on the first inputs and close to them."""

from __future__ import annotations

import importlib.util
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.__main__ import NAMES
from fuzz.corpus import SEEDS, write_seeds
from fuzz.failures import going_on
from fuzz.targets import TARGETS

from tests.places import ROOT

TOKENS = (
    b"\n # ``` ~~~ ** _ $ \\ [ ]( ) < > <!-- --> | & ; : \x00 \xe9 \xc3\xa9 \xe2\x80\x8b \r".split(
        b" "
    )
)


def test_each_target_has_a_name() -> None:
    assert (*NAMES, "everything") == tuple(TARGETS)


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """``seed`` after a few cuts, copies and insertions."""
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.choices(range(len(seed) + 1), k=2))
        end = min(end, at + 40)
        piece = chance.choice([b"", seed[at:end] * 2, chance.choice(TOKENS)])
        seed = seed[:at] + piece + seed[end:]
    return seed


@pytest.mark.parametrize("name", NAMES)
def test_targets_hold(name: str) -> None:
    chance = random.Random(name)
    for seed in SEEDS:
        for data in (seed.encode(), mutated(seed.encode(), chance), mutated(seed.encode(), chance)):
            TARGETS[name](data)


def test_each_kind_of_failure_is_kept_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def target(data: bytes) -> None:
        if data[:1] == b"a":
            raise ValueError(f"rule ABC{len(data):03}, line {len(data)}")
        assert data != b"b"

    run = going_on(target, f"{tmp_path}/kept-")
    for data in (b"a", b"a", b"b", b"b", b"fine"):
        run(data)
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"a", b"b"]
    run(b"aa")  # another rule
    assert len(list(tmp_path.glob("kept-*"))) == 3
    assert capsys.readouterr().err.count("Traceback") == 3


needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: it has no wheel for this system",
)


def fuzzed(folder: Path, seconds: float, *limits: str) -> subprocess.CompletedProcess[str]:
    """A run over all targets; what it keeps goes to ``folder``."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "fuzz.harness", "everything", f"{folder}/kept-", str(seconds)),
            *(*limits, "-seed=1", "-max_len=600", f"-artifact_prefix={folder}/", str(folder)),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'hooks'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


@pytest.mark.slow
@needs_atheris
def test_a_short_run_with_coverage(tmp_path: Path) -> None:
    write_seeds(tmp_path)
    done = fuzzed(tmp_path, 600, "-runs=200")
    assert done.returncode == 0, done.stderr[-2000:]
    # Modules that are imported when they are needed have to be seen as well.
    assert int(re.findall(r"cov: (\d+)", done.stderr)[-1]) > 2000
    assert list(tmp_path.glob("kept-*")) == [], done.stderr[-2000:]


@pytest.mark.slow
@needs_atheris
def test_a_run_ends_after_so_much_processor_time(tmp_path: Path) -> None:
    done = fuzzed(tmp_path, 0.001, "-runs=50", "-print_final_stats=1")
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(re.findall(r"executed_units: +(\d+)", done.stderr)[-1]) < 10
