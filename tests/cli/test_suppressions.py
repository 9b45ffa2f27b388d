"""``check --add-suppressions``: afterwards a check is clean, and nothing else has changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HIDDEN = "\u200b"
TEXT = f"""\
# See [a](#nope)

See <http://arxiv.org/abs/2510.00001> and [b](#nope).\x20\x20
[c](#nope)

| a |
|---|
| [d](#nope) |

```
code{HIDDEN}
```

[e]: http://arxiv.org/abs/2510.00001
"""
LINE = "<!-- digestlint-disable-line"
EXPECTED = f"""\
<!-- digestlint-disable-next-line ANC001 -->
# See [a](#nope)

See <http://arxiv.org/abs/2510.00001> and [b](#nope). {LINE} ANC001 URL005 -->\x20\x20
[c](#nope) {LINE} ANC001 -->

| a |
|---|
| [d](#nope) {LINE} ANC001 --> |

<!-- digestlint-disable ENC006 -->
```
code{HIDDEN}
```
<!-- digestlint-enable ENC006 -->

<!-- digestlint-disable-next-line URL005 -->
[e]: http://arxiv.org/abs/2510.00001
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(TEXT.encode())
    return path


def test_all_that_is_left_is_silenced(cli: Run, file: Path) -> None:
    done = cli("check", "--add-suppressions")
    assert done.stdout == "Wrote comments for 6 lines; 1 file clean\n"
    assert done.returncode == 0
    assert file.read_text() == EXPECTED
    assert cli("check").stdout == "1 file checked, all clean\n"


def test_a_second_time_changes_nothing(cli: Run, file: Path) -> None:
    cli("check", "--add-suppressions")
    assert cli("check", "--add-suppressions").stdout == "1 file checked, all clean\n"
    assert file.read_text() == EXPECTED


def test_what_can_be_fixed_is_fixed_first(cli: Run, file: Path) -> None:
    done = cli("check", "--fix", "--add-suppressions")
    assert done.stdout == "Fixed 2 findings; wrote comments for 5 lines; 1 file clean\n"
    text = file.read_text()
    assert "URL005" not in text
    assert f"[c](#nope) {LINE} ANC001 -->" in text


def test_a_diff_shows_the_comments_and_writes_nothing(cli: Run, file: Path) -> None:
    done = cli("check", "--add-suppressions", "--diff")
    assert done.returncode == 1
    assert file.read_text() == TEXT
    apply = ["git", "apply", "--whitespace=nowarn"]
    subprocess.run(apply, cwd=file.parent, input=done.stdout.encode(), check=True)
    assert file.read_text() == EXPECTED
    assert cli("check", "--add-suppressions", "--diff").returncode == 0


def test_a_diff_with_fixes_shows_both(cli: Run, file: Path) -> None:
    diff = cli("check", "--fix", "--add-suppressions", "--diff").stdout
    assert "+See <https://arxiv.org/abs/2510.00001> and" in diff
    assert f"+[c](#nope) {LINE} ANC001 -->" in diff


def test_as_a_filter(cli: Run) -> None:
    done = cli("check", "-", "--add-suppressions", stdin=TEXT)
    assert (done.returncode, done.stdout) == (0, EXPECTED)
    assert done.stderr == "Wrote comments for 6 lines; 1 file clean\n"


def test_with_the_comment_that_is_there(cli: Run, file: Path) -> None:
    file.write_text(f"[a](#nope) [b]() {LINE} URL004 -- later -->\n")
    assert cli("check", "--add-suppressions").returncode == 0
    assert file.read_text() == f"[a](#nope) [b]() {LINE} URL004 ANC001 -- later -->\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[a](#nope)\n\n<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n", "ANC001 GIT001"),
        ("<!-- digestlint-disable-lin URL -->\n", "DIG001"),
        ("a <!-- digestlint-disable-line URL005 -->\n", "DIG001"),
    ],
)
def test_what_cannot_be_silenced_is_left_and_said(
    cli: Run, file: Path, text: str, left: str
) -> None:
    file.write_text(text)
    done = cli("check", "--add-suppressions", "--output-format", "concise")
    assert done.returncode == 1
    assert file.read_text() == text
    assert all(f": {code} " in done.stdout for code in left.split())
    assert "comments cannot silence what is left" in done.stdout


def test_the_rest_of_a_file_with_a_wrong_comment(cli: Run, file: Path) -> None:
    file.write_text("[a](#nope)\n\n<!-- digestlint-disable NONE001 -->\n")
    done = cli("check", "--add-suppressions", "--output-format", "concise")
    assert done.stdout.startswith("a.md:3:1: DIG001")
    assert f"[a](#nope) {LINE} ANC001 -->\n" in file.read_text()


def test_a_comment_that_takes_the_finding_away_goes_elsewhere(cli: Run, file: Path) -> None:
    """At the end of the line, the text does not end in the middle of a sentence any more."""
    head = "# Papers\n\n## [A paper](https://arxiv.org/abs/2510.00001)\n\n"
    file.write_text(f"{head}[a](#nope) \u200b\nb\n")
    assert cli("check", "--add-suppressions").returncode == 0
    assert cli("check").stdout == "1 file checked, all clean\n"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_lines_end_as_before(cli: Run, file: Path, newline: str) -> None:
    file.write_bytes(TEXT.replace("\n", newline).encode())
    assert cli("check", "--add-suppressions").returncode == 0
    assert file.read_bytes() == EXPECTED.replace("\n", newline).encode()


def test_bytes_that_are_not_utf_8_stay(cli: Run, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfa \xff b\n")
    assert cli("check", "--add-suppressions").returncode == 0
    assert file.read_bytes() == (
        b"\xef\xbb\xbfa \xff b <!-- digestlint-disable-line ENC001 ENC005 -->\n"
    )


def test_not_with_a_baseline(cli: Run, file: Path) -> None:
    cli("baseline")
    done = cli("check", "--add-suppressions", "--baseline", "digestlint-baseline.json")
    assert done.returncode == 2
    assert "add --no-baseline" in done.stderr
    assert file.read_text() == TEXT
