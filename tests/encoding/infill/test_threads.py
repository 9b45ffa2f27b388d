"""Work shared between processors; NumPy's own threads are turned off, and only for NumPy."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from digestlint.encoding.infill import threads


@pytest.fixture
def without_affinity(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    return monkeypatch


@pytest.mark.parametrize(("processors", "most"), [(None, 1), (1, 1), (2, 2), (64, 4)])
def test_no_more_threads_than_processors(
    without_affinity: pytest.MonkeyPatch, processors: int | None, most: int
) -> None:
    """Each item waits until as many run as may: more would never come, fewer would time out."""
    without_affinity.setattr(os, "cpu_count", lambda: processors)
    together = threading.Barrier(most)

    def work(number: int) -> tuple[int, int]:
        together.wait(timeout=20)
        return number, threading.get_ident()

    done = threads.parallel_map(work, range(2 * most))
    assert [number for number, _ in done] == list(range(2 * most))
    assert len({thread for _, thread in done}) == most
    assert (threading.get_ident() in {thread for _, thread in done}) == (most == 1)


@pytest.mark.parametrize("own", [None, "3"])
def test_settings_for_numpy_go_with_the_import(
    monkeypatch: pytest.MonkeyPatch, own: str | None
) -> None:
    """They would hold for other programs, too, that are started later."""
    names = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    for name in names:
        if own is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, own)
    seen: list[list[str | None]] = []

    class Recording:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "numpy":
                seen.append([os.environ.get(setting) for setting in names])

    imported = {name: module for name, module in sys.modules.items() if name == "numpy"}
    monkeypatch.delitem(sys.modules, "numpy", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Recording(), Refusing()])
    with pytest.raises(ImportError):
        threads.import_numpy()
    sys.modules.update(imported)
    assert seen == [["1", "1"]]
    assert [os.environ.get(setting) for setting in names] == [own, own]


class Refusing:
    """Loading NumPy a second time in a process is not possible."""

    def find_spec(self, name: str, *_: object) -> None:
        raise ImportError(name)


@pytest.mark.parametrize(
    ("size", "step", "expected"),
    [(0, 4, []), (4, 4, [(0, 4)]), (5, 4, [(0, 4), (4, 5)]), (9, 4, [(0, 4), (4, 8), (8, 9)])],
)
def test_slices(size: int, step: int, expected: list[tuple[int, int]]) -> None:
    assert [(cut.start, cut.stop) for cut in threads.slices(size, step)] == expected
