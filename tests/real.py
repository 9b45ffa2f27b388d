"""The real digests, if they are beside the checkout."""

from __future__ import annotations

import pytest

from tests import places

DIGESTS = sorted(places.DIGESTS.glob("*.md"))

needs_digests = pytest.mark.skipif(
    not DIGESTS, reason="the real digests (../shared/digests) are not part of the repository"
)
