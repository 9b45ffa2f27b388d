"""All that rules may read of one file."""
