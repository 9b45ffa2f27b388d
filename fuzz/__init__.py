"""Coverage-guided fuzzing; ``python -m fuzz`` runs it, the tests run a small part of it."""
