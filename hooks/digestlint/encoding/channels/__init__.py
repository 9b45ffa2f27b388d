"""What happens to text on its way: code pages, lost bytes, and what is left of characters."""
