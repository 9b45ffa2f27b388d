"""The same check again: what an earlier run printed about unchanged files is printed again.

pre-commit and CI check the same files over and over. If nothing that a result depends on has
changed, what ``check`` would print is known, and no module that reads Markdown, TOML or the command
line is imported. Whatever is out of the ordinary is left to the ordinary way: a replay is only
offered where it prints what the ordinary way would.
"""

from __future__ import annotations

import os
import sys
from stat import S_ISREG

from digestlint.cache.keys import content_key, entry_key, installation_key
from digestlint.cache.store import Store, cache_folder
from digestlint.cli.closing import Tally, closing_lines
from digestlint.config.names import CONFIG_NAMES

FORMATS = ("full", "concise")
# Larger files may be refused (`max-file-size`), or take so long that nothing here matters.
LARGEST = 16_000_000
_SEPARATOR = b"\n"


class Request:
    """A command line of the common kind: ``check``, a few options, names of files."""

    __slots__ = ("config", "exit_zero", "fix", "format", "paths", "quiet", "uses_cache")

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.config: list[str] = []
        self.format = "full"
        self.fix = self.quiet = self.exit_zero = False
        self.uses_cache = True


_SWITCHES = {
    "--fix": ("fix", True),
    "-q": ("quiet", True),
    "--quiet": ("quiet", True),
    "--exit-zero": ("exit_zero", True),
    "--no-cache": ("uses_cache", False),
}


def read_request(arguments: list[str]) -> Request | None:
    """The command line, if it is of the common kind; else None."""
    if arguments[:1] != ["check"]:
        return None
    request = Request()
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in _SWITCHES:
            setattr(request, *_SWITCHES[argument])
        elif argument == "--output-format":
            request.format = next(rest, "")
        elif argument == "--config":
            # The hooks set this; where nothing is excluded it has no effect.
            request.config.append(next(rest, ""))
            if request.config[-1] != "force-exclude=true":
                return None
        elif argument.startswith("-") or not argument:
            return None
        else:
            request.paths.append(argument)
    return request if request.paths and request.format in FORMATS else None


class Report:
    """What is printed about one file, and what is counted of it."""

    __slots__ = ("findings", "safe", "text", "unsafe")

    def __init__(self, findings: int, safe: int, unsafe: int, text: bytes) -> None:
        self.findings = findings
        self.safe = safe  # findings with a safe fix
        self.unsafe = unsafe
        self.text = text


def report_name(installation: bytes, output_format: str, path: str, content: str) -> str:
    """The name of the cache's entry for the report on the content with the key ``content``."""
    return entry_key(installation, f"defaults, {output_format}".encode(), path, content)


def pack(report: Report, absent: tuple[str, ...]) -> bytes:
    """A report as the cache keeps it; it holds as long as the files ``absent`` are not there."""
    head = f"{report.findings} {report.safe} {report.unsafe}\n{'/'.join(absent)}\n"
    return head.encode("utf-8", "surrogateescape") + report.text


def _unpack(data: bytes) -> tuple[Report, list[bytes]]:
    counts, absent, text = data.split(_SEPARATOR, 2)
    findings, safe, unsafe = map(int, counts.split())
    return Report(findings, safe, unsafe, text), absent.split(b"/") if absent else []


class Replayer:
    """Reports of earlier runs with nothing but default settings."""

    def __init__(self, output_format: str, store: Store | None) -> None:
        self._format = output_format
        self._store = store

    def report(self, path: str, largest: int = LARGEST) -> Report | None:
        """The report on the file at ``path``, if it is known and still true.

        Of files that have more than ``largest`` bytes nothing is known.
        """
        try:
            status = os.stat(path)
            if not S_ISREG(status.st_mode) or status.st_size > largest:
                return None
            if status.st_size == 0:
                # Nothing can be wrong in it; but there may be a bibliography beside it.
                bibliography = os.path.splitext(path)[0] + ".bib"
                return None if os.path.lexists(bibliography) else Report(0, 0, 0, b"")
            if self._store is None:
                return None
            with open(path, "rb") as file:
                content = file.read()
        except (OSError, ValueError):
            return None
        key = content_key(content)
        data = self._store.read(report_name(self._store.installation, self._format, path, key))
        if data is None:
            return None
        try:
            report, absent = _unpack(data)
        except ValueError:
            return None
        beside = os.fsencode(os.path.dirname(path))
        if any(os.path.lexists(os.path.join(beside, other)) for other in absent):
            return None
        return report


def replay(arguments: list[str]) -> int | None:
    """Print what is known and return the exit code; None, and nothing printed, if it is not."""
    request = read_request(arguments)
    if request is None or not _is_plain(request.paths) or _is_configured(request.paths):
        return None
    if os.environ.get("FORCE_COLOR") or sys.stdout.isatty():
        return None
    if sys.stdout.encoding.lower() != "utf-8":
        return None
    store = Store(cache_folder("."), installation_key()) if request.uses_cache else None
    replayer = Replayer(request.format, store)
    tally = Tally()
    texts = []
    for path in request.paths:
        report = replayer.report(path)
        if report is None or (request.fix and report.safe):
            return None
        tally.add(report.findings, report.safe, report.unsafe)
        texts.append(report.text)
    if not request.quiet:
        lines = closing_lines(tally, request.fix, lambda text, *_: text)
        texts += [f"{line}\n".encode() for line in lines]
    sys.stdout.buffer.writelines(texts)
    sys.stdout.buffer.flush()
    return int(tally.findings > 0 and not request.exit_zero)


def _is_plain(paths: list[str]) -> bool:
    """Whether each path is shown as it is given, and no two are the same file."""
    files = set()
    for path in paths:
        if not (path.isascii() and path.isprintable() and os.path.normpath(path) == path):
            return False
        if not path.endswith((".md", ".markdown")):
            return False
        try:
            status = os.lstat(path)
        except OSError:
            return False
        if not S_ISREG(status.st_mode):
            return False
        files.add((status.st_dev, status.st_ino))
    return len(files) == len(paths)


def _is_configured(paths: list[str]) -> bool:
    """Whether a configuration may apply to any of ``paths``, or to the run."""
    folders = {os.path.abspath(os.path.dirname(path)) for path in paths}
    seen: set[str] = set()
    for start in (os.getcwd(), *folders):
        folder = start
        while folder not in seen:
            seen.add(folder)
            if any(os.path.lexists(os.path.join(folder, name)) for name in CONFIG_NAMES):
                return True
            if os.path.exists(os.path.join(folder, ".git")):
                break
            folder = os.path.dirname(folder)
    return False
