"""Identifying papers: identifiers, titles in LaTeX, bibliographies."""
