from __future__ import annotations

import pytest

from tests.support import see

FOUND = [
    "[a](javascript:alert(1))",
    "[a](JavaScript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](<&#1; javascript:alert(1)>)",
    "[a](<java\tscript:alert(1)>)",
    "<javascript:alert(1)>",
    "[a]: vbscript:x",
    "[a](data:text/html,x)",
    "[a](data:image/png;base64,AAAA)",
    "![a](data:text/html,x)",
    "[a](file:///etc/passwd)",
    "![a](file://server/b.png)",
    "[![a](b.png)](javascript:alert(1))",
    "<a href='javascript:alert(1)'>",
    "<ul><li><A HREF=JavaScript:x></ul>",
    "<img src='java&#10;script:x'>",
    "<a href='data:text/html,x'>",
]
LEFT = [
    "![a](data:image/png;base64,AAAA)",
    "[a](javascript%3Aalert(1))",
    "[a](https://a.org/javascript:alert)",
    "[a](files/data.md)",
    "[a](#javascript:x)",
    "[a](docs/javascript:x)",
    "`[a](javascript:x)`",
    "`<a href=javascript:x>`",
    "<!-- <a href=javascript:x> -->",
    "<img src='data:image/png;base64,AAAA'>",
    "javascript: is a scheme, data: too",
]


@pytest.mark.parametrize("src", FOUND)
def test_reports_dangerous_schemes(src: str) -> None:
    assert [(s.code, s.fix) for s in see(src, "URL007")] == [("URL007", None)]


@pytest.mark.parametrize("src", LEFT)
def test_leaves_other_links(src: str) -> None:
    assert see(src, "URL007") == []


def test_none_hides_another() -> None:
    assert len(see("\n\n".join([*LEFT, *FOUND]), "URL007")) == len(FOUND)
