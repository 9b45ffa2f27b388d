"""Findings, fixes, messages, and the metadata, settings and selectors of rules."""
