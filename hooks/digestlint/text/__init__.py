"""Bytes to text and back, lines, spans, edits, and showing text safely."""
