"""The names of configuration files, and which of several is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from digestlint.project.config import ConfigError, find_config, load_config, passed_over
from tests.cli.conftest import Run

TEXTS = {
    "digestlint.toml": 'schema = "none"\n',
    ".digestlint.toml": 'schema = "daily"\n',
    "pyproject.toml": '[tool.digestlint]\nschema = "survey"\n',
}
NAMES = list(TEXTS)


@pytest.mark.parametrize("first", range(3))
def test_the_first_counts(tmp_path: Path, first: int) -> None:
    (tmp_path / ".git").mkdir()
    for name in NAMES[first:]:
        (tmp_path / name).write_text(TEXTS[name])
    path = find_config(tmp_path)
    assert path == tmp_path / NAMES[first]
    config = load_config(path)
    assert config.table.schema == ["none", "daily", "survey"][first]
    assert passed_over(config) == [tmp_path / name for name in NAMES[first + 1 :]]


def test_a_pyproject_that_says_nothing_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".digestlint.toml").write_text("")
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
    assert passed_over(load_config(find_config(tmp_path))) == []
    assert passed_over(load_config(None)) == []


@pytest.mark.parametrize("name", ["digestlint.toml", ".digestlint.toml", "other.toml"])
@pytest.mark.parametrize("header", ["[tool.digestlint]", "[tool.digestlint.rules.stale-toc]"])
def test_the_table_of_a_pyproject_elsewhere(tmp_path: Path, name: str, header: str) -> None:
    path = tmp_path / name
    path.write_text(f"{header}\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value) == (
        f"{path}:1:2: settings belong at the top level of this file, without [tool.digestlint], "
        "which is for pyproject.toml"
    )


def test_config_says_what_is_not_read(cli: Run, tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    lines = cli("config", "a.md").stdout.splitlines()
    assert lines[:3] == [
        f"# configuration file: {tmp_path / 'digestlint.toml'}",
        f"# {tmp_path / '.digestlint.toml'} is not read: another file in its folder takes "
        "precedence",
        f"# {tmp_path / 'pyproject.toml'} is not read: another file in its folder takes precedence",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_one_that_comes_later_applies(cli: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_text("See <http://arxiv.org/abs/2509.21826>.\n")
    for _ in range(2):  # the second time, the result is known
        assert cli("check", "a.md").returncode == 1
    header = "[tool.digestlint]\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_text(f'{header}ignore = ["URL005"]\n')
    assert cli("check", "a.md").returncode == 0
