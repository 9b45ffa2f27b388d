"""Whether a text is mojibake, of which channel, and what it reads as."""
