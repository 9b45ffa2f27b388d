"""Checking and fixing one file or many, and the cached results of earlier runs."""
