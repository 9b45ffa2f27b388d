"""Processes that are copies of this one: they start in milliseconds, with all modules loaded.

Items are handed out in batches, smaller ones towards the end. Results come one by one, so that of a
process that dies only the item it was working on is lost; the rest of its batch goes to others.
"""

from __future__ import annotations

import os
import select
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress

from digestlint._runtime import interrupts

try:  # what `pickle` is without its Python twin, which takes longer to load
    from _pickle import dumps, loads
except ImportError:
    from pickle import dumps, loads

TYPE_CHECKING = False  # of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")
    R = TypeVar("R")


_LARGEST_BATCH = 32
# How many batches a process would get if all were as large as the first.
_ROUNDS = 4
_LENGTH = 8  # bytes before each message that say how long it is
_CHUNK = 1 << 20
_END = b""
_PROTOCOL = 5


def spread_forked(
    function: Callable[[T], R],
    items: Sequence[T],
    sizes: Sequence[int],
    processes: int,
    on_crash: Callable[[T], R],
) -> Iterator[R]:
    """As ``parallel_map``; the processes begin at once."""
    results = _results(_Crew(function, items, sizes, processes), items, on_crash)
    next(results)  # from now on they are ended, whatever becomes of the results
    return results


def _results(
    crew: _Crew, items: Sequence[Any], on_crash: Callable[[Any], Any]
) -> Generator[Any, None, None]:
    """Nothing, and then the results in order."""
    done: dict[int, Any] = {}
    with interrupts.ending(crew.dismiss):
        try:
            yield None
            for index in range(len(items)):
                while index not in done:
                    for number, result in crew.wait():
                        done[number] = on_crash(items[number]) if result is None else result[0]
                yield done.pop(index)
        finally:
            crew.dismiss()


class _Crew:
    """All processes, and what is left to do."""

    def __init__(
        self,
        function: Callable[[Any], Any],
        items: Sequence[Any],
        sizes: Sequence[int],
        processes: int,
    ) -> None:
        self._function = function
        self._items = items
        self._sizes = sizes
        self._processes = processes
        self._left: deque[int] = deque(range(len(items)))
        self._size_left = sum(sizes)
        self._poll = select.poll()
        self._workers: dict[int, _Worker] = {}  # by the file descriptor that their results come by
        while len(self._workers) < min(processes, len(items)):
            self._spawn()

    def wait(self) -> list[tuple[int, tuple[Any] | None]]:
        """Return the next results, with the numbers of their items.

        None for an item that is lost.
        """
        results: list[tuple[int, tuple[Any] | None]] = []
        for descriptor, _ in self._poll.poll():
            worker = self._workers[descriptor]
            messages = worker.receive()
            if messages is None:
                results += self._reap(worker)
                continue
            results += [(worker.pending.popleft(), loads(m)) for m in messages]
            if not worker.pending:
                worker.send(self._batch())
        return results

    def dismiss(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in list(self._workers.values()):
            worker.end(signal.SIGKILL)
        self._workers.clear()

    def _spawn(self) -> None:
        worker = _Worker(self._function, self._items, list(self._workers.values()))
        self._workers[worker.results] = worker
        self._poll.register(worker.results, select.POLLIN)
        worker.send(self._batch())

    def _reap(self, worker: _Worker) -> list[tuple[int, None]]:
        """Take leave of a process that is gone; returns the item it was working on."""
        self._poll.unregister(worker.results)
        del self._workers[worker.results]
        worker.end(signal.SIGKILL)
        if not worker.pending:
            return []
        number = worker.pending.popleft()
        self._left.extendleft(reversed(worker.pending))
        self._size_left += sum(self._sizes[number] for number in worker.pending)
        if self._left:
            self._spawn()
        return [(number, None)]

    def _batch(self) -> list[int]:
        """Return the next items for one process; none when all are given out."""
        wanted = self._size_left / (self._processes * _ROUNDS)
        batch: list[int] = []
        size = 0
        while self._left and len(batch) < _LARGEST_BATCH and (not batch or size < wanted):
            number = self._left.popleft()
            batch.append(number)
            size += self._sizes[number]
        self._size_left -= size
        return batch


class _Worker:
    """One process: item numbers go in, results come out."""

    def __init__(
        self, function: Callable[[Any], Any], items: Sequence[Any], others: Sequence[_Worker]
    ) -> None:
        self.pending: deque[int] = deque()  # items given and not answered, in order
        self._received = bytearray()
        orders, self._orders = os.pipe()
        self.results, results = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            for descriptor in (self._orders, self.results):
                os.close(descriptor)
            for other in others:  # or they would never see the end of their orders
                os.close(other._orders)
                os.close(other.results)
            _work(function, items, orders, results)
        os.close(orders)
        os.close(results)

    def send(self, numbers: Sequence[int]) -> None:
        """Give the process more items; none at all: it can go."""
        self.pending.extend(numbers)
        try:
            _write(self._orders, dumps(numbers) if numbers else _END)
        except OSError:
            return  # it is gone, which reading its results will show

    def receive(self) -> list[bytes] | None:
        """Complete messages that have come; None when the process is gone."""
        chunk = os.read(self.results, _CHUNK)
        if not chunk:
            return None
        self._received += chunk
        messages = []
        while len(self._received) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._received[:_LENGTH], "big")
            if len(self._received) < end:
                break
            messages.append(bytes(self._received[_LENGTH:end]))
            del self._received[:end]
        return messages

    def end(self, number: signal.Signals) -> None:
        """Send the process a signal, and wait until it is gone."""
        with suppress(OSError):  # an interrupt may have come in the middle of this
            os.kill(self._pid, number)
            os.waitpid(self._pid, 0)
        for descriptor in (self._orders, self.results):
            with suppress(OSError):
                os.close(descriptor)


def _work(function: Callable[[T], R], items: Sequence[T], orders: int, results: int) -> None:
    """Do what a process does; never return."""
    try:
        # Ctrl-C reaches all processes; only the parent speaks, and ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while message := _read(orders):
            for number in loads(message):
                _write(results, dumps((function(items[number]),), _PROTOCOL))
    except OSError:
        pass  # the parent is gone
    finally:
        os._exit(0)


def _write(descriptor: int, message: bytes) -> None:
    view = memoryview(len(message).to_bytes(_LENGTH, "big") + message)
    while view:
        view = view[os.write(descriptor, view) :]


def _read(descriptor: int) -> bytes:
    """One message; empty at the end."""
    length = int.from_bytes(_read_exactly(descriptor, _LENGTH), "big")
    return _read_exactly(descriptor, length)


def _read_exactly(descriptor: int, length: int) -> bytes:
    data = bytearray()
    while len(data) < length and (chunk := os.read(descriptor, min(length - len(data), _CHUNK))):
        data += chunk
    return bytes(data)
