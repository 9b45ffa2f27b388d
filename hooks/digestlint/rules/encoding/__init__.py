"""Damaged and invisible characters."""
