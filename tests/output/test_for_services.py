"""The formats that services and other programs read, by their published definitions."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from digestlint.core.finding import BOM, Finding
from digestlint.lint.results import FileResult
from digestlint.output import Paint, RunResults, reporter
from tests.hostile import STRINGS
from tests.output.samples import SAFE, UNSAFE, finding, fix, run

URL_FIX = fix(SAFE, "Remove it", (4, 5, ""))
TEXT = "论文 one\ntwo\n"
CODES = ("URL002", "URL002", "URL003")
HOSTILE = pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)


def report(name: str, *found: Finding, text: str = TEXT, **how: Any) -> str:
    files = [FileResult("a.md", found, new=text.encode("utf-8", "surrogateescape"))]
    results = RunResults(files, Paint(color=True), **how)
    return "\n".join(reporter(name).lines(results))


def hostile(text: str) -> Finding:
    return finding("x", message=text, filename=text, fix=fix(SAFE, text, (0, 1, text)))


# SARIF 2.1.0: what the standard asks of the properties that are written.
_TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}, "markdown": {"type": "string"}},
    "additionalProperties": False,
}
_WHERE = {
    "type": "object",
    "required": ["uri"],
    "properties": {
        "uri": {"type": "string", "pattern": r"^[\w.~!$&'()*+,;=:@%/-]+$"},
        "uriBaseId": {"const": "%SRCROOT%"},
    },
    "additionalProperties": False,
}
_NUMBER = {"type": "integer", "minimum": 1}
_REGION = {
    "type": "object",
    "minProperties": 2,
    "properties": {
        **dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), _NUMBER),
        **{key: {"type": "integer", "minimum": 0} for key in ("byteOffset", "byteLength")},
    },
    "additionalProperties": False,
}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_PLACES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["physicalLocation"],
        "properties": {
            "physicalLocation": {
                "type": "object",
                "required": ["artifactLocation"],
                "properties": {"artifactLocation": _WHERE, "region": _REGION},
                "additionalProperties": False,
            }
        },
    },
}
_REPLACEMENT = {
    "type": "object",
    "required": ["deletedRegion"],
    "properties": {
        "deletedRegion": _REGION,
        "insertedContent": {"type": "object", "required": ["text"]},
    },
    "additionalProperties": False,
}
_CHANGE = {
    "type": "object",
    "required": ["artifactLocation", "replacements"],
    "properties": {
        "artifactLocation": _WHERE,
        "replacements": {"type": "array", "minItems": 1, "items": _REPLACEMENT},
    },
    "additionalProperties": False,
}
_RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": _LEVEL,
        "message": _TEXT,
        "locations": _PLACES,
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "fixes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["artifactChanges"],
                "properties": {
                    "description": _TEXT,
                    "artifactChanges": {"type": "array", "minItems": 1, "items": _CHANGE},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
_RULE = {
    "type": "object",
    "required": ["id", "helpUri", "help"],
    "properties": {
        **{key: {"type": "string"} for key in ("id", "name")},
        **dict.fromkeys(("shortDescription", "fullDescription", "help"), _TEXT),
        "helpUri": {"type": "string", "pattern": "^https://"},
        "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}


def sarif(*found: Finding, **how: Any) -> dict[str, Any]:
    written = report("sarif", *found, **how)
    assert written.isascii()
    log = json.loads(written)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (one,) = log["runs"]
    assert set(one) <= {"tool", "results", "invocations", "originalUriBaseIds", "columnKind"}
    assert one["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = one["tool"]["driver"]
    for rule in driver["rules"]:
        jsonschema.validate(rule, _RULE)
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for result in one["results"]:
        jsonschema.validate(result, _RESULT)
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    for invocation in one["invocations"]:
        assert isinstance(invocation["executionSuccessful"], bool)
        for notification in invocation["toolExecutionNotifications"]:
            jsonschema.validate(notification["message"], _TEXT)
            jsonschema.validate(notification["locations"], _PLACES)
    return dict(one)


def test_sarif() -> None:
    one = sarif(
        finding(TEXT, "one", fix=URL_FIX), finding(TEXT, "two", code="TXT001", name="spaced-hyphen")
    )
    first, second = one["results"]
    region = {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 7}
    place = first["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%"},
        "region": region,
    }
    assert (first["level"], second["level"]) == ("error", "note")
    (repair,) = first["fixes"]
    assert repair["description"] == {"text": "Remove it (safe fix)"}
    (change,) = repair["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 6},
            "insertedContent": {"text": ""},
        }
    ]
    assert "fixes" not in second


def test_sarif_without_findings_has_all_parts() -> None:
    one = sarif()
    assert one["results"] == []
    assert one["tool"]["driver"]["rules"] == []
    assert one["invocations"][0]["executionSuccessful"] is True


def test_sarif_of_problems() -> None:
    one = sarif(problems=[("b 论.md", "no such file")])
    (invocation,) = one["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    place = notification["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "b%20%E8%AE%BA.md"


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("docs/a b.md", {"uri": "docs/a%20b.md", "uriBaseId": "%SRCROOT%"}),
        ("/x/a#b.md", {"uri": "file:///x/a%23b.md"}),
        ("C:/x/a.md", {"uri": "file:///C:/x/a.md"}),
        ("\udce4.md", {"uri": "%E4.md", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_sarif_places(path: str, where: dict[str, str]) -> None:
    (result,) = sarif(finding("x"), path_of=lambda _: path)["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == where


def test_sarif_of_a_byte_order_mark_and_of_bytes_that_are_no_text() -> None:
    mark = finding("x", fix=fix(SAFE, "Remove it", (BOM, 0, "")))
    raw = finding("x", fix=fix(UNSAFE, "Write it", (0, 1, "\udce4")))
    first, second = sarif(mark, raw)["results"]
    (replaced,) = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replaced["deletedRegion"] == {"byteOffset": 0, "byteLength": 3}
    assert "fixes" not in second


def prints(name: str, *found: Finding) -> list[str]:
    objects = json.loads(report(name, *found))
    if name == "gitlab":
        return [issue["fingerprint"] for issue in objects]
    results = objects["runs"][0]["results"]
    for kind in ("digestlint/v1", "primaryLocationLineHash"):
        kinds = [result["partialFingerprints"][kind] for result in results]
        assert len(set(kinds)) == len(kinds)
    return kinds


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_fingerprints_stay_where_lines_move(name: str) -> None:
    before = [finding("See x here", "x"), *(finding("y", "y", code=code) for code in CODES)]
    moved = [
        finding("\n\nSee x here", "x", message="another line 3"),
        *(finding("\ny", "y", code=code) for code in CODES),
    ]
    assert prints(name, *before) == prints(name, *moved)
    assert len(set(prints(name, *before))) == 4
    assert prints(name, finding("See x there", "x")) != prints(name, before[0])


def test_gitlab() -> None:
    issues = json.loads(report("gitlab", finding(TEXT, "one\ntw"), finding("x", code="TXT001")))
    for issue in issues:
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert set(issue) >= {"description", "check_name", "fingerprint", "severity", "location"}
    assert issues[0]["location"] == {"path": "a.md", "lines": {"begin": 1, "end": 2}}
    assert [issue["severity"] for issue in issues] == ["major", "info"]
    assert json.loads(report("gitlab")) == []


def junit(*found: Finding, **how: Any) -> ElementTree.Element:
    root = ElementTree.fromstring(report("junit", *found, **how))
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite"
        cases = list(suite)
        assert {case.tag for case in cases} == {"testcase"}
        assert all(case.get("name") and case.get("classname") for case in cases)
        assert int(suite.get("tests", "")) == len(cases)
        for kind in ("failure", "error"):
            inside = [child for case in cases for child in case if child.tag == kind]
            assert int(suite.get(f"{kind}s", "")) == len(inside)
    return root


def test_junit() -> None:
    (suite,) = junit(finding(TEXT, "one", message='<论文> & "it\'s"\ufffe'))
    (case,) = suite
    (failure,) = case
    assert case.get("name") == "URL002 trailing-punctuation (1:4)"
    assert case.get("classname") == "a.md"
    message = '<论文> & "it\'s"' + r"\U0000fffe"
    assert failure.get("message") == message
    assert failure.text == f"a.md:1:4: {message}"


def test_junit_of_clean_files_and_problems() -> None:
    clean, gone = junit(problems=[("gone.md", "no such file")])
    assert [list(case) for case in clean] == [[]]
    assert gone.get("name") == "gone.md"
    assert gone.get("errors") == "1"


def rdjson(*found: Finding, text: str = TEXT) -> list[dict[str, Any]]:
    objects = json.loads(report("rdjson", *found, text=text))
    assert objects["source"]["name"] == "digestlint"
    diagnostics: list[dict[str, Any]] = objects["diagnostics"]
    for each in diagnostics:
        assert each["severity"] in ("ERROR", "WARNING", "INFO")
        assert set(each) <= {"message", "location", "severity", "code", "suggestions"}
        assert each["code"]["url"].startswith("https://")
    return diagnostics


def applied(text: str, diagnostic: dict[str, Any]) -> bytes:
    """The text with the suggestions, as reviewdog applies them: columns count bytes."""
    lines = text.encode("utf-8", "surrogateescape").split(b"\n")
    for each in reversed(diagnostic["suggestions"]):
        start, end = each["range"]["start"], each["range"]["end"]
        assert start["line"] == end["line"]
        line = lines[start["line"] - 1]
        new = each["text"].encode("utf-8", "surrogateescape")
        lines[start["line"] - 1] = line[: start["column"] - 1] + new + line[end["column"] - 1 :]
    return b"\n".join(lines)


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        ("论文 one\n", [(3, 6, "two")], "论文 two\n"),
        ("\n论文论文 x", [(2, 3, ""), (4, 5, "解读")], "\n论论解读 x"),
        ("é\r\n论\r\n", [(3, 4, "é")], "é\r\né\r\n"),
        ("\udce4论x", [(2, 3, "y")], "\udce4论y"),
    ],
)
def test_rdjson_suggests_what_the_fix_does(
    text: str, edits: Sequence[tuple[int, int, str]], expected: str
) -> None:
    (diagnostic,) = rdjson(finding(text, fix=fix(SAFE, "Fix it", *edits)), text=text)
    assert applied(text, diagnostic) == expected.encode("utf-8", "surrogateescape")


def test_rdjson_places() -> None:
    first, second = rdjson(finding(TEXT, "one\ntw"), finding(TEXT, "文"))
    assert first["location"] == {
        "path": "a.md",
        "range": {"start": {"line": 1, "column": 8}, "end": {"line": 2, "column": 3}},
    }
    assert second["location"]["range"]["start"] == {"line": 1, "column": 4}


def test_rdjson_of_a_byte_order_mark() -> None:
    found = finding("ab", fix=fix(SAFE, "Remove it", (BOM, 0, "")))
    (diagnostic,) = rdjson(found, text="\ufeffab")
    assert applied("\ufeffab", diagnostic) == b"ab"
    assert diagnostic["location"]["range"]["start"]["column"] == 4


def test_azure() -> None:
    found = finding(TEXT, "two", filename="a;b].md", message="50% is\nwrong; see ]x")
    assert report("azure", found).splitlines() == [
        "##vso[task.logissue type=error;sourcepath=a%3Bb%5D.md;linenumber=2;columnnumber=1;"
        "code=URL002;]50%AZP25 is%0Awrong; see ]x (trailing-punctuation)"
    ]
    assert "type=warning;" in report("azure", finding("x", code="SEC001"))
    assert "type=warning;" in report("azure", finding("x", code="TXT001"))


def test_pylint() -> None:
    line = report("pylint", finding(TEXT, "two"))
    assert line == "a.md:2: [URL002(trailing-punctuation), ] it is wrong"
    # As diff-quality reads it.
    assert re.fullmatch(r"([^:]+):(\d+): \[(\w+),? ?([^\]]*)] (.*)", line)


def test_json_lines_are_those_of_json() -> None:
    found = [finding(TEXT, "one", fix=URL_FIX), finding(TEXT, "two")]
    lines = report("json-lines", *found).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(report("json", *found))
    assert report("json-lines") == ""


def test_grouped() -> None:
    lines = list(reporter("grouped").lines(run([finding(TEXT, "one", fix=URL_FIX), finding("x")])))
    assert lines == [
        "a.md:",
        "  1:4 URL002 [*] it is wrong (trailing-punctuation)",
        "  1:1 URL002 it is wrong (trailing-punctuation)",
        "",
    ]
    assert list(reporter("grouped").lines(run([]))) == []


def test_job_summary() -> None:
    files = [FileResult(f"{n}.md", [finding(TEXT, fix=URL_FIX)] * n) for n in range(30)]
    files += [FileResult("a|b`<c>@d.md", [finding("x", code="SEC001", name="missing-section")])]
    problems = [("#gone.md", "no such *file*")]
    lines = list(reporter("markdown").lines(RunResults(files, Paint(), problems)))
    assert lines[0] == "## digestlint"
    assert lines[2] == "**436 findings** in 30 of 31 files: 435 errors, 1 warning."
    assert "| 435 | [URL002](" in lines[6]
    assert lines[6].endswith("docs/rules/trailing-punctuation.md) | trailing-punctuation | 435 |")
    assert lines[11] == "| 29.md | 29 |"
    assert "| … and 10 more files | |" in lines
    assert any(line.startswith("**First:** 'digestlint check --fix' fixes 435") for line in lines)
    assert lines[-1] == "- &#35;gone.md: no such &#42;file&#42;"
    few = list(reporter("markdown").lines(RunResults(files[-1:], Paint())))
    assert "| a&#124;b&#96;&#60;c&#62;&#64;d.md | 1 |" in few


def test_job_summary_of_clean_files() -> None:
    clean = reporter("markdown").lines(RunResults([FileResult("a.md")] * 3, Paint()))
    assert list(clean) == ["## digestlint", "", "3 files checked, all clean."]
    assert "No files were checked." in reporter("markdown").lines(RunResults([], Paint()))


@HOSTILE
def test_hostile_texts_leave_documents_whole(text: str) -> None:
    found = hostile(text)
    sarif(found, path_of=lambda _: text, problems=[(text, text or "x")])
    junit(found, problems=[(text, text)])
    rdjson(found)
    json.loads(report("gitlab", found, path_of=lambda _: text))
    for line in report("json-lines", found).split("\n"):
        json.loads(line)
