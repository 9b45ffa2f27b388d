"""One file a rule; ``digestlint.registry`` finds them."""
