"""Tools for working on digestlint itself; not part of the package."""
