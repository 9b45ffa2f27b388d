"""Runs rules on a document and locates their findings."""
