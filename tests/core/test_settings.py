from __future__ import annotations

import ast
import inspect
from typing import get_args

from digestlint.core import settings
from digestlint.core.finding import Severity
from digestlint.core.rule import RuleInfo
from digestlint.core.settings import Settings
from digestlint.markdown.anchors import STYLES


def test_values_are_those_that_are_known() -> None:
    """They are written for type checkers, for users' settings, and where they are used."""
    levels = tuple(map(str, Severity))
    assert get_args(settings.AnchorStyle) == STYLES
    assert get_args(settings.SeverityName) == levels
    assert get_args(settings.FailOn) == (*levels, "never")
    written = [
        ast.literal_eval(node.slice)
        for node in ast.walk(ast.parse(inspect.getsource(settings)))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
    ]
    assert sorted(written) == sorted(2 * [STYLES, levels, (*levels, "never")])


def test_severities_are_those_of_rules_unless_they_are_set() -> None:
    rule = RuleInfo("URL999", "made-up", severity=Severity.INFO)
    assert Settings(frozenset()).severity_of(rule) is Severity.INFO
    set_to = Settings(frozenset(), severities={"URL999": Severity.ERROR})
    assert set_to.severity_of(rule) is Severity.ERROR


def test_what_is_worse_reaches_a_level() -> None:
    reached = {str(level): [str(s) for s in Severity if s.reaches(level)] for level in Severity}
    assert reached == {
        "error": ["error"],
        "warning": ["error", "warning"],
        "info": ["error", "warning", "info"],
    }
