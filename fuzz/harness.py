"""``python -m fuzz.harness TARGET PREFIX [libFuzzer options]``: one target under atheris.

Errors are kept as ``fuzz.failures`` has it. What ends the process (hanging, a crash of a library,
too much memory) is kept by libFuzzer, by its own option.
"""

from __future__ import annotations

import sys
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

if __name__ == "__main__":
    name, prefix = sys.argv.pop(1), sys.argv.pop(1)
    atheris.Setup(sys.argv, going_on(TARGETS[name], prefix))
    atheris.Fuzz()
