"""Links inside a document and to other files."""
