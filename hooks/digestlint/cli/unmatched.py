"""The notice that no schema fits files of a run, so that rules for digests find nothing there."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.lint.results import FileResult
    from digestlint.run.task import Task

# Files that repositories have besides what they are about, in any language: README_CN.md.
_ABOUT = (
    *("readme", "changelog", "change-log", "changes", "history", "news", "release", "releases"),
    *("release-notes", "release_notes", "releases-notes", "releases_notes", "contributing"),
    *("authors", "contributors", "licence", "license", "copying", "security", "support"),
    *("code-of-conduct", "code-of_conduct", "code_of-conduct", "code_of_conduct", "governance"),
    *("todo", "roadmap", "install", "faq", "agents", "claude", "skill", "pull_request_template"),
    "issue_template",
)
_LANGUAGE_AND_SUFFIX = lazy_pattern(r"(?:[._-]?[a-z]{2}(?:[_-][a-z]{2,4})?)?(?:\.[^.]*)?\Z")
# What a shell takes as it is.
_PLAIN = lazy_pattern(r"[A-Za-z0-9_@%+=:,./-]+")
_NEEDS_A_SCHEMA = frozenset({"digest", "notes", "fields"})


class Unmatched:
    """Counts the files of a run that no schema fits, and where one could."""

    def __init__(self) -> None:
        self.files = 0
        self.unmatched = 0
        self._first = ""
        self._wanted: dict[int, bool] = {}  # by configuration

    def count(self, task: Task, result: FileResult) -> None:
        """Count the file of ``task``."""
        self.files += 1
        if result.schema is None and result.problem is None and self._helps(task):
            self._first = self._first or result.filename
            self.unmatched += 1

    def notices(self, *, from_stdin: bool) -> Iterator[str]:
        """Yield what to say, and to type, if there is anything."""
        if not self.unmatched:
            return
        from digestlint.text.terminal import safe_name

        name = safe_name(self._first)
        if self.files == 1:
            which = say("no schema fits {name}", name=name)
        elif self.unmatched == 1:
            which = say(
                "no schema fits 1 of {files} files ({name})", files=f"{self.files:,}", name=name
            )
        else:
            files, number = f"{self.files:,}", f"{self.unmatched:,}"
            which = (
                say(
                    "no schema fits any of {files} files ({name} is the first)",
                    files=files,
                    name=name,
                )
                if self.unmatched == self.files
                else say(
                    "no schema fits {number} of {files} files ({name} is the first)",
                    number=number,
                    files=files,
                    name=name,
                )
            )
        argument = "-" if from_stdin else _quoted(name)
        yield say(
            ("{which}: only general rules apply; see: digestlint schema explain {argument}"),
            which=which,
            argument=argument,
        )

    def _helps(self, task: Task) -> bool:
        """Whether a schema would make rules find more in the file of ``task``."""
        name = task.path.name.lower()
        if name.startswith(_ABOUT) and any(
            _LANGUAGE_AND_SUFFIX.match(name, len(word)) for word in _ABOUT if name.startswith(word)
        ):
            return False
        config = task.config
        if config.table.per_file:
            return _takes_schemas(task)
        if id(config) not in self._wanted:
            self._wanted[id(config)] = _takes_schemas(task)
        return self._wanted[id(config)]


def _quoted(name: str) -> str:
    """Return a name as a shell takes it."""
    if _PLAIN.fullmatch(name):
        return name
    from shlex import quote  # for few names

    return quote(name)


def _takes_schemas(task: Task) -> bool:
    """Whether a schema is looked for, and rules are selected that need one."""
    from digestlint.core.rule_index import RULES
    from digestlint.run.task import resolved

    settings = resolved(task).settings
    return settings.schema is None and any(
        rule.requires in _NEEDS_A_SCHEMA and rule.code in settings.codes for rule in RULES
    )
