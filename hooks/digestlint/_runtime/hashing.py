"""Python's built-in hash functions: ``hashlib`` would load OpenSSL, which takes 4 MB and 3 ms."""

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from hashlib import blake2b, sha1, sha256
    from typing import Any

__all__ = ["blake2b", "git_id", "sha1", "sha256"]

# Where Python has them; some have none.
_MODULES = {
    "blake2b": ("_blake2",),
    "sha1": ("_sha1",),
    "sha256": ("_sha2", "_sha256"),  # the second before Python 3.12
}
_SHA1 = 40  # digits of an id


def git_id(content: bytes, digits: int = _SHA1) -> str:
    """Return the id that Git gives to the content of a file, of SHA-1 or, longer, of SHA-256."""
    made: Any = __getattr__("sha1" if digits == _SHA1 else "sha256")
    found: str = made(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
    return found


def __getattr__(name: str) -> object:
    # Each is loaded when it is first asked for.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    for module in (*_MODULES[name], "hashlib"):
        try:
            found = globals()[name] = getattr(__import__(module), name)
        except ImportError:
            continue
        return found
    raise ImportError(f"no {name}")
