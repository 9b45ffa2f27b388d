"""Promise 5: patterns of users' schemas run with a time limit."""

from __future__ import annotations

import json
import re
import threading
import time
import tomllib
import warnings
from pathlib import Path

import pytest

import digestlint
from digestlint import Config, DigestlintError
from digestlint.cli import main
from digestlint.digest.schema import schema_pattern
from digestlint.digest.schema.searching import LimitedPattern
from tests.programs import python

SLOW = "(?:a|aa)+$"
BAIT = "a" * 40 + "!"
SCHEMA = {
    "match": {"headings": ["^Papers"]},
    "entries": {"pattern": "^(?P<title>.+)", "under": "^Papers"},
    "notes": {"level": 2, "pattern": "^(?P<title>.+)", "under": "^Papers"},
}
DIGEST = f"# Papers\n\n- {BAIT}\n\n## {BAIT}\n\nSee [a paper](http://arxiv.org/abs/2510.00001).\n"
LIMIT = "max-rule-seconds=0.1"


def write(folder: Path, key: str, pattern: str) -> None:
    table = json.loads(json.dumps(SCHEMA))
    part, name = key.split(".")
    table[part][name] = [pattern] if name == "headings" else pattern
    lines = [
        f"[schemas.mine.{part}]\n"
        + "".join(
            f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in keys.items()
        )
        for part, keys in table.items()
    ]
    (folder / "digestlint.toml").write_text("".join(lines), encoding="utf-8")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(DIGEST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


KEYS = ["match.headings", "entries.pattern", "entries.under", "notes.pattern", "notes.under"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("fix", [False, True])
def test_a_slow_pattern_is_stopped_and_named(
    key: str, fix: bool, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, key, SLOW)
    (repository / "b.md").write_text("Text.\n")
    options = ["check", "--no-cache", "--config", LIMIT, *(["--fix"] if fix else [])]
    assert main([*options, "a.md", "b.md"]) == 2
    out, err = capsys.readouterr()
    place = f"schemas.mine.{key}{'[0]' if key == 'match.headings' else ''}"
    assert err == (
        f"digestlint: a.md: {repository / 'digestlint.toml'}: {place}: the pattern {SLOW!r} takes "
        "too long on this file; write it so that it can match a text in one way only, such as "
        "'a+' instead of '(a+)+'\n"
    )
    assert "1 file checked, all clean" in out
    assert (repository / "a.md").read_text() == DIGEST


def test_many_searches_count_together(repository: Path) -> None:
    write(repository, "entries.pattern", SLOW)
    (repository / "a.md").write_text("# Papers\n\n" + f"- {'a' * 17}!\n" * 3000)
    assert main(["check", "--no-cache", "--config", LIMIT, "a.md"]) == 2


@pytest.mark.parametrize(
    "command",
    [
        ["toc", "a.md"],
        ["config", "a.md"],
        ["check", "--no-cache", "--config", "rules.duplicate-entry.across-files=true", "a.md"],
    ],
    ids=lambda command: command[0],
)
def test_no_command_hangs(command: list[str], repository: Path) -> None:
    write(repository, "match.headings", SLOW)
    assert main([*command, "--config", LIMIT]) in (0, 2)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(" * 1000 + ")" * 1000, "is too long or too deep for a regular expression"),
        ("a" * 5_001, "is too long or too deep for a regular expression: it has 5,001 characters"),
        ("(?i)" + "[\u0100-\U0010ffff]" * 2000, "is too long or too deep for a regular expres"),
        ("a{99999999999}", "is not a regular expression: repeat count too big"),
        ("(?V1)a", "is not a regular expression: "),
        (r"\L<names>", "is not a regular expression: undefined named list"),
        (r"\p{Nope}", "is not a regular expression: unknown property"),
        ("(", "is not a regular expression: missing )"),
    ],
    ids=range(8),
)
def test_a_pattern_that_cannot_be_read_is_refused(
    pattern: str, why: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, "notes.pattern", pattern)
    assert main(["check", "--no-cache", "a.md"]) == 2
    err = capsys.readouterr().err
    assert "digestlint.toml:8:1: schemas.mine.notes.pattern: " in err
    assert why in err
    assert len(err) < 400


def test_long_patterns_are_read_in_time() -> None:
    started = time.process_time()
    for piece in ("(?:a|b)", "[\u0100-\U0010ffff]", "a{1,9}", "(?:ab){e<=2}", r"\p{Han}", "(?=a)"):
        schema_pattern("(?if)" + piece * (4_900 // len(piece)))
    assert time.process_time() - started < 20


def test_patterns_are_bounded_in_every_thread(repository: Path) -> None:
    """Also where no signal can be sent to, by the interface for programs."""
    write(repository, "entries.pattern", SLOW)
    table = tomllib.loads((repository / "digestlint.toml").read_text(encoding="utf-8"))
    config = Config.of({"max-rule-seconds": 0.1, **table})
    said: list[str] = []

    def check() -> None:
        try:
            digestlint.check(DIGEST, config=config)
        except DigestlintError as error:
            said.append(str(error))

    threads = [threading.Thread(target=check) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 3
    assert all("schemas.mine.entries.pattern: the pattern" in text for text in said), said


def test_a_pattern_that_a_rule_tries_first_is_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the schema is said, nothing else looks for the headings."""
    write(repository, "match.headings", SLOW)
    config = repository / "digestlint.toml"
    config.write_text('schema = "mine"\n' + config.read_text())
    assert main(["check", "--no-cache", "--config", LIMIT, "a.md"]) == 2
    err = capsys.readouterr().err
    assert "schemas.mine.match.headings[0]: the pattern" in err
    assert "defect" not in err


SAME = [
    (r"^(?P<title>.+?)\s*$", "A title "),
    (r"(?i)STRASSE", "Strasse straße"),
    (r"[[a]b]", "[b] a] ab]"),
    (r"[a||b]+", "a|b"),
    (r"[\w&&\d]+", "a&1"),
    (r"(?s:.)(?-s:.)", "\na\n"),
    (r"(?x) a b # both", "ab"),
    (r"(?m)^b$", "a\nb\nc"),
    (r"b$", "a\nb\n"),
    (r"b\Z", "a\nb"),
    (r"\Aa|\bB\b", "xa B"),
    (r"(\d{4})-(\d{2})(?:-(\d{2}))?", "on 2025-03"),
    (r"(?P<q>['\"]).*?(?P=q)", "say 'it's \"so\"'"),
    (r"(<)?a(?(1)>|b)", "<a> ab"),
    (r"(?<=\[)[^\]]+(?=\])", "see [this]"),
    (r"(?<!\w)#\d++", "a#1 #23"),
    (r"a{,2}b{2,}?c{3}", "aabbbccc"),
    (r"a{x}|{|a{", "a{x}"),
    (r"\x41\u4e00\N{BULLET}|\101", "A一•"),
    (r"[\u4e00-\u9fff]+[：:]", "论文解读：好"),
    (r"\w+ (?>\d+)", "论文 １２3"),
    (r"x*|y", "yx"),
    (r"(a|ab)(c|bcd)(d*)", "abcd"),
    (r"(?:(a)|b)*", "ab"),
    (r"(?i)[k-\u212a]", "\u212a"),
]


@pytest.mark.parametrize(("pattern", "text"), SAME)
def test_patterns_mean_what_they_mean_to_re(pattern: str, text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        expected = re.search(pattern, text)
    found = LimitedPattern(pattern).search(text)
    assert expected is not None
    assert found is not None
    groups = range(len(expected.groups()) + 1)
    spans = [found.span(group) for group in groups]  # type: ignore[attr-defined]
    assert spans == [expected.span(group) for group in groups]
    assert found.groupdict() == expected.groupdict()


@pytest.mark.parametrize(
    ("pattern", "text", "title"),
    [
        (r"^(?P<title>\p{Han}+)", "论文解读 and", "论文解读"),
        (r"^(?P<title>(?:Reading){e<=1})", "Readin", "Readin"),
        (r"(?<=Paper:\s+)(?P<title>\S+)", "Paper:  A", "A"),
        (r"^(?:\[(?P<title>.+)\]|(?P<title>.+))$", "B", "B"),
    ],
)
def test_what_re_does_not_have(pattern: str, text: str, title: str) -> None:
    found = schema_pattern(pattern).search(text)
    assert found is not None
    assert found.groupdict()["title"] == title


def test_built_in_patterns_need_no_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("digestlint.digest.schema.searching.LimitedPattern", refuse)
    Path("b.md").write_text("# Paper List\n- [25/09] **A**\n\n# TLDR/Notes\n## a\n")
    assert main(["check", "--no-cache", "b.md"]) == 1


EXTENDED = '[schemas.mine]\nextends = "survey"\n[schemas.mine.notes]\nordered = false\n'


@pytest.mark.parametrize(
    ("toml", "loaded"),
    [
        (None, False),
        (EXTENDED, False),
        (EXTENDED + "pattern = '^(?P<title>.+)$'\n", False),
        (EXTENDED + "pattern = '^Note (?P<title>.+)$'\n", True),
    ],
    ids=["none", "extended", "default", "own"],
)
def test_who_has_no_pattern_loads_no_library(
    toml: str | None, loaded: bool, repository: Path
) -> None:
    if toml is not None:
        (repository / "digestlint.toml").write_text(toml)
    script = (
        "import sys\nfrom digestlint.cli import main\n"
        "main(['check', '--no-cache', '-q', 'a.md'])\nprint('regex' in sys.modules)"
    )
    assert python(repository, "-c", script).stdout.split()[-1] == str(loaded)
