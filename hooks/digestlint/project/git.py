"""Runs Git, for what only Git knows: which commit a name means, and what is in it.

The repository may be anyone's. So only commands are used that read objects and the index. None of
them looks at files of the working tree, for which Git would start what the configuration names as
``core.fsmonitor``, as a filter or as a diff program. Nothing is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint._runtime.tracing import trace
from digestlint._runtime.tracing.observing import environment, kind

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from subprocess import Popen

_SECONDS = 120
_LARGEST = 512_000_000  # bytes of an answer
# What a hook of Git is told of the repository that it runs in, which need not be the one at hand.
_OF_HOOKS = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"),
    *("GIT_NAMESPACE", "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS"),
)
_HARMLESS = {
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone fetches nothing, by no program
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# These go before what any file of the configuration says.
_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.alternateRefsCommand=")


class GitError(DigestlintError):
    """Git has no answer; ``str()`` is one sentence, or what Git said."""


class Git:
    """Git for one working tree."""

    def __init__(self, top: Path) -> None:
        """Look for Git.

        Raises:
            GitError: it is not installed.
        """
        program = _program()
        if program is None:
            raise GitError(say("Git is not installed, or not in the PATH"))
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        self._command = (program, "--no-pager", "-C", str(top), *settings)

    def word(self, *arguments: str) -> str:
        """Return a short answer.

        Raises:
            GitError: with the first line that Git says.
        """
        from subprocess import TimeoutExpired  # where Git is asked only

        process = self._start(arguments, says_why=True)
        try:
            answer, said = process.communicate(timeout=_SECONDS)
        except TimeoutExpired:
            process.kill()
            process.communicate()
            raise GitError(
                say(
                    "'git {command}' takes more than {seconds} seconds",
                    command=arguments[0],
                    seconds=_SECONDS,
                )
            ) from None
        if process.returncode:
            raise GitError(next(iter(said.decode("utf-8", "replace").splitlines()), ""))
        return answer.decode("utf-8", "replace").strip()

    def content(self, *arguments: str, largest: int = _LARGEST) -> bytes:
        """Return an answer that may be long.

        Raises:
            GitError: without a reason, or because it is longer than ``largest``.
        """
        from threading import Timer  # where Git is asked only

        process = self._start(arguments, says_why=False)
        assert process.stdout is not None
        watch = Timer(_SECONDS, process.kill)
        watch.daemon = True
        watch.start()
        try:
            answer: bytes = process.stdout.read(largest + 1)
            if len(answer) > largest:
                process.kill()
                raise GitError(
                    say(
                        "'git {command}' has more than {number} bytes to say",
                        command=arguments[0],
                        number=f"{largest:,}",
                    )
                )
        finally:
            process.stdout.close()
            process.wait()
            watch.cancel()
        if process.returncode:
            raise GitError(say("'git {command}' failed", command=arguments[0]))
        return answer

    def _start(self, arguments: Sequence[str], *, says_why: bool) -> Popen[bytes]:
        from subprocess import DEVNULL, PIPE, Popen  # where Git is asked only

        trace.spoil()  # what Git reads is not recorded, so that the run can't be replayed
        try:
            return Popen(
                [*self._command, *arguments],
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=PIPE if says_why else DEVNULL,
                env=_environment(os.environ),
            )
        except (OSError, ValueError) as error:
            raise GitError(say("Git can't be started: {error}", error=error)) from None


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in given.items() if name not in _OF_HOOKS}
    return kept | _HARMLESS


def _program() -> str | None:
    """Return the path of Git, which is never looked for in the current folder."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in (environment("PATH") or os.defpath).split(os.pathsep):
        path = Path(folder, name)
        if path.is_absolute() and kind(str(path)) == "file":
            return str(path)
    return None
