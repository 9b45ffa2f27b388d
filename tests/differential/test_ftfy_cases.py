"""ftfy's own test cases: mojibake is restored or reported, clean text is left alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import Any

from digestlint import restore
from tests.differential.ftfy_differences import DIFFERENCES
from tests.differential.peers import FTFY_CASES, needs_peers
from tests.support import see

pytestmark = needs_peers

RIGHT = frozenset({"as expected", "clean", "reported"})


def _outcome(text: str, expected: str) -> str:
    """What becomes of ``text``; ``expected`` has U+FFFD where ftfy gives a character up."""
    restored = restore(text).text
    reported = bool(see(text, "ENC"))
    if text == expected:
        if restored != text:
            return "restored"
        return "alarm" if reported else "clean"
    if re.fullmatch(re.escape(expected).replace("\ufffd", "."), restored, re.DOTALL):
        return "as expected"
    if restored != text:
        return "differs"
    return "reported" if reported else "missed"


@cache
def outcomes() -> list[tuple[str, str]]:
    """The label of each case, and its outcome."""
    cases: list[dict[str, Any]] = json.loads(FTFY_CASES.read_text(encoding="utf-8"))
    # ftfy does more than encodings (quotes, ligatures); some cases say what is of encodings.
    expected = [case.get("fixed-encoding", case["fixed"]) for case in cases]
    return [
        (case["label"], _outcome(case["original"], fixed))
        for case, fixed in zip(cases, expected, strict=True)
    ]


def test_each_case_is_right_or_listed() -> None:
    differing = {label: outcome for label, outcome in outcomes() if outcome not in RIGHT}
    assert differing == DIFFERENCES


def test_most_cases_are_restored() -> None:
    counted = Counter(outcome for _, outcome in outcomes())
    assert counted.total() == 161
    assert counted["as expected"] >= 47
    assert counted["clean"] >= 35
