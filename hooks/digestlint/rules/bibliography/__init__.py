"""Differences between a digest and its bibliography."""
