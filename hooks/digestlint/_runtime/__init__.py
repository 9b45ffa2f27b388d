"""Services of Python and the system: budgets, lazy patterns, workers, tracing."""
