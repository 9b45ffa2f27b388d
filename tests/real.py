"""The real digests, where a checkout has them beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "digests"
DIGESTS = sorted(FOLDER.glob("*.md"))

needs_digests = pytest.mark.skipif(
    not DIGESTS, reason="the real digests (../shared/digests) are not part of the repository"
)
