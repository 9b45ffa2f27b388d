"""The public API for scripts, notebooks and editors: ``check``, ``fix`` and ``restore``.

Nothing here prints, exits, catches signals or writes files. A ``str`` is text; a path is a
``pathlib.Path`` (or anything else with ``__fspath__``), whose neighbours (bibliography, linked
files, configuration) are read as on the command line.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing.seen import Seen, using
from digestlint.core.finding import Applied, Finding, Fix
from digestlint.core.findings import Findings
from digestlint.encoding.restore import RestoredText, restore
from digestlint.lint.results import FileResult
from digestlint.project.config.loading import Config
from digestlint.run.checker import outcome
from digestlint.run.task import Task, content_of, limits
from digestlint.text.codec import decode, encode

__all__ = [
    "Applied",
    "Config",
    "DigestlintError",
    "Finding",
    "Findings",
    "Fix",
    "Fixed",
    "RestoredText",
    "Session",
    "check",
    "fix",
    "restore",
]

_TEXT = Path("text.md")


class Fixed(NamedTuple):
    """The outcome of ``fix``.

    Attributes:
        text: The text as the fixes left it; of a file, without its byte order mark.
        applied: The rule of each fix that was applied, in the order of application.
        remaining: What is found in ``text``.
    """

    text: str
    applied: Sequence[Applied]
    remaining: Sequence[Finding]


class Session:
    """Checks that share what they read of other files, for editors and notebooks.

    Outside a session, each check reads configurations, bibliographies and linked files anew. A
    session keeps what it read until ``changed`` is called. One thread at a time may use it.
    """

    def __init__(self) -> None:
        self._seen = Seen()

    def check(
        self,
        source: str | os.PathLike[str],
        *,
        config: Config | None = None,
        path: str | os.PathLike[str] | None = None,
    ) -> Findings:
        """As ``digestlint.check``, with what the session knows."""
        with using(self._seen):
            return Findings(_outcome(_task(source, config, path)).findings)

    def fix(
        self,
        source: str | os.PathLike[str],
        *,
        config: Config | None = None,
        path: str | os.PathLike[str] | None = None,
        unsafe: bool = False,
    ) -> Fixed:
        """As ``digestlint.fix``, with what the session knows."""
        with using(self._seen):
            task = _task(source, config, path)._replace(fix=True, unsafe=unsafe)
            result = _outcome(task)
            return Fixed(decode(result.new).text, result.applied, result.findings)

    def changed(self, path: str | os.PathLike[str]) -> None:
        """Forget a file or folder that has changed, is new, or is gone."""
        changed = str(Path(path).absolute())
        self._seen.forget_path(changed, str(Path(changed).parent))

    def forget(self) -> None:
        """Forget everything that was read."""
        self._seen.forget()


def check(
    source: str | os.PathLike[str],
    *,
    config: Config | None = None,
    path: str | os.PathLike[str] | None = None,
) -> Findings:
    """Find the defects of a text or a file.

    Args:
        source: Markdown text (a ``str``), or the path of a file.
        config: The configuration; by default that of the file's folder, or the default settings
            for text without a ``path``.
        path: For text: the file whose content it is, as in an editor. Without it, nothing
            is known about other files, and links to them are not checked.

    Returns:
        The findings, a list in the order of the file; rows and columns begin at 1, columns count
        characters. Notebooks show it as a table.

    Raises:
        DigestlintError: The file cannot be read or checked, or the configuration is wrong.

    Examples:
        >>> [finding.code for finding in check("See <http://arxiv.org/abs/2505.15117>.")]
        ['URL005']
    """
    return Session().check(source, config=config, path=path)


def fix(
    source: str | os.PathLike[str],
    *,
    config: Config | None = None,
    path: str | os.PathLike[str] | None = None,
    unsafe: bool = False,
) -> Fixed:
    """Apply the fixes to a text, or to the content of a file; nothing is written.

    Args:
        source: As in ``check``.
        config: As in ``check``.
        path: As in ``check``.
        unsafe: Whether unsafe fixes are applied as well.

    Raises:
        DigestlintError: As in ``check``; also if fixes do not come to an end.

    Examples:
        >>> fixed = fix("See <http://arxiv.org/abs/2505.15117>.")
        >>> fixed.text
        'See <https://arxiv.org/abs/2505.15117>.'
        >>> [applied.code for applied in fixed.applied], fixed.remaining
        (['URL005'], [])
    """
    return Session().fix(source, config=config, path=path, unsafe=unsafe)


def _task(
    source: str | os.PathLike[str], config: Config | None, path: str | os.PathLike[str] | None
) -> Task:
    """Return the work that the arguments describe."""
    if not isinstance(source, str):
        file = Path(source)
        return Task(file, config or Config.load(file.parent))
    content = encode(source, bom=False)
    if path is None:
        return Task(_TEXT, config or Config.of({}), content=content, alone=True)
    file = Path(path)
    return Task(file, config or Config.load(file.parent), content=content)


def _outcome(task: Task) -> FileResult:
    try:
        data = content_of(task)
        with limits(task, data):
            result = outcome(task, data)
    except DigestlintError as error:
        raise DigestlintError(f"{task.path}: {error}") from error
    if result.problem is not None:
        raise DigestlintError(f"{task.path}: {result.problem}")
    return result
