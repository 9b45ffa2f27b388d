"""What users can set, where it is read from, and what applies to a file."""
