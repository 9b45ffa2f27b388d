"""Mutation testing: do the tests notice when the code is changed?

mutmut makes the mutants and forks once for each, after the tests are imported.
"""
