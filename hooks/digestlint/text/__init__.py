"""Bytes to text and back, lines, spans, edits, and how text is shown harmlessly."""
