"""The command ``digestlint``, and ``python -m digestlint``."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # The current folder, where `python -m` looks for modules first: it may be anybody's.
    del sys.path[0]

# First of all: what is imported from here on may be interrupted.
from digestlint._runtime.interrupts import take_over

take_over()

from digestlint.cli import console  # noqa: E402 - see above

if __name__ == "__main__":
    console()
