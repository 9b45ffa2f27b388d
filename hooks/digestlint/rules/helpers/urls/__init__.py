"""What several families need to know of URLs: hosts, templates, LaTeX, defects."""
