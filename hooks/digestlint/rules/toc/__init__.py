"""Rules on the table of contents: entries, notes, their order and numbers."""
