"""Rules that are gone. Selectors and comments that name one are accepted and select nothing."""

from __future__ import annotations

from collections.abc import Mapping

# What became of each, by code and by name, both in upper case: "ANC001 finds these links".
RETIRED: Mapping[str, str] = {}
