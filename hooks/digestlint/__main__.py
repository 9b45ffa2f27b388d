"""``python -m digestlint``."""

from digestlint.cli import console

if __name__ == "__main__":
    console()
