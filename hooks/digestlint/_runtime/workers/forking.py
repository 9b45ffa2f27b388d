"""Whether workers may be copies of this process."""

import sys


def can_fork() -> bool:
    """Whether a copy of this process works: on macOS system libraries may not, nor do threads."""
    threading = sys.modules.get("threading")
    return sys.platform == "linux" and (threading is None or threading.active_count() == 1)
