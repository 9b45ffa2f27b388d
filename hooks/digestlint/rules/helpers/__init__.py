"""What rules of several families need to know about a document. Nothing here reports findings."""
