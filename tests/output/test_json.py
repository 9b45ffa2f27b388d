from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from fixtures.damage.encoding import misread_lossily

from digestlint.core.finding import BOM, Finding
from digestlint.lint.linter import lint
from digestlint.lint.results import locate
from digestlint.output import Paint, reporter
from digestlint.output.json_objects import output_schema
from tests.output.samples import SAFE, UNSAFE, finding, fix, run
from tests.places import ROOT
from tests.support import open_text


def report(*found: Finding) -> Any:
    text = "\n".join(reporter("json").lines(run(found, Paint(color=True))))
    assert text.isascii()
    assert not set(map(ord, text)) & {*range(10), *range(11, 32), 127}
    objects = json.loads(text)
    jsonschema.validate(objects, output_schema())
    return objects


def test_the_whole_object() -> None:
    text = "# One\n\nSee [论文](#One).\n"
    start = text.index("One)")
    found = finding(text, "#One", fix=fix(UNSAFE, "Write '#one'", (start, start + 3, "one")))
    assert report(found) == [
        {
            "code": "URL002",
            "name": "trailing-punctuation",
            "message": "it is wrong",
            "filename": "a.md",
            "location": {"row": 3, "column": 10},
            "end_location": {"row": 3, "column": 14},
            "fix": {
                "applicability": "unsafe",
                "message": "Write '#one'",
                "edits": [
                    {
                        "content": "one",
                        "location": {"row": 3, "column": 11},
                        "end_location": {"row": 3, "column": 14},
                    }
                ],
            },
            "url": "https://github.com/digestlint/digestlint/blob/main/docs/rules/"
            "trailing-punctuation.md",
            "severity": "error",
        }
    ]


def test_what_is_doubtful_of_lossy_mojibake() -> None:
    text = misread_lossily(
        "# 方法\n\n| 降 |\n" + "本文提出了一种新的方法，实验结果优于现有方法。\n" * 3
    )
    document = open_text(text, "ENC003")
    found = report(*(locate(d, document.lines_of_source, "a.md") for d in lint(document)))
    (finding,) = (each for each in found if each["location"]["row"] == 3)
    restoration = finding["restoration"]
    assert list(restoration) == ["text", "channel", "doubtful"]
    assert restoration["channel"].startswith("UTF-8 read as windows-1254, ")
    (doubt,) = restoration["doubtful"]
    assert list(doubt) == ["column", "chosen", "posterior", "alternatives"]
    assert doubt["column"] == 3
    assert restoration["text"] == doubt["chosen"]
    assert doubt["posterior"] < 0.99
    for other in doubt["alternatives"]:
        assert list(other) == ["char", "posterior"]
        assert len(other["char"]) == 1 and other["char"] != doubt["chosen"]
        assert 0 <= other["posterior"] <= doubt["posterior"]
    assert finding["fix"]["applicability"] == "unsafe"


def test_other_findings_have_no_restoration() -> None:
    assert "restoration" not in report(finding("x"))[0]


def test_no_findings_are_an_empty_list() -> None:
    assert list(reporter("json").lines(run([], Paint()))) == ["[]"]


def test_a_finding_without_a_fix() -> None:
    told = report(finding("x"), finding("x", deferred=True))
    assert [found["fix"] for found in told] == [None, None]


def test_the_byte_order_mark_has_the_first_column() -> None:
    (found,) = report(finding("x", fix=fix(SAFE, "Remove it", (BOM, 0, ""))))
    (edit,) = found["fix"]["edits"]
    assert edit["location"] == edit["end_location"] == {"row": 1, "column": 1}


@pytest.mark.parametrize("text", ["\x1b[2J", "\u202e", "\x85", "论文", "\ud800", '"\\'])
def test_any_character_survives(text: str) -> None:
    (found,) = report(finding("x", message=text, filename=text))
    assert (found["message"], found["filename"]) == (text, text)


def test_the_example_of_the_documentation_is_true() -> None:
    text = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    documented = json.loads(text.partition("```json\n")[2].partition("```")[0])
    document = open_text("# One\n\nSee [one](#One)\n", "ANC001")
    found = [locate(d, document.lines_of_source, "digest.md") for d in lint(document)]
    assert report(*found) == documented


def wrong(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Objects that the schema must refuse."""
    position = {"row": 0, "column": 1}
    return [
        {key: value for key, value in found.items() if key != "fix"},
        {**found, "code": "url002"},
        {**found, "location": position},
        {**found, "fix": {"applicability": "maybe", "message": "", "edits": []}},
        {**found, "message": None},
    ]


def test_the_schema_refuses_other_objects() -> None:
    (found,) = report(finding("x"))
    for other in wrong(found):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([other], output_schema())
