"""Which modules are mutated together, and the tests that are to notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Suite:
    """Modules with the tests that speak about them; paths below the package and the repository.

    Of ``tests``, a mutant gets those that call the function it is in.
    """

    name: str
    modules: str
    tests: tuple[str, ...]


SUITES = (
    Suite(
        "rules",
        "rules/*.py",
        ("tests/rules", "tests/test_rule_messages.py", "tests/test_rules_meta.py"),
    ),
    Suite("fixer", "fixer.py", ("tests/test_fixer.py", "tests/guarantees/test_nothing_lost.py")),
    Suite("writer", "writer.py", ("tests/test_writer.py", "tests/guarantees/test_crash_safe.py")),
    Suite("mojibake", "mojibake/*.py", ("tests/mojibake",)),
)


def suite_of(wanted: str) -> Suite:
    """The suite that ``wanted`` (``rules`` or ``rules/broken_anchor``) belongs to.

    Raises:
        ValueError: when there is none.
    """
    for suite in SUITES:
        if suite.name == wanted.partition("/")[0]:
            return suite
    names = ", ".join(suite.name for suite in SUITES)
    raise ValueError(f"no such part: {wanted}; there are {names}, and rules/broken_anchor")
