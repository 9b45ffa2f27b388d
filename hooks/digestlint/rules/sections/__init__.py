"""The notes of a digest: their sections, fields and fences."""
