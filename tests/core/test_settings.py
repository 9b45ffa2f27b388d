from __future__ import annotations

import ast
import inspect
from typing import get_args

from digestlint.core import settings
from digestlint.markdown.anchors import STYLES


def test_anchor_styles_are_those_that_are_known() -> None:
    """They are written for type checkers, for users' settings, and where slugs are made."""
    assert get_args(settings.AnchorStyle) == STYLES
    written = [
        ast.literal_eval(node.slice)
        for node in ast.walk(ast.parse(inspect.getsource(settings)))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
    ]
    assert written == [STYLES, STYLES]
