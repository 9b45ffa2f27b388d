from __future__ import annotations

import json

from digestlint.output import reporter
from tests.output.samples import SAFE, finding, fix, run

FOUND = [
    finding("x", code="URL005", name="insecure-scheme", fix=fix(SAFE, "Fix it")),
    finding("x", code="ANC003", name="broken-file-link"),
    finding("x", code="ANC001", name="broken-anchor"),
    finding("x", code="URL005", name="insecure-scheme"),
]


def test_statistics() -> None:
    assert list(reporter("full").statistics(run(FOUND))) == [
        "     2  URL005 [*] insecure-scheme",
        "     1  ANC001     broken-anchor",
        "     1  ANC003     broken-file-link",
    ]


def test_statistics_as_json() -> None:
    assert json.loads("\n".join(reporter("json").statistics(run(FOUND)))) == [
        {"code": "URL005", "name": "insecure-scheme", "count": 2, "fixable": 1},
        {"code": "ANC001", "name": "broken-anchor", "count": 1, "fixable": 0},
        {"code": "ANC003", "name": "broken-file-link", "count": 1, "fixable": 0},
    ]


def test_no_statistics() -> None:
    assert list(reporter("full").statistics(run([]))) == []
