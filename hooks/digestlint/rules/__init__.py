"""One file a rule; ``digestlint.lint.registry`` finds them."""
