"""Checks and fixes: one file, many files, and what earlier runs found."""
