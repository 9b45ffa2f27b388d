"""Runs rules over a document, and says where their findings are."""
