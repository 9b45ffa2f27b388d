from __future__ import annotations

import os
from pathlib import Path

import pytest

from digestlint.core.settings import BoundFile
from digestlint.project.context import (
    FileLinkResolver,
    decode_bibliography,
    find_bibliography,
)
from digestlint.project.files import FileProblem
from digestlint.project.repository import repository_root
from digestlint.rules.bibliography.bibtex_problems import message_of

BIB = "@misc{a, title = {Ferry}}\n"


def named(folder: Path, title: str, configured: str | None = None) -> str | None:
    bound = BoundFile(configured) if configured is not None else None
    found = find_bibliography(folder / "digest.md", f"# {title}\n", bound).bibliography
    return found.name if found else None


@pytest.mark.parametrize(
    ("files", "title", "expected"),
    [
        (["digest.bib"], "Paper List", "digest.bib"),
        (["digest.bib", "agents.bib"], "Paper List from BIB File: agents.bib", "agents.bib"),
        (["other.bib"], "Paper List", None),
        (["digest.bib"], "Paper List from BIB File: tmp9a7_b2by.bib", "digest.bib"),
        ([], "Paper List from BIB File: ../secret.bib", None),
        ([], f"Paper List from BIB File: {'x' * 900}.bib", None),  # no file has such a name
        ([], "Paper List from BIB File: a\0b.bib", None),
    ],
)
def test_finds_the_bibliography_beside_the_digest(
    tmp_path: Path, files: list[str], title: str, expected: str | None
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.bib").write_text(BIB)
    for name in files:
        (folder / name).write_text(BIB)
    assert named(folder, title) == expected


def test_a_folder_is_no_bibliography(tmp_path: Path) -> None:
    (tmp_path / "digest.bib").mkdir()
    assert named(tmp_path, "Paper List") is None


def test_the_configured_file_goes_first(tmp_path: Path) -> None:
    (tmp_path / "digest.bib").write_text(BIB)
    (tmp_path / "set.bib").write_text(BIB)
    assert named(tmp_path, "Paper List", str(tmp_path / "set.bib")) == "set.bib"


def test_a_configured_file_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        named(tmp_path, "Paper List", str(tmp_path / "gone.bib"))
    assert str(caught.value) == (
        f"its bibliography can't be read: {tmp_path / 'gone.bib'}: no such file or folder"
    )


@pytest.mark.parametrize(
    ("data", "text", "problems"),
    [
        ("title = {Café}".encode(), "title = {Café}", []),
        ("\ufefftitle = {Café}".encode(), "title = {Café}", []),
        ("title = {Café}".encode("utf-16"), "title = {Café}", []),
        (b"", "", []),
        (
            "a\nCafé 海带\n".encode() + b"Caf\xe9\n",
            "a\nCafé 海带\nCafé\n",
            [(3, "this line is not UTF-8; it was read as windows-1252")],
        ),
        (
            b"\x93x\x94\r\nb\r\n\x81\xe9\r\nc",
            "“x”\r\nb\r\n\ufffdé\r\nc",
            [(1, "2 lines are not UTF-8, starting with this one; they were read as windows-1252")],
        ),
    ],
)
def test_decodes_what_reference_managers_write(
    data: bytes, text: str, problems: list[tuple[int, str]]
) -> None:
    decoded, found = decode_bibliography(data)
    assert decoded == text
    assert [(p.line, str(message_of(p))) for p in found] == problems


def test_encoding_problems_are_listed_among_the_others(tmp_path: Path) -> None:
    data = BIB.encode() + b"@misc{a, title = {Caf\xe9}}\n@misc{a, title = {Kelp}}\n"
    (tmp_path / "digest.bib").write_bytes(data)
    found = find_bibliography(tmp_path / "digest.md", "# Paper List\n", None).bibliography
    assert found is not None
    assert [problem.line for problem in found.problems] == [2, 2, 3]
    assert found.match(arxiv=None, doi=None, title="Café") is not None


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs" / "img").mkdir(parents=True)
    (tmp_path / "docs" / "digest.md").write_text("# Digest\n")
    (tmp_path / "docs" / "a b.md").write_text("# Über uns\n\n## Kelp\n\n## Kelp\n")
    (tmp_path / "docs" / "code.py").write_text("# Kelp\n")
    (tmp_path / "docs" / "bad.md").write_bytes(b"\0\0")
    (tmp_path / "README.md").write_text("# Top {#first}\n")
    return tmp_path


def resolver(repository: Path, style: str = "github") -> FileLinkResolver:
    return FileLinkResolver(repository / "docs" / "digest.md", repository, style)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a%20b.md", True),
        ("a b.md", True),
        ("img", True),
        ("../README.md", True),
        ("/README.md", True),
        ("/docs/digest.md", True),
        ("README.md", False),
        ("gone.md", False),
        ("../../outside.md", True),  # nothing is said about what is not in the repository
        ("x" * 5000, False),
    ],
)
def test_which_files_exist(repository: Path, path: str, expected: bool) -> None:
    assert resolver(repository).exists(path) is expected


@pytest.mark.parametrize(
    ("path", "style", "expected"),
    [
        ("a%20b.md", "github", {"über-uns", "kelp", "kelp-1"}),
        ("/README.md", "github", {"top-first"}),
        ("/README.md", "pandoc", {"first"}),
        ("code.py", "github", None),
        ("img", "github", None),
        ("bad.md", "github", None),
        ("gone.md", "github", None),
    ],
)
def test_which_ids_a_file_has(
    repository: Path, path: str, style: str, expected: set[str] | None
) -> None:
    assert resolver(repository, style).target_ids(path) == expected


def test_the_root_is_where_git_is(repository: Path) -> None:
    assert repository_root(repository / "docs" / "img") == repository


@pytest.mark.skipif(os.name != "posix", reason="no symbolic links without rights on Windows")
def test_a_loop_of_links_does_not_exist(repository: Path) -> None:
    (repository / "docs" / "loop.md").symlink_to("loop.md")
    assert resolver(repository).exists("loop.md") is False


@pytest.mark.skipif(os.name == "nt", reason="junctions are no links")
def test_folders_on_the_way_are_followed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "there.md").touch()
    (tmp_path / "a" / "out").symlink_to(tmp_path.parent)
    resolver = FileLinkResolver(tmp_path / "digest.md", tmp_path, "github")
    followed = list[str]()
    realpath = os.path.realpath

    def counting(path: str) -> str:
        followed.append(path)
        return realpath(path)

    monkeypatch.setattr(os.path, "realpath", counting)
    assert not any(resolver.exists(f"a/b/missing-{number}.md") for number in range(50))
    assert resolver.exists("a/b/there.md")
    assert resolver.exists("a/out/missing.md")  # nothing is denied outside
    assert resolver.exists("a/out")
    assert len(followed) < 10
