"""Where things are: this repository, its package, and the data beside it that a clone lacks."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "hooks"
PACKAGE = SOURCE / "digestlint"
SHARED = ROOT.parent / "shared"
DIGESTS = SHARED / "digests"
