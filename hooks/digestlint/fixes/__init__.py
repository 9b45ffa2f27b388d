"""Fixes: rounds of edits, each verified; diffs; the one place that writes files."""
