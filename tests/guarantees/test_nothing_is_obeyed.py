"""Promise 5, logs: no line begins with text of the repository, and no runner finds a command."""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from digestlint.cli import main
from digestlint.fixes.diff import harmless_diff, unified_diff
from digestlint.output import FORMATS, Paint, reporter
from digestlint.text.terminal import safe, safe_name
from tests.hostile import COLOUR, COMMANDS, RAW, STRINGS, lines_of, obeyed
from tests.output.samples import SAFE, finding, fix, run

posix = pytest.mark.skipif(os.name != "posix", reason="file names that Windows refuses")

OURS = re.compile(
    r"::(?:error|warning|notice) title=digestlint \([A-Z]{3}[0-9]{3}\),file="
    r"|##vso\[task\.logissue type=(?:error|warning);sourcepath=[^\]]*;code=[A-Z]{3}\d{3};\]"
    r"(?!.*##[A-Za-z]*\[)"
)
# What a line begins with, by what prints it: a plain name, a name behind `./`, or words of ours.
NAME = r"(?:\./.*|/.*|[\w.][^:]*)"
PLACE = rf"{NAME}:\d+:\d+: [A-Z]{{3}}\d{{3}}\b"
BEGINNINGS = {
    "full": rf"{PLACE}|\|| ?\d+ [|+]|= (?:unsafe )?fix: |= the fix waits|= (?:next: |--fix |… and )"
    r"|= [\d,]+ doubtful |= (?:lossy-)?mojibake \d|… and [\d,]+ more of "
    r"|[\d,]+  [A-Z]{3}\d{3} |First: ",
    "concise": PLACE,
    "json": r"\[$|\{\"code\": \"|\]$|\[\]$",
    "github": rf"{OURS.pattern}|… and \d+ more annotations? \(",
    "grouped": rf"{NAME}:$|\d+:\d+ +[A-Z]{{3}}\d{{3}} ",
    "json-lines": r"\{\"code\": \"",
    "sarif": r"[\]}]|\{$|\{\"(?:ruleId|id)\": |\"(?:\$schema|version|runs|columnKind|results)\": |"
    r"\"(?:tool|name|originalUriBaseIds|invocations|informationUri|rules)\": ",
    "gitlab": r"\[$|\{\"type\": \"issue\"|\]$|\[\]$",
    "junit": r"<(?:\?xml|/?test|/?failure|error) ?",
    "rdjson": r"[\]}]|\{$|\{\"message\": |\"(?:source|diagnostics)\": ",
    "azure": OURS.pattern,
    "pylint": rf"{NAME}:\d+: \[[A-Z]{{3}}\d{{3}}\([a-z-]+\), \]",
    "markdown": r"## digestlint$|\*\*|\||- |\d[\d,]* files?|No files were checked|… and ",
    "stderr": r"digestlint: ",
    "--statistics": r"\d+  [A-Z]{3}\d{3} ",
    "--show-fixes": r"Fixed in |\d+ × [A-Z]{3}\d{3} |guessed in line \d+: |from ",
    "closing": r"Fixed [\d,]+ |[\d,]+ (?:unsafe )?f(?:inding|ile|ix)|no files were checked"
    r"|Wrote comments for |comments cannot silence ",
    "config": r"# |[a-z-]+ = |\[[a-z.-]+\]$|\"|\]$",
    "toc": r"- \[",
    "--explain": r"\d+:\d+: |.*; characters with lost bytes: ",
}


def survey(text: str) -> str:
    """A digest that many rules have something to say about."""
    line = re.sub(r"[\r\n]", " ", text)
    return (
        f"# Paper List from BIB File: {line}papers.bib\n\n"
        f"- [25/10] **A{line}**  \n[[Paper](http://arxiv.org/abs/2510.00001.{line})] "
        f"[[TLDR/Notes](#a{line})]\n\n"
        f"{text}\n[z](http://arxiv.org/abs/2510.00002)\n{text}\n"
        f"# TLDR/Notes\n\n## {line}\n### {line} Abstract {line}\n{line} [x](gone{line}.md#{line}) "
        f"[y](#{line}z) <{line}> \\textbf{{{line}}} ** {line} **\n\n"
        f"<!-- digestlint-disable {line} URL999 -->\n```{line}\nopen\n"
    )


def recurring(text: str) -> str:
    """Notes from which a schema can be made, with the text wherever it says something."""
    line = re.sub(r"[\r\n]", " ", text)
    parts = (
        f"## {n}. [{line} {n}](https://arxiv.org/abs/2510.0000{n})\n**a{line}**: {line}\n"
        f"- {line}b: {line}\n### {line}\n{line}\n"
        for n in range(1, 8)
    )
    return f"# {line}\n\n{''.join(parts)}"


def file_name(text: str) -> str:
    return text.replace("/", "").replace("\0", "")[:60] + ".md"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file for each hostile text, with that text in its name and all over in it."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    for text in STRINGS.values():
        (folder / file_name(text)).write_bytes(survey(text).encode("utf-8", "surrogateescape"))
        (folder / f"link{file_name(text)}").symlink_to(f"gone{file_name(text)}")
    (folder / "plain.md").write_text("[x](http://arxiv.org/abs/2510.00001)\n")
    monkeypatch.chdir(folder)
    return folder


def shown(
    capsys: pytest.CaptureFixture[str],
    *arguments: str,
    beginnings: Sequence[str],
    raw: re.Pattern[str] = RAW,
) -> str:
    """Run the command; its output, of which nothing is obeyed."""
    with suppress(SystemExit):
        main(arguments)
    out, err = capsys.readouterr()
    for stream, begins in ((out, beginnings), (err, ["stderr", *beginnings])):
        plain = COLOUR.sub("", stream)
        commands = [line for line in obeyed(plain) if not OURS.match(line)]
        assert commands == []
        assert raw.findall(plain) == []
        missing = [each for each in begins if each not in BEGINNINGS]
        assert not missing, f"add to BEGINNINGS how lines of {missing} may begin"
        allowed = re.compile("|".join(BEGINNINGS[each] for each in begins))
        assert [line for line in lines_of(stream) if line and not allowed.match(line)] == []
    return out


coloured = pytest.mark.parametrize("color", ["", "1"], ids=["plain", "coloured"])


@posix
@coloured
@pytest.mark.parametrize("output", FORMATS)
def test_findings(
    output: str,
    color: str,
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", color)
    check = ("check", "--select", "ALL", "--no-cache", "-j1", "--output-format", output)
    out = shown(capsys, *check, "--verbose", ".", beginnings=[output, "closing"])
    assert "URL005" in out
    names = [path.name for path in repository.iterdir() if path.name.endswith(".md")]
    shown(
        capsys, *check, "--", *names, *(f"gone{n}" for n in names), beginnings=[output, "closing"]
    )
    shown(
        capsys, *check, "--fix", "--show-fixes", ".", beginnings=[output, "--show-fixes", "closing"]
    )


@posix
@coloured
def test_statistics_and_fixes(
    color: str,
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", color)
    check = ("check", "--select", "ALL", "--no-cache", "-j1")
    shown(capsys, *check, "--statistics", ".", beginnings=["--statistics", "closing"])
    fixing = ("--fix", "--unsafe-fixes", "--show-fixes", "-v")
    shown(capsys, *check, *fixing, ".", beginnings=["full", "--show-fixes", "closing"])


@posix
@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_settings_and_other_commands(
    text: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def toml(value: str) -> str:
        inside = "".join(
            c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in value
        )
        return f'"{inside}"'

    value = toml(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    name = file_name(text)
    for settings in (
        f"exclude = [{value}, '*']\nbibliography = {value}\n"
        f"[rules.insecure-scheme]\nhosts = [{value}]\n",
        f"exclude = [{value}, '*']\nbibliography = {value}\n",
        f"[schemas.{value}]\nextends = 'survey'\ndescription = {value}\n",
        f"[schemas.x]\nextends = 'survey'\ndescription = {value}\n",
        f"select = [{value}]\n",
        f"{value} = 1\n",
        f"x = {value}{value}\n",
    ):
        Path("digestlint.toml").write_text(settings, encoding="utf-8")
        shown(capsys, "config", name, beginnings=["config", "concise"])
        shown(capsys, "config", name, "--output-format", "json", beginnings=["any json"])
        shown(capsys, "schema", beginnings=["schema"])
        shown(capsys, "schema", text, beginnings=["schema"])
        shown(capsys, "check", "--no-cache", "-j1", "plain.md", beginnings=["full", "closing"])
    Path("digestlint.toml").unlink()
    for arguments in (["rule", text], ["check", f"--{text}"], [text], ["check", "--config", text]):
        shown(capsys, *arguments, beginnings=["full", "closing"])
    # What is invisible in a heading, and no control character, belongs to it.
    controls = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
    shown(capsys, "toc", f"./{name}", beginnings=["toc"], raw=controls)
    explain = ("schema", "explain", f"./{name}")
    shown(capsys, *explain, "--all", beginnings=["explain"])
    shown(capsys, *explain, "--output-format", "json", beginnings=["any json"])
    shown(capsys, *explain, "--schema", "daily", beginnings=["explain"])
    shown(capsys, "schema", "explain", text, beginnings=["explain"])
    shown(capsys, "schema", "infer", "./", "--name", text, beginnings=["infer"])
    (repository / name).write_bytes(recurring(text).encode("utf-8", "surrogateescape"))
    out = shown(capsys, "schema", "infer", f"./{name}", "--name", text, beginnings=["infer"])
    is_hidden = "\0" in text or text.startswith("~~~")  # it is no text, or one code block
    assert is_hidden or "least-parts" in out
    damaged = f"本文提出了一种新的方法。{text}\n".encode("utf-8", "surrogateescape")
    damaged = damaged.decode("cp1254", "ignore").encode()
    (repository / name).write_bytes(damaged)
    shown(
        capsys,
        "restore",
        f"./{name}",
        "--format",
        "json",
        "--explain",
        beginnings=["any json", "--explain"],
    )


BEGINNINGS["any json"] = r'[\[\]{}"]|-?\d|true|false|null'
BEGINNINGS["explain"] = (
    rf"{NAME}: (?:no schema|schema ')|not '|[\d,]+ |line \d+: |number |date |url |\w+ link |"
    r"Headings |Labels |… and |'digestlint"
)
BEGINNINGS["infer"] = r"# |\[schemas\.|[a-z-]+ = |[\w-]+ = \{ |\""
BEGINNINGS["schema"] = r"[\w-]+ \((?:built in|configured)\): |'"


def git_apply(folder: Path, diff: bytes) -> None:
    done = subprocess.run(
        ["git", "apply"], cwd=folder, input=diff, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@posix
@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
@pytest.mark.parametrize(
    "frame",
    ["{}\n{link}\n{}\n", "{link} {}\n", "{}{link}\n", "{link}\n\n\n\n\n{}\n", "x\r{} {link}\n"],
    ids=["context", "behind", "before", "elsewhere", "after a return"],
)
def test_diffs(text: str, frame: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of them is obeyed, and `git apply` takes them."""
    monkeypatch.chdir(tmp_path)
    name = file_name(text)
    link = "[z](http://arxiv.org/abs/2510.00002)"
    old = frame.replace("{}", text).replace("{link}", link).encode("utf-8", "surrogateescape")
    new = old.replace(b"http://", b"https://")
    diff = harmless_diff(old, new, name)
    written = diff.decode("utf-8", "replace")
    headers = re.compile(r"--- (?:a/|\"a/)|\+\+\+ (?:b/|\"b/)")
    commands = [line for line in obeyed(written) if not headers.match(line)]
    assert commands == []
    (tmp_path / name).write_bytes(old)
    subprocess.run(["git", "init", "--quiet"], check=True)
    git_apply(tmp_path, diff)
    assert (tmp_path / name).read_bytes() == new


def test_random_diffs(tmp_path: Path) -> None:
    """400 pairs; some are binary patches, most are not, and all apply."""
    chance = random.Random(9)
    file = tmp_path / "a.md"
    headers = re.compile(r"--- a/|\+\+\+ b/")
    binary = 0
    for _ in range(400):
        lines = [some_text(chance) for _ in range(chance.randint(1, 8))]
        old = "\n".join(lines).encode("utf-8", "surrogateescape")
        lines[chance.randrange(len(lines))] = some_text(chance)
        new = "\n".join(lines).encode("utf-8", "surrogateescape")
        diff = harmless_diff(old, new, "a.md")
        commands = obeyed(diff.decode("utf-8", "replace"), known_only=True)
        # A line that a `-` or `+` makes one of Buildkite's only folds what is below it.
        folds = re.compile(r"(?:---|\+\+\+) ")
        assert not [line for line in commands if not (headers.match(line) or folds.match(line))]
        binary += b"GIT binary patch" in diff
        if old != new:
            file.write_bytes(old)
            git_apply(tmp_path, diff)
            assert file.read_bytes() == new
    assert 50 < binary < 350


@posix
@pytest.mark.parametrize("command", ["check", "format"])
def test_the_diffs_of_a_run_apply_together(
    command: str, repository: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    subprocess.run(["git", "init", "--quiet"], check=True)
    check = ("check", "--select", "URL005", "--no-cache", "-j1")
    main([command, *check[1:], "--diff", "."])
    diff = capsysbinary.readouterr().out
    assert b"GIT binary patch" in diff and b"@@ -" in diff
    before = {path: path.read_bytes() for path in repository.glob("*.md") if path.is_file()}
    git_apply(repository, diff)
    applied = {path: path.read_bytes() for path in before}
    for path, content in before.items():
        path.write_bytes(content)
    main([*check, "--fix", "."])
    assert applied == {path: path.read_bytes() for path in before}
    assert applied != before


def test_a_diff_without_commands_is_one_to_read() -> None:
    old = b"# A\n\n::std::vector x\n::: warning\n##[Paper](x)\n## [error] x\nold\n"
    new = old.replace(b"old", b"new")
    assert harmless_diff(old, new, "a.md") == unified_diff(old, new, "a.md")
    assert b"+new" in harmless_diff(old, new, "a.md")


@pytest.mark.parametrize("size", [0, 1, 26, 27, 52, 53, 5000])
def test_binary_patches_of_all_sizes(tmp_path: Path, size: int) -> None:
    chance = random.Random(size)
    old = b" x\r::error ::x\n"
    new = old + chance.randbytes(size) if size else b""
    (tmp_path / "a.md").write_bytes(old)
    diff = harmless_diff(old, new, "a.md")
    assert b"GIT binary patch" in diff
    git_apply(tmp_path, diff)
    assert (tmp_path / "a.md").read_bytes() == new


ALPHABET = [*"ab1 .:#[]-+~^/\\%,=!&|論é", "::", "##", "vso[", "error", "\t", "\r", "\n", "\x1b["]
ALPHABET += ["\u200d", "\ufe0f", "\u2028", "\x85", "\u202e", "\udce4", "\xad", "\U0001f600", "'"]


def some_text(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return chance.choice([*COMMANDS.values()]) + "".join(chance.choices(ALPHABET, k=2))
    return "".join(chance.choices(ALPHABET, k=chance.randint(1, 12)))


@pytest.mark.parametrize("output", FORMATS)
def test_random_names_and_texts(output: str) -> None:
    """2,000 findings in each format, plain and coloured, in widths from 1 to 200."""
    chance = random.Random(output)
    allowed = re.compile(BEGINNINGS[output])
    for _ in range(2000):
        text, part = some_text(chance), some_text(chance)
        line = f"{text}{part}".replace("\n", " ").replace("\r", " ")
        located = finding(
            line,
            line[: chance.randint(0, len(line))],
            filename=some_text(chance),
            message=some_text(chance),
            fix=fix(SAFE, some_text(chance), (0, 1, part)) if chance.random() < 0.5 else None,
        )
        paint = Paint(color=chance.random() < 0.5, width=chance.randint(1, 200))
        for written in reporter(output).lines(run([located], paint)):
            assert "\n" not in written or output == "json"
            plain = COLOUR.sub("", written)
            assert [each for each in obeyed(plain) if not OURS.match(each)] == []
            assert RAW.findall(plain) == []
            begun = [each for each in lines_of(written) if each and not allowed.match(each)]
            assert begun == [], located


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.md", "a.md"),
        ("docs/a b.md", "docs/a b.md"),
        ("论文.md", "论文.md"),
        ("../a.md", "../a.md"),
        (".a.md", ".a.md"),
        ("_a.md", "_a.md"),
        ("::error ::x.md", "./::error ::x.md"),
        (" a.md", "./ a.md"),
        ("-a.md", "./-a.md"),
        ("--- a.md", "./--- a.md"),
        ("#a.md", "./#a.md"),
        ("a: b.md", "./a: b.md"),
        ("\x1ba.md", r"./\x1ba.md"),
        ("\u200da.md", r"./\u200da.md"),
        ("a##[error]x.md", r"a\x23#[error]x.md"),
    ],
)
def test_names_at_the_beginning_of_a_line(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_what_is_shown_stays_what_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert RAW.findall(safe(text)) == []
    assert not re.search(r"##\w*\[", safe(text))
