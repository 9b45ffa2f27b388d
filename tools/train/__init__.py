"""Training the restoration model: ``python -m tools.train CORPUS_DIR --out DIR``."""
