"""Which modules are mutated together, and the tests that should notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Suite:
    """Modules and the tests about them; paths are relative to the package and the repository.

    Of ``tests``, a mutant gets those that call the function it is in.
    """

    name: str
    modules: str
    tests: tuple[str, ...]


SUITES = (
    Suite(
        "rules",
        "rules/*/*.py",
        ("tests/rules", "tests/test_rule_messages.py", "tests/test_rules_meta.py"),
    ),
    Suite(
        "fixer",
        "fixes/fixer.py",
        ("tests/fixes/test_fixer.py", "tests/guarantees/test_nothing_lost.py"),
    ),
    Suite(
        "writer",
        "fixes/writer.py",
        ("tests/fixes/test_writer.py", "tests/guarantees/test_crash_safe.py"),
    ),
    Suite("encoding", "encoding/*/*.py", ("tests/encoding",)),
)


def suite_of(wanted: str) -> Suite:
    """Return the suite that ``wanted`` (``rules`` or ``rules/broken_anchor``) belongs to.

    Raises:
        ValueError: when there is none.
    """
    for suite in SUITES:
        if suite.name == wanted.partition("/")[0]:
            return suite
    names = ", ".join(suite.name for suite in SUITES)
    raise ValueError(f"no such part: {wanted}; there are {names}, and rules/broken_anchor")
