"""Fixes: rounds of edits, each of them verified; diffs; the only module that writes files."""
