"""Promise 4: no regular expression takes exponential or cubic time, nor quadratic time on files."""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

import digestlint
from digestlint._runtime.patterns import _LazyPattern
from tests.places import ROOT

PACKAGE = ROOT / "hooks" / "digestlint"

# Imports every module, makes all patterns that are there or that a function without parameters
# returns, checks every fixture for those that depend on something, and prints all of them.
RECORDING = """
import importlib, json, pkgutil, re, sys
from pathlib import Path
package = Path("hooks/digestlint").resolve()
known, compile_ = {}, re._compile
def note(compiled, place):
    pattern = compiled.pattern
    is_bytes = isinstance(pattern, bytes)
    pattern = pattern.decode("latin-1") if is_bytes else pattern
    known.setdefault((pattern, compiled.flags, is_bytes), place)
def recording(pattern, flags):
    compiled = compile_(pattern, flags)
    frame = sys._getframe(1)
    while frame and Path(frame.f_code.co_filename).parent.name == "re":
        frame = frame.f_back
    caller = Path(frame.f_code.co_filename)
    if package in caller.parents and caller.name != "patterns.py":
        note(compiled, caller.relative_to(package).as_posix())
    return compiled
re._compile = recording
import digestlint
from digestlint._runtime.patterns import _LazyPattern
for module in pkgutil.walk_packages(digestlint.__path__, "digestlint."):
    if module.name.endswith("__main__"):
        continue
    module = importlib.import_module(module.name)
    place = Path(module.__file__).relative_to(package).as_posix()
    for value in list(vars(module).values()):
        if isinstance(value, _LazyPattern):
            note(compile_(value.pattern, value._flags), place)
        function = getattr(value, "__wrapped__", None)
        if function is None or isinstance(function, type) or function.__module__ != module.__name__:
            continue
        if not function.__code__.co_argcount and "Pattern" in str(function.__annotations__):
            value()
from digestlint.cli import main
sys.stdout = sys.stderr
main(["check", "--select", "ALL", "--fix", "--diff", "fixtures"])
print(json.dumps([[*key, place] for key, place in known.items()]), file=sys.__stdout__)
"""


class Known(NamedTuple):
    """A pattern, and the module that makes it."""

    text: str
    flags: int
    is_bytes: bool
    place: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"

    @property
    def pattern(self) -> re.Pattern[Any]:
        if self.is_bytes:
            return re.compile(self.text.encode("latin-1"), self.flags)
        return re.compile(self.text, self.flags)


@cache
def patterns() -> list[Known]:
    done = subprocess.run(
        [sys.executable, "-c", RECORDING],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=True,
    )
    return [*{*(Known(*each) for each in json.loads(done.stdout)), *written()}]


def written() -> Iterator[Known]:
    """What functions of ``re`` are given as it stands: ``re.sub("…", …)``."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and re.match(r"re\.(?!compile)", ast.unparse(node.func)):
                given = node.args[0] if node.args else None
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield Known(given.value, 0, False, path.relative_to(PACKAGE).as_posix())


@cache
def only_matched() -> frozenset[str]:
    """The patterns that are tried at one place at a time, and never used for searching."""
    modules: dict[str, set[bool]] = {}
    for info in pkgutil.walk_packages(digestlint.__path__, "digestlint."):
        module = importlib.import_module(info.name) if not info.name.endswith("__main__") else None
        if module is None or module.__file__ is None:
            continue
        code = Path(module.__file__).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            if not isinstance(value, re.Pattern | _LazyPattern):
                continue
            calls = len(re.findall(rf"\b{name}\.(?:match|fullmatch)\(", code))
            made = len(re.findall(rf"^{name} = (?:re\.compile|lazy_pattern)\(", code, re.MULTILINE))
            mentioned = len(re.findall(rf"\b{name}\b", code))
            private = name.startswith("_") and made == 1
            safe = private and mentioned == calls + made
            modules.setdefault(str(value.pattern), set()).add(safe)
    return frozenset(pattern for pattern, safe in modules.items() if safe == {True})


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


def adversaries(pattern: Any, flags: int, length: int) -> Iterator[str]:
    """Long texts made of what the pattern looks for, which end in what it does not."""
    alphabet = sorted(set(characters(parser.parse(pattern, flags))))[:7]
    for one in alphabet:
        yield one * length + "\0"
    for one, other in permutations(alphabet, 2):
        yield (one + other) * (length // 2) + "\0"
        yield one + other * length + "\0"


def cost(pattern: re.Pattern[Any], adversary: str, *, anchored: bool) -> float:
    """The processor seconds of one search, the least of some."""
    is_bytes = isinstance(pattern.pattern, bytes)
    text: Any = adversary.encode("latin-1", "replace") if is_bytes else adversary
    least = 9.0
    for number in range(5):
        start = time.process_time()
        if anchored:
            pattern.match(text)
        else:
            deque(pattern.finditer(text), maxlen=0)
        least = min(least, time.process_time() - start)
        if least < 0.001 or (number and least > 0.1):
            break
    return least


def doubled(text: str) -> str:
    return text[:-1] * 2 + "\0" if text[0] == text[2] else text[0] + text[1:-1] * 2 + "\0"


def backtracks(pattern: re.Pattern[Any], *, anchored: bool) -> str | None:
    """A text that is more than six times as dear when it is twice as long, if there is one."""
    source = pattern.pattern
    for length in (22, 110):  # where an exponential one, and one of the fourth power, end soon
        for text in adversaries(source, pattern.flags, length):
            if cost(pattern, text, anchored=anchored) > 0.01:  # usual are microseconds
                return text
    for text in adversaries(source, pattern.flags, 300):
        once = cost(pattern, text, anchored=anchored)
        if once > 0.01 and cost(pattern, doubled(text), anchored=anchored) > 6 * once:
            return text
    return None


def is_quadratic(pattern: re.Pattern[Any], *, anchored: bool) -> str | None:
    """A text that is about four times as dear when it is twice as long, if there is one."""
    for text in adversaries(pattern.pattern, pattern.flags, 4000):
        if cost(pattern, text, anchored=anchored) <= 0.003:
            continue
        # In turns, and the least of each: other work on the machine comes and goes.
        both = text, doubled(text)
        turns = [[cost(pattern, each, anchored=anchored) for each in both] for _ in range(3)]
        once, twice = map(min, zip(*turns, strict=True))
        if twice > 3 * once:
            return text
    return None


@pytest.mark.slow
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
        str(each): text[:20]
        for each in known
        if (text := backtracks(each.pattern, anchored=each.text in only_matched()))
    }
    assert not found, f"these patterns backtrack on such texts; rewrite them: {found}"


# Where what is searched is short, or searched only if it matches at once.
BOUNDED = {
    "rules/sections/section_ends.py": {
        r"[A-Za-z0-9][\w-]*(?:": "the last 200 characters of a section"
    },
    "rules/toc/differences.py": {r"[ \t]*(?:[-*+]|\d+[.)])": "lines that it matches at once"},
    "rules/urls/full_width.py": {r"[ \t\u3000]*<?(?P<url>": "2,048 characters behind a bracket"},
    "rules/urls/splits.py": {r"(?:[ \t]*-[ \t]*|": "a URL in a few pieces, with their blanks"},
    "markdown/anchors/gitlab.py": {
        r"\s*\**\((?:core": "headings, cut to what GitLab reads of them"
    },
    "papers/bibliography/names.py": {r"(?P<name>[^\s:": "titles, cut to 1,000 characters"},
    "project/globs.py": {"[^/]*?": "names of files, from their beginnings"},
    "encoding/channels/channel_names.py": {r"\s*(?:\+": "an option of the command line"},
    "encoding/detect/natural.py": {
        "": "stretches of mojibake, as a whole; a few letters before one"
    },
    "document/restored_view.py": {r"[ \t>*+-]*#{1,6}": "lines, from their beginnings"},
    "rules/generated/spaced_hyphen.py": {
        r"\d+(?:\.\d+)?[BMK]": "words of a name, as a whole",
        r"(?<![\w-])[\w.+&/]+": "words of up to 1,000 characters",
    },
}


def is_bounded(each: Known) -> bool:
    return any(
        each.text.startswith(known) or (known and known in each.text)
        for known in BOUNDED.get(each.place, ())
    )


@pytest.mark.parametrize(
    ("pattern", "anchored", "quadratic"),
    [
        (r"\s+$", False, True),
        (r"(?<!\s)\s+$", False, False),
        (r"\s+$", True, False),
        (r"a*a*b", True, True),
        (r"[a-z]+[0-9]*", False, False),
        (rb"\xe4+\Z", False, True),
    ],
)
def test_quadratic_patterns_are_noticed(
    pattern: str | bytes, anchored: bool, quadratic: bool
) -> None:
    assert bool(is_quadratic(re.compile(pattern), anchored=anchored)) == quadratic


def test_no_pattern_is_quadratic_on_what_has_no_bound() -> None:
    found = {
        str(each): text[:20]
        for each in patterns()
        if not is_bounded(each)
        and (text := is_quadratic(each.pattern, anchored=each.text in only_matched()))
    }
    assert not found, (
        f"these patterns take quadratic time on such texts; rewrite them, or say in BOUNDED why "
        f"what they search is short: {found}"
    )
