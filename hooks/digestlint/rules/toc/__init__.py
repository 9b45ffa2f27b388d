"""Entries and notes: what a digest lists, and what it has."""
