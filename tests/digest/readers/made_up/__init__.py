"""Kinds that digestlint does not have: one module each."""
