"""What configuration files are called."""

from __future__ import annotations

SHARED_NAME = "pyproject.toml"  # other tools have their tables in it
SHARED_TABLE = ("tool", "digestlint")
CONFIG_NAMES = ("digestlint.toml", ".digestlint.toml", SHARED_NAME)
"""Of several in one folder, the first is read, and no other."""
