"""What several rules find out about a document, or one rule needs a room of its own for.

Nothing here reports anything: that is what rules are for.
"""
