"""Checks that fixes changed what their findings name, and nothing else: ``Verifier``."""

from digestlint.verification.verifier import HarmfulFixError, Verifier

__all__ = ["HarmfulFixError", "Verifier"]
