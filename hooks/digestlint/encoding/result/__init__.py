"""Restored text, and the exact map from it to its source."""
