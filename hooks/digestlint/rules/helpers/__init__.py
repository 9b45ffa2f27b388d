"""What rules of several families find out about a document. Nothing here reports anything."""
