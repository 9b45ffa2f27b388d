"""``digestlint schema explain``: how a file is seen, and why no schema fits it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from digestlint.digest.schema.builtin_schemas import SCHEMAS
from tests.cli.conftest import Run

DAY = """\
# Papers for 2025-03-17

## 1. [A first paper](https://arxiv.org/abs/2503.00001)
**核心关键词**: a, b
**Venue**: x

### Limitations
none

## Not a paper

## 2. [A second paper](https://arxiv.org/abs/2503.00002)
**Venue:** y
```text
**Code**: not a label
```
### limitations
"""
LEAST = """\
[schemas.papers]
match = { least-parts = 3, least-share = 0.8 }
[schemas.papers.notes]
level = 2
pattern = '^\\[(?P<title>.+)\\]\\((?P<url>.+)\\)$'
least-fields = 2
fields = { authors.label = "Authors", venue.label = "Venue" }
"""
PAPERS = "# Index\n\n## [A](a)\n**Authors**: B. **Venue**: C\n## Rest\n## More\n"


def explained(cli: Run, text: str, folder: Path, *options: str) -> list[str]:
    (folder / "a.md").write_text(text, encoding="utf-8")
    done = cli("schema", "explain", *options, "a.md")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def as_json(cli: Run, text: str, *options: str) -> Any:
    done = cli("schema", "explain", "-", "--output-format", "json", *options, stdin=text)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_file_that_fits(cli: Run, tmp_path: Path) -> None:
    assert explained(cli, DAY, tmp_path) == [
        "a.md: schema 'daily' (by content)",
        r"not 'survey': no heading has '^Paper List\b' (match.headings[0])",
        r"not 'survey': no heading has '^TLDR/Notes\b' (match.headings[1])",
        "",
        "2 notes, each a heading",
        "  line 3: A first paper",
        "      number '1', url 'https://arxiv.org/abs/2503.00001'",
        "      line 4: field keywords: a, b **Venue**: x ### Limitations none ## Not a paper",
        "  line 12: A second paper",
        "      number '2', url 'https://arxiv.org/abs/2503.00002'",
        "",
        "1 part is left out: it does not fit the pattern, or has too few fields",
        "  line 10: ## Not a paper",
        "",
        "Headings that are no section",
        "  2 × 'Limitations', first in line 7",
        "",
        "Labels that no field has",
        "  2 × 'Venue', first in line 5",
    ]


def test_a_file_that_no_schema_fits(cli: Run, tmp_path: Path) -> None:
    lines = explained(cli, "# A\n\nTopic: x\n\n## B\n\n- Topic：y\n", tmp_path, "--all")
    assert lines[0] == "a.md: no schema fits"
    end = lines.index("")
    assert {line.partition(":")[0] for line in lines[1:end]} == {
        f"not '{schema.name}'" for schema in SCHEMAS
    }
    assert lines[end:] == [
        "",
        "Labels that recur",
        "  2 × 'Topic', first in line 3",
        "",
        "'digestlint schema infer' proposes a schema for this file, or several like it",
    ]


def test_only_the_nearest_built_in_schemas_are_named(cli: Run, tmp_path: Path) -> None:
    text = "# Papers\n\n## 1. [A first paper](https://arxiv.org/abs/2503.00001)\n\nWords.\n"
    lines = explained(cli, text, tmp_path)
    named = [line for line in lines if line.startswith("not ")]
    assert "not 'paper-links': 1 of 1 heading" in "\n".join(named)
    assert len({line.partition(":")[0] for line in named}) == 3
    rest = len(SCHEMAS) - 3
    assert f"{rest} more built-in schemas do not fit (--all shows why)" in lines


def test_a_users_own_schemas_are_all_named(cli: Run, tmp_path: Path) -> None:
    config = "".join(
        f"[schemas.mine{n}]\nmatch.headings = ['^Never{n}$']\nnotes.level = 2\n" for n in range(5)
    )
    (tmp_path / ".digestlint.toml").write_text(config, encoding="utf-8")
    lines = explained(cli, "# A\n\nText.\n", tmp_path)
    assert [line.partition(":")[0] for line in lines[1:6]] == [f"not 'mine{n}'" for n in range(5)]


@pytest.mark.parametrize(
    ("match", "reason"),
    [
        ("body = ['gone']", "no text has 'gone' (match.body[0])"),
        ("path = ['^b']", "no path has '^b' (match.path)"),
        ("front-matter = { kind = '^x' }", "no value in the front matter has '^x'"),
        ("body = ['.'], none-of = { headings = ['^Index$'] }", "a heading has '^Index$'"),
        (
            "path = ['.'], none-of = { body = ['Rest'] }",
            "a text has 'Rest' (match.none-of.bo",
        ),
        ("path = ['.'], none-of = { path = ['a'] }", "a path has 'a' (match.none-of.path[0])"),
        (
            "least-parts = 3, least-share = 0.8",
            "1 of 3 headings fit and have at least 2 fields; 3 are needed (match.least-parts) and "
            "80% are needed (match.least-share)",
        ),
        ("least-share = 0.8", "1 of 3 headings fit and have at least 2 fields; 80% are needed"),
    ],
)
def test_why_not(match: str, reason: str, cli: Run, tmp_path: Path) -> None:
    settings = LEAST.replace("least-parts = 3, least-share = 0.8", match)
    (tmp_path / "digestlint.toml").write_text(settings, encoding="utf-8")
    lines = explained(cli, PAPERS, tmp_path)
    assert lines[0] == "a.md: no schema fits"
    assert lines[1].startswith(f"not 'papers': {reason}")


def test_a_schema_that_is_set(cli: Run, tmp_path: Path) -> None:
    """Why it would not be chosen is said as well, and what it sees."""
    (tmp_path / "digestlint.toml").write_text(LEAST, encoding="utf-8")
    lines = explained(cli, PAPERS, tmp_path, "--schema", "papers")
    assert lines[0] == "a.md: schema 'papers' (set by: 'command line')"
    assert lines[1].startswith("not 'papers': 1 of 3 headings fit")
    assert "      line 4: field venue: C" in lines
    assert "2 parts are left out: they do not fit the pattern, or have too few fields" in lines
    lines = explained(cli, PAPERS, tmp_path, "--schema", "none")
    assert lines[0] == "a.md: no schema (set by: 'command line')"


def test_long_lists_are_cut(cli: Run, tmp_path: Path) -> None:
    text = "# Papers for 2025-03-17\n" + "".join(f"## {i}. [P{i}](http://x)\n" for i in range(30))
    lines = explained(cli, text, tmp_path)
    assert lines.count("  … and 20 more (--all shows them)") == 1
    assert "  line 2: P0" in lines and "  line 31: P29" not in lines
    lines = explained(cli, text, tmp_path, "--all")
    assert "  line 31: P29" in lines and not [line for line in lines if "more" in line]


def test_lines_are_not_wider_than_the_output(cli: Run, tmp_path: Path) -> None:
    text = DAY.replace("a, b", "很长的关键词" * 50).replace("A first", "A very long" * 20)
    lines = explained(cli, text, tmp_path)
    assert all(len(line) <= 100 for line in lines)


def test_json(cli: Run, tmp_path: Path) -> None:
    seen = as_json(cli, DAY)
    assert (seen["file"], seen["schema"], seen["chosen"]) == ("-", "daily", "by content")
    assert [note["line"] for note in seen["notes"]] == [3, 12]
    assert seen["misfits"] == [{"line": 10, "text": "## Not a paper"}]
    assert seen["unknown_labels"] == [{"text": "Venue", "count": 2, "line": 5}]
    field = seen["notes"][0]["fields"][0]
    assert (field["name"], field["line"], field["label"]) == ("keywords", 4, "**核心关键词**:")
    (tmp_path / "digestlint.toml").write_text(LEAST, encoding="utf-8")
    mismatch = as_json(cli, PAPERS)["mismatches"][0]
    share = {"parts": 1, "of": 3, "kind": "heading"}
    least = {"least_fields": 2, "least_parts": 3, "least_share": 0.8}
    assert mismatch["share"] == share | least


def test_entries_and_sections(cli: Run, tmp_path: Path) -> None:
    text = (
        "# Paper List\n- [25/05] **A**\n[[Paper](https://arxiv.org/abs/2505.15117)]\n"
        "# TLDR/Notes\n## a\n### Abstract\nx\n"
    )
    lines = explained(cli, text, tmp_path)
    assert lines[2:] == [
        "1 entry, each a list item",
        "  line 2: A",
        "      date '25/05', paper link 'https://arxiv.org/abs/2505.15117'",
        "",
        "1 note, each a heading",
        "  line 5: a",
        "      line 6: section abstract: Abstract",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["explain"], "'digestlint schema explain' needs a file"),
        (["explain", "a.md", "b.md"], "'digestlint schema explain' takes one file"),
        (["explain", "gone.md"], "gone.md: no such file or folder"),
        (["explain", "-", "--schema", "x"], "command line: there is no schema 'x'"),
        (["survey", "a.md"], "unexpected argument 'a.md' of 'digestlint schema survey'"),
        (["survey", "--gone"], "'digestlint schema' has no option '--gone'"),
    ],
)
def test_wrong_use(words: list[str], message: str, cli: Run) -> None:
    done = cli("schema", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"digestlint: {message}")


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "a.md", "--schema", "daily"],
        ["explain", "--schema", "daily", "a.md"],
        ["--schema=daily", "explain", "a.md"],
    ],
)
def test_options_may_be_anywhere(words: list[str], cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x\n")
    assert cli("schema", *words).stdout.startswith("a.md: schema 'daily' (set by:")


def test_a_schema_may_be_called_like_a_sub_command(cli: Run, tmp_path: Path) -> None:
    """A word alone is the name of a schema."""
    (tmp_path / "digestlint.toml").write_text("[schemas.explain]\nextends = 'daily'\n")
    message = "digestlint: schema 'explain' is defined in your own configuration\n"
    assert cli("schema", "explain").stderr == message
    (tmp_path / "a.md").write_text(DAY, encoding="utf-8")
    assert cli("schema", "explain", "a.md").stdout.startswith("a.md: schema 'explain' (by content)")
