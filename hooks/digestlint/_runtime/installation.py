"""Version and location of the running digestlint."""

import os

__version__ = "0.1.0"
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of the package."""
