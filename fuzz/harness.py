"""``python -m fuzz.harness TARGET [libFuzzer options]``: one target under atheris."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["digestlint"]):
    from fuzz.targets import TARGETS

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
