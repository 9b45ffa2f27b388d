from __future__ import annotations

import os
import re
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from digestlint._runtime.workers import cpu_limit, forking, parallel_map
from digestlint._runtime.workers.pool import _Crew, spread

LONG = 1000.0


@pytest.fixture(params=["fork", "spawn"])
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How processes begin: as copies of this one, or anew."""
    method: str = request.param
    monkeypatch.setattr(forking, "can_fork", lambda: method == "fork")
    return method


def spread_all(
    function: Callable[[int], object],
    items: Sequence[int],
    processes: int,
    seconds: float = LONG,
) -> Iterator[object]:
    count = len(items)
    return spread(function, items, [1] * count, [seconds] * count, processes, on_crash)


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


def on_crash(number: int, too_slow: bool) -> object:
    return f"{number} took too long" if too_slow else -number


def test_results_come_in_order(start: str) -> None:
    assert list(spread_all(double, range(20), 3)) == list(range(0, 40, 2))


def test_no_items(start: str) -> None:
    assert list(spread_all(double, [], 3)) == []


def test_a_process_that_dies_costs_its_item(start: str) -> None:
    assert list(spread_all(dies, range(6), 2)) == [0, -1, 4, 6, -4, 10]


def killed_from_outside(number: int) -> int:
    if number in (0, 3):
        os.kill(os.getpid(), signal.SIGTERM if number else signal.SIGKILL)
        time.sleep(LONG)
    return 2 * number


def test_a_process_that_is_killed_costs_its_item(start: str) -> None:
    """Even by the signal by which the library ends the others."""
    assert list(spread_all(killed_from_outside, range(6), 2)) == [0, 2, 4, -3, 8, 10]


def test_all_die(start: str) -> None:
    assert list(spread_all(raises, range(5), 2)) == [0, -1, -2, -3, -4]


def no_worker(*_: object) -> None:
    os._exit(1)


def test_where_no_process_can_begin_all_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digestlint._runtime.workers.pool.begin", no_worker)
    monkeypatch.setattr(forking, "can_fork", lambda: True)
    assert list(spread_all(double, range(1, 4), 2)) == [-1, -2, -3]


def unsendable(number: int) -> object:
    return threading.Lock() if number == 1 else number


def test_a_result_that_cannot_be_sent(start: str) -> None:
    assert list(spread_all(unsendable, range(3), 2)) == [0, -1, 2]


def endless(number: int) -> int:
    while number in (1, 4):
        pass
    return 2 * number


def deaf(number: int) -> int:
    """As C code that holds everything up: nothing of Python's runs meanwhile."""
    if number == 2:
        re.search("(?:a+)+$", "a" * 40 + "!")
    return 2 * number


@pytest.mark.parametrize("function", [endless, deaf])
def test_a_process_that_takes_too_long_is_ended(
    start: str, function: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected: list[object] = [0, 2, 4, 6, 8, 10]
    for number in (1, 4) if function is endless else (2,):
        expected[number] = f"{number} took too long"
    assert list(spread_all(function, range(6), 2, seconds=0.2)) == expected


def test_where_the_system_has_no_limit_a_clock_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.setattr(cpu_limit, "resource", None)
    monkeypatch.setattr(forking, "can_fork", lambda: True)
    assert list(spread_all(deaf, range(3), 2, seconds=0.2)) == [0, 2, "2 took too long"]


def pauses(number: int) -> int:
    time.sleep(1.5 if number == 0 else 0)
    return number


def test_waiting_is_not_charged() -> None:
    assert list(spread_all(pauses, range(2), 2, seconds=0.1)) == [0, 1]


def limits_of_this_process(_: int) -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_CPU)


def test_limits_are_of_the_processes_only() -> None:
    before = resource.getrlimit(resource.RLIMIT_CPU)
    for seconds, most in ((5.0, 7), (float("inf"), 1_000_000_002)):
        found = list(spread_all(limits_of_this_process, [1], 1, seconds))
        assert found in ([(most, before[1])], [(most - 1, before[1])])
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


def test_the_work_is_shared(start: str) -> None:
    seen = set(spread_all(process, range(12), 2))
    assert len(seen) == 2
    assert os.getpid() not in seen


def repeat(number: int) -> bytes:
    return bytes([number]) * 3_000_000


def test_large_results(start: str) -> None:
    results = spread_all(repeat, range(4), 2)
    assert list(results) == [repeat(number) for number in range(4)]


def pause(number: int) -> int:
    time.sleep(0.01 if number == 0 else 60)
    return number


def test_whoever_stops_early_leaves_no_process(start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    crews: list[_Crew] = []

    class Kept(_Crew):
        def __init__(self, *how: Any) -> None:
            super().__init__(*how)
            crews.append(self)

    monkeypatch.setattr("digestlint._runtime.workers.pool._Crew", Kept)
    results = spread_all(pause, range(4), 2)
    assert next(results) == 0
    copies = list(crews[0]._started)
    assert copies
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 30, "it waited for what nobody wants"
    for copy in copies:
        with pytest.raises(ProcessLookupError):
            os.kill(copy, 0)


def first_is_slow(number: int) -> int:
    time.sleep(0.5 if number == 0 else 0)
    return number


def test_results_that_wait_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digestlint._runtime.workers.pool._AHEAD", 8)
    crew = _Crew((first_is_slow, range(200), [LONG] * 200), [1] * 200, 2)
    most = 0
    for index in range(200):
        while index not in crew.done:
            crew.wait(index)
            most = max(most, len(crew.done))
        assert crew.done.pop(index) == (index,)
    crew.dismiss()
    assert most <= 8 + 32


def batches(sizes: Sequence[int], processes: int) -> list[int]:
    """How many items each batch has, where one process takes them all."""
    crew = _Crew((double, range(len(sizes)), [LONG] * len(sizes)), sizes, 1)
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


def test_without_processes_it_is_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digestlint._runtime.workers.pool.spread", pytest.fail)
    lone = parallel_map(process, [1, 2], [1, 1], [LONG] * 2, 0, on_crash)
    assert set(lone) == {os.getpid()}


def test_a_process_with_threads_is_not_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not forking.can_fork()
    finally:
        stop.set()
        thread.join()


def test_after_a_process_died_this_one_can_be_copied_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []
    can_fork = forking.can_fork

    def asking() -> bool:
        asked.append(can_fork())
        return asked[-1]

    monkeypatch.setattr(forking, "can_fork", asking)
    assert len(list(spread_all(dies, range(6), 2))) == 6
    assert len(asked) > 1
    assert set(asked) == {asked[0]}
