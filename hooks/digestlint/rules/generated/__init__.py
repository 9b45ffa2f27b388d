"""What tools left in the text that made it or merged it."""
