"""Characters that were damaged on their way."""
