"""The guide "Teach it your digest" is true in each language: its commands print what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from digestlint.cli import main
from tests.places import ROOT

GUIDES = {"en": "docs/teach-your-digest.md", "zh": "docs/zh/teach-your-digest.md"}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([\w/.-]+\.md)`[^`\n]*[:：]\s*\Z")
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def replace_lines(configuration: Path, lines: str) -> None:
    """Each line takes the place of that with the same key."""
    text = configuration.read_text(encoding="utf-8")
    for line in lines.splitlines():
        before, found, after = text.partition(f"\n{line.partition(' =')[0]} = ")
        assert found
        rest = after.partition("\n")[2]
        text = f"{before}\n{line}\n{rest}"
    configuration.write_text(text, encoding="utf-8")


def printed(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    program, *words = shlex.split(command.partition(" > ")[0])
    assert program == "digestlint"
    main(words)
    out, err = capsys.readouterr()
    if target := command.partition(" > ")[2]:
        Path(target).write_text(out, encoding="utf-8")
        out = ""
    return out + err


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide(
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its files are written where they are shown, and its commands run in their order."""
    guide = (ROOT / GUIDES[language]).read_text(encoding="utf-8")
    monkeypatch.setenv("DIGESTLINT_LANGUAGE", language)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "tides").mkdir()
    files = [
        (named[1], match[2])
        for match in BLOCK.finditer(guide)
        if match[1] == "markdown" and (named := NAMED.search(guide[: match.start()].rstrip()))
    ]
    assert len(files) == guide.count("```markdown")
    for name, text in files[:2]:  # the first command comes before they are shown
        Path(name).write_text(text, encoding="utf-8")
    commands = 0
    for match in BLOCK.finditer(guide):
        kind, content = match.groups()
        if kind == "markdown":
            name = next(name for name, text in files if text == content)
            Path(name).write_text(content, encoding="utf-8")
        elif kind == "toml" and not content.startswith("["):
            replace_lines(Path("digestlint.toml"), content)
        elif kind == "console":
            for command, expected in COMMAND.findall(content):
                commands += 1
                assert shown(printed(command, capsys)).startswith(expected), command
    assert commands == guide.count("\n$ ")


def shown(output: str) -> str:
    """What the guide shows of ``output``: paths as on Linux."""
    return output.replace("tides\\", "tides/")
