"""Hostile trees: a repository of links, devices, names, settings and swaps, and runs over it.

``python -m fuzz trees`` draws trees for a while; ``python -m fuzz.trees --seed N`` draws one again.
"""
