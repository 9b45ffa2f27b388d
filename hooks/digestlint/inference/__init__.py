"""What files have in common, found without a schema: the labels in them, and a schema for them."""
