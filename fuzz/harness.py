"""``python -m fuzz.harness TARGET PREFIX SECONDS [libFuzzer options]``: one target under atheris.

After this many seconds of processor time, of all threads and with the start, libFuzzer is asked to
end; its own limit is one by the clock, which on a busy machine leaves a target few inputs.

Errors are kept as ``fuzz.failures`` has it. What ends the process (hanging, a crash of a library,
too much memory) is kept by libFuzzer, by its own option.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages

import atheris

from fuzz.failures import going_on

with atheris.instrument_imports(include=["digestlint", "tomllib"]):
    import digestlint

    # All of it: what is imported later, when it is needed, would not be seen.
    for module in walk_packages(digestlint.__path__, "digestlint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    from fuzz.targets import TARGETS


def _ending(target: Callable[[bytes], None], seconds: float) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        target(data)
        if time.process_time() > seconds:
            os.kill(os.getpid(), signal.SIGUSR1)  # libFuzzer ends as it does by itself, with 0

    return run


if __name__ == "__main__":
    name, prefix, seconds = (sys.argv.pop(1) for _ in range(3))
    atheris.Setup(sys.argv, _ending(going_on(TARGETS[name], prefix), float(seconds)))
    atheris.Fuzz()
