"""Markdown seen through a schema: entries, notes, sections and fields."""
