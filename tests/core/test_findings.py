from __future__ import annotations

import re

from digestlint import check
from digestlint.core.findings import Findings


def test_a_notebook_shows_a_table_of_escaped_text() -> None:
    found = check("# A\n\n[x](<http://arxiv.org/abs/2505.15117>.) <b>\n\n[<img>](#<script>)\n")
    assert isinstance(found, list) and len(found) > 1
    shown = found._repr_html_()
    assert shown.count("<tr>") == len(found) + 1
    assert {*re.findall(r"<(\w+)", shown)} == {"table", "thead", "tbody", "tr", "th", "td", "a"}
    assert all(finding.code in shown for finding in found)
    assert f"{found[0].location.row}:{found[0].location.column}" in shown


def test_nothing_and_very_much_are_said_in_a_sentence() -> None:
    assert Findings()._repr_html_() == "<p>Nothing was found.</p>"
    (finding,) = check("# A\n\n[x](#y)\n")
    shown = Findings([finding] * 250)._repr_html_()
    assert shown.count("<tr>") == 201 and shown.endswith("<p>and 50 more</p>")
