"""Markdown, HTML and LaTeX that readers see as it is written, or do not see at all."""
