"""Coverage-guided fuzzing; ``python -m fuzz`` runs it, the tests run a little of it."""
