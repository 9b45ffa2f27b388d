"""URLs: where they really end, what is lost or damaged in them, which host they name."""
