"""Markdown seen through a schema: ``build(markdown, schema)``."""

from digestlint.digest.building import build
from digestlint.digest.headings import Fits
from digestlint.digest.model import Digest, Entry, Field, Group, Note, Section
from digestlint.digest.wrapping import find_wrappers

__all__ = ["Digest", "Entry", "Field", "Fits", "Group", "Note", "Section", "build", "find_wrappers"]
