"""Rules on URLs: where they end, what is malformed or missing in them."""
