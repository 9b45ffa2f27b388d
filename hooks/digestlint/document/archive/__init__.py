"""The files of a run together: compact facts of each, and what these say of all of them."""
