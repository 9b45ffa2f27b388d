"""``python -m digestlint``."""

import sys

from digestlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
