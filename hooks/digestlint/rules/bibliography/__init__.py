"""What a digest and its bibliography say about the same papers."""
