"""Rules on wikilinks, ``[[note#heading|text]]``."""
