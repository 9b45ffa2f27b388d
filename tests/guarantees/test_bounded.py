"""Promise 4: no regular expression of the package takes exponential or cubic time.

Quadratic ones are left to windows: many patterns are tried on a word, a line's end or a title only.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import digestlint

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "hooks" / "digestlint"

# Imports every module, checks every fixture, and prints which patterns were compiled for it.
RECORDING = """
import importlib, json, pkgutil, re, sys
from pathlib import Path
package = Path("hooks/digestlint").resolve()
known, compile_ = {}, re._compile
def recording(pattern, flags):
    compiled = compile_(pattern, flags)
    frame = sys._getframe(1)
    while frame and Path(frame.f_code.co_filename).parent.name == "re":
        frame = frame.f_back
    caller = Path(frame.f_code.co_filename)
    if package in caller.parents and isinstance(compiled.pattern, str):
        place = caller.relative_to(package).as_posix()
        known.setdefault((compiled.pattern, compiled.flags), place)
    return compiled
re._compile = recording
import digestlint
for module in pkgutil.walk_packages(digestlint.__path__, "digestlint."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from digestlint.cli import main
sys.stdout = sys.stderr
main(["check", "--select", "ALL", "--fix", "--diff", "fixtures"])
print(json.dumps([[*key, place] for key, place in known.items()]), file=sys.__stdout__)
"""


@cache
def patterns() -> list[tuple[str, int, str]]:
    """Every pattern with its flags, and the module that compiles it."""
    done = subprocess.run(
        [sys.executable, "-c", RECORDING],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=True,
    )
    return [(pattern, flags, place) for pattern, flags, place in json.loads(done.stdout)]


SEARCHING = re.compile(r"\.(?:search|finditer|findall|subn?|split)\(")


@cache
def only_matched() -> frozenset[str]:
    """The patterns that are tried at one place at a time: nobody searches with them."""
    names: dict[str, set[str]] = {}
    for info in pkgutil.walk_packages(digestlint.__path__, "digestlint."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                names.setdefault(value.pattern, set()).add(name)
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    tried = set(re.findall(r"\b(\w+)\.(?:match|fullmatch)\(", code))
    mentioned = Counter(re.findall(r"\b\w+\b", code))
    calls = Counter(re.findall(r"\b(\w+)\.(?:match|fullmatch)\(", code))
    definitions = Counter(re.findall(r"^(\w+) = re\.compile\(", code, re.MULTILINE))
    safe = {name for name in tried if mentioned[name] == calls[name] + definitions[name]}
    return frozenset(pattern for pattern, known in names.items() if known <= safe)


def characters(items: Any) -> Iterator[str]:
    """Characters that parts of a parsed pattern match, and some that they do not."""
    for operation, value in items:
        if operation in (c.LITERAL, c.NOT_LITERAL):
            yield chr(value)
        elif operation is c.IN:
            yield from list(characters(value))[:5]
        elif operation is c.RANGE:
            yield chr(value[0])
        elif operation in (c.ANY, c.NEGATE):
            yield from "a "
        elif operation is c.CATEGORY:
            yield from {"DIGIT": "1", "SPACE": " \n", "WORD": "a中"}.get(str(value)[9:], "-")
        elif operation in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            yield from characters(value[2])
        elif operation is c.SUBPATTERN:
            yield from characters(value[3])
        elif operation is c.BRANCH:
            for branch in value[1]:
                yield from characters(branch)
        elif operation in (c.ASSERT, c.ASSERT_NOT):
            yield from characters(value[1])
        elif operation is c.ATOMIC_GROUP:
            yield from characters(value)


def adversaries(pattern: str, flags: int, length: int) -> Iterator[str]:
    """Long texts made of what the pattern looks for, which end in what it does not."""
    alphabet = sorted(set(characters(parser.parse(pattern, flags))))[:7]
    for one in alphabet:
        yield one * length + "\0"
    for one, other in permutations(alphabet, 2):
        yield (one + other) * (length // 2) + "\0"
        yield one + other * length + "\0"


def cost(pattern: re.Pattern[str], text: str, *, anchored: bool) -> float:
    """The processor seconds of one search, the least of some."""
    least = 9.0
    for _ in range(5):
        start = time.process_time()
        if anchored:
            pattern.match(text)
        else:
            deque(pattern.finditer(text), maxlen=0)
        least = min(least, time.process_time() - start)
        if least < 0.001 or least > 0.1:
            break
    return least


def backtracks(pattern: re.Pattern[str], *, anchored: bool) -> str | None:
    """A text that is more than six times as dear when it is twice as long, if there is one."""
    for length in (22, 80):  # where an exponential one, and one of the fourth power, end soon
        for text in adversaries(pattern.pattern, pattern.flags, length):
            if cost(pattern, text, anchored=anchored) > 0.01:  # usual are microseconds
                return text
    for text in adversaries(pattern.pattern, pattern.flags, 300):
        if cost(pattern, text, anchored=anchored) < 0.01:
            continue  # quadratic at most
        longer = text[:-1] * 2 + "\0" if text[0] == text[2] else text[0] + text[1:-1] * 2 + "\0"
        if cost(pattern, longer, anchored=anchored) > 6 * cost(pattern, text, anchored=anchored):
            return text
    return None


@pytest.mark.parametrize(
    ("pattern", "harmful"),
    [
        (r"a+", False),
        (r"[a-z]+[0-9]*", False),
        (r"(?<![a-z])[a-z]+!", False),
        (r"(?:a|b)+", False),
        (r"(?:a+)+b", True),
        (r"(?:a|a)+b", True),
        (r"\s+$", False),  # quadratic
        (r"a*a*a*b", True),
        (r"\s*:?\s*\s*\s*\Z", True),
    ],
)
def test_backtracking_is_noticed(pattern: str, harmful: bool) -> None:
    assert bool(backtracks(re.compile(pattern), anchored=False)) == harmful


def test_no_pattern_backtracks() -> None:
    known = patterns()
    assert len(known) > 200
    found = {
        f"{place}: {pattern}": text[:20]
        for pattern, flags, place in known
        if (text := backtracks(re.compile(pattern, flags), anchored=pattern in only_matched()))
    }
    assert found == {}
