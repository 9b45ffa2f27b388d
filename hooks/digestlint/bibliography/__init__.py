"""The bibliography: a `.bib` file read as entries that can be matched with a digest's papers.

Import from here; nothing in this package reads a file, the caller hands in the text.
"""

from __future__ import annotations

from digestlint.bibliography.model import BibEntry, Bibliography, BibProblem
from digestlint.bibliography.names import candidate_names
from digestlint.bibliography.reader import parse_bibliography

__all__ = ["BibEntry", "BibProblem", "Bibliography", "candidate_names", "parse_bibliography"]
