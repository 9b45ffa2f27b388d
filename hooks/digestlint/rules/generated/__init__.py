"""What tools that generate or merge text leave in it."""
