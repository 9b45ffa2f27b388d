"""Answers of earlier runs, kept with their questions and with everything that the runs looked at.

Nothing is imported here: a run that finds its answer needs hardly more than these modules.
"""
