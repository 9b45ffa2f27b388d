"""Answers of earlier runs, kept with the question and with all that was seen on the way to them.

Nothing is imported here: a run that finds its answer needs little else than these modules.
"""
