"""What a run reads from its environment, recorded so that it can be looked up again."""
