from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from digestlint._runtime import workers
from digestlint._runtime.workers import parallel_map
from digestlint._runtime.workers.forked import _Worker, spread_forked
from digestlint._runtime.workers.pooled import spread_pooled

Spread = Callable[..., Iterator[int]]


def with_pool(
    function: Callable[[int], int],
    items: Sequence[int],
    _sizes: Sequence[int],
    processes: int,
    on_crash: Callable[[int], int],
) -> Iterator[int]:
    return spread_pooled(function, items, processes, on_crash)


@pytest.fixture(params=[spread_forked, with_pool], ids=["forked", "pooled"])
def way(request: pytest.FixtureRequest) -> Spread:
    found: Spread = request.param
    return found


def double(number: int) -> int:
    # The first ones take longest.
    time.sleep(0.02 / (number + 1))
    return 2 * number


def dies(number: int) -> int:
    if number in (1, 4):
        os._exit(9)
    return 2 * number


def raises(number: int) -> int:
    raise SystemExit(number)


def process(_: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def on_crash(number: int) -> int:
    return -number


def test_results_come_in_order(way: Spread) -> None:
    assert list(way(double, range(20), [1] * 20, 3, on_crash)) == list(range(0, 40, 2))


def test_no_items(way: Spread) -> None:
    assert list(way(double, [], [], 3, on_crash)) == []


def test_a_process_that_dies_costs_its_item(way: Spread) -> None:
    assert list(way(dies, range(6), [1] * 6, 2, on_crash)) == [0, -1, 4, 6, -4, 10]


def test_all_die() -> None:
    assert list(spread_forked(raises, range(5), [1] * 5, 2, on_crash)) == [0, -1, -2, -3, -4]


def test_the_work_is_shared(way: Spread) -> None:
    seen = set(way(process, range(12), [1] * 12, 2, on_crash))
    assert len(seen) == 2
    assert os.getpid() not in seen


def test_large_results() -> None:
    def repeat(number: int) -> bytes:
        return bytes([number]) * 3_000_000

    results = spread_forked(repeat, range(4), [1] * 4, 2, repeat)
    assert [(len(result), result[0]) for result in results] == [
        (3_000_000, number) for number in range(4)
    ]


def pause(number: int) -> int:
    time.sleep(0.01 if number == 0 else 60)
    return number


def test_whoever_stops_early_leaves_no_process(
    way: Spread, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[int] = []
    fork = os.fork

    def recording() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", recording)
    results = way(pause, range(4), [1] * 4, 2, on_crash)
    assert next(results) == 0
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 30, "it waited for what nobody wants"
    for copy in copies:
        with pytest.raises(ProcessLookupError):
            os.kill(copy, 0)


def batches(sizes: Sequence[int], processes: int) -> list[int]:
    """How many items each batch has, where one process takes them all."""
    from digestlint._runtime.workers.forked import _Crew

    crew: _Crew = _Crew(double, range(len(sizes)), sizes, 0)
    crew._processes = processes
    found = []
    while batch := crew._batch():
        found.append(len(batch))
    return found


@pytest.mark.parametrize(
    ("sizes", "processes", "expected"),
    [
        ([1] * 8, 2, [1] * 8),
        ([1] * 40, 2, [5, 5, 4, 4, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1]),
        ([0] * 70, 2, [1] * 70),
        ([100, 1, 1, 1, 1, 1, 1, 1, 1], 1, [1, 2, 2, 1, 1, 1, 1]),
        ([1] * 1000, 2, None),
    ],
)
def test_batches_grow_smaller(sizes: list[int], processes: int, expected: list[int] | None) -> None:
    found = batches(sizes, processes)
    assert sum(found) == len(sizes)
    assert max(found) <= 32
    if expected is not None:
        assert found == expected


def test_one_process_is_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_can_fork", pytest.fail)
    assert set(parallel_map(process, [1, 2], [1, 1], 1, on_crash)) == {os.getpid()}


def test_a_process_with_threads_is_not_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not workers._can_fork()
    finally:
        stop.set()
        thread.join()


def test_where_copies_do_not_work_processes_are_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_can_fork", lambda: False)
    monkeypatch.setattr(os, "fork", pytest.fail)
    seen = list(parallel_map(process, range(2), [1] * 2, 2, on_crash))
    assert len(seen) == 2
    assert os.getpid() not in seen


def test_a_process_that_dies_between_two_batches_is_noticed() -> None:
    worker = _Worker(double, range(2), [])
    os.kill(worker._pid, signal.SIGKILL)
    os.waitid(os.P_PID, worker._pid, os.WEXITED | os.WNOWAIT)
    worker.send([0, 1])
    assert list(worker.pending) == [0, 1]
    assert worker.receive() is None
    worker.end(signal.SIGKILL)


def test_a_process_ends_when_nobody_reads_its_results() -> None:
    worker = _Worker(double, range(2), [])
    os.close(worker.results)
    worker.send([0, 1])
    ended = os.waitid(os.P_PID, worker._pid, os.WEXITED)
    os.close(worker._orders)
    assert ended is not None
    assert (ended.si_code, ended.si_status) == (os.CLD_EXITED, 0)
