"""For all tests: the cache of digestlint is in a folder of this session only."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from digestlint._runtime.language import ENGLISH, speak
from digestlint._runtime.tracing import observing

# The same examples on each machine, so that a change is judged by what it changed.
# `make test-random` draws new ones, as fuzz/ does.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None, print_blob=True)
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Also for the processes that tests start."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    os.environ.pop("DIGESTLINT_CACHE_DIR", None)


@pytest.fixture(scope="session", autouse=True)
def english_locale() -> None:
    """What tests expect is in English, whatever the language of the machine is."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "DIGESTLINT_LANGUAGE"):
        if "zh" in os.environ.get(name, ""):
            os.environ[name] = "C.UTF-8" if name.startswith("L") else "en"


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Each test looks for itself, and is spoken to in English."""
    observing.forget()
    speak(ENGLISH)
