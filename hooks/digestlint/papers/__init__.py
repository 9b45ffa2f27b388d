"""What papers are known by: identifiers, titles in LaTeX, bibliographies."""
