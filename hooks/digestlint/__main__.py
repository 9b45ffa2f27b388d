"""The command ``digestlint``, and ``python -m digestlint``."""

# First of all: what is imported from here on may be interrupted.
from digestlint.interrupts import take_over

take_over()

from digestlint.cli import console  # noqa: E402 - see above

if __name__ == "__main__":
    console()
