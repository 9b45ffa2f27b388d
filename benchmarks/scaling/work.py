"""One piece of work in a process of its own, and the processor time that its steps take."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import process_time

from digestlint.encoding.restore import restore
from digestlint.fixes.diff import unified_diff
from digestlint.lint.results import FileResult
from digestlint.output import FORMATS, Paint, RunResults, reporter
from digestlint.project.config import parse_config
from digestlint.run.checker import check_file
from digestlint.run.task import Task
from digestlint.text.codec import decode

# Every rule applies, and no limit of its own stops one: this is what is measured.
_CONFIG = parse_config({"select": ["ALL"], "max-rule-seconds": 1e6}, None)
_PATH = Path("scaling.md")

Steps = Iterator[tuple[str, float]]


def _checked(content: bytes, *, fix: bool = False, unsafe: bool = False) -> FileResult:
    task = Task(_PATH, _CONFIG, fix=fix, unsafe=unsafe, write=False, content=content)
    return check_file(task)


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _check(content: bytes) -> Steps:
    results: list[FileResult] = []
    yield "check", _timed(lambda: results.append(_checked(content)))
    for name in FORMATS:
        form = reporter(name)
        run = RunResults(results, Paint())
        yield name, _timed(lambda form=form, run=run: list(form.lines(run)))  # type: ignore[misc]


def _fix(content: bytes, *, unsafe: bool = False) -> Steps:
    results: list[FileResult] = []
    yield (
        "--unsafe-fixes" if unsafe else "--fix",
        _timed(lambda: results.append(_checked(content, fix=True, unsafe=unsafe))),
    )
    result = results[0]
    if not unsafe:
        yield "--diff", _timed(lambda: list(unified_diff(result.old, result.new, "scaling.md")))


def _restore(content: bytes) -> Steps:
    text = decode(content).text
    yield "restore", _timed(lambda: restore(text))


WORKS: Mapping[str, Callable[[bytes], Steps]] = {
    "check": _check,
    "fix": _fix,
    "unsafe": lambda content: _fix(content, unsafe=True),
    "restore": _restore,
}
STEPS = ("check", *FORMATS, "--fix", "--diff", "--unsafe-fixes", "restore")


def run(work: str, content: bytes, seconds: int) -> dict[str, float]:
    """Return the processor seconds of each step of ``work``, without those that take too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            for step in WORKS[work](content):
                os.write(writing, json.dumps(step).encode() + b"\n")
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        times = dict(json.loads(line) for line in lines)
    os.waitpid(child, 0)
    return times
