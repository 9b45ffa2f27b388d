"""Rules that compare the files of a run."""
