"""Readers of entries, notes and fields, chosen by the ``kind`` that a schema gives them.

A kind is a module with a class ``Finder`` (see ``parts``) where it is one of entries and notes, or
``Reader`` (see ``fields``) where it is one of fields; ``schema.kinds`` names them, and they are
loaded when a schema asks for them. Nothing else knows what the Markdown of an entry, a note or a
field looks like.
"""
