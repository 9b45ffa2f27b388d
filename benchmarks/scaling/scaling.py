"""One piece of work in a process of its own, and the processor time that it takes."""

from __future__ import annotations
