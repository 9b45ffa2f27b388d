"""What several families ask of URLs: hosts, templates, LaTeX in them, malformed ones."""
