"""Markdown, HTML and LaTeX that shows as source text, or does not show at all."""
