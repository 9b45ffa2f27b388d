"""Results of earlier runs, kept by what they depend on."""

from digestlint.cache.keys import DEFAULTS, content_key, entry_key, installation_key
from digestlint.cache.store import FOLDER, Store, cache_folder, remove

__all__ = [
    "DEFAULTS",
    "FOLDER",
    "Store",
    "cache_folder",
    "content_key",
    "entry_key",
    "installation_key",
    "remove",
]
