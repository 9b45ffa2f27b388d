"""Which files are found, and errors in reading them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from digestlint._runtime.tracing import observing
from digestlint.project import linked_files
from digestlint.project.files import FileProblem, Problem, read_bytes
from digestlint.project.linked_files import LinkedFiles
from tests.discovering import discover
from tests.unprivileged import unprivileged

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX file semantics")


@pytest.fixture(autouse=True)
def own_git_settings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No ignore patterns of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def tree(root: Path, names: Iterable[str]) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    return root


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-c", "core.quotePath=false", *arguments],
        cwd=folder,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def found(root: Path, *paths: str, **options: object) -> list[str]:
    """What `discover` finds, relative to `root`; nothing may go wrong."""
    result, problems = discover([root / path for path in paths or ["."]], root=root, **options)
    assert problems == []
    return [path.relative_to(root).as_posix() for path in result]


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    tree(
        tmp_path, ["b.md", "a/z.md", "a/y.MD", "c.markdown", "d.txt", "e.md.bak", "md", ".md/f.md"]
    )
    assert found(tmp_path) == [".md/f.md", "a/y.MD", "a/z.md", "b.md", "c.markdown"]
    assert found(tmp_path, extensions=[".txt"]) == ["d.txt"]


def test_a_walk_goes_into_folders_where_their_names_come(tmp_path: Path) -> None:
    tree(tmp_path, ["a.md", "a/z.md", "a/b/c.md", "a/b.md", "a-b/c.md", "B/a.md", "z/a.md"])
    expected = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.md"))
    assert found(tmp_path) == [path.as_posix() for path in expected]
    assert len(expected) == 7


def test_named_paths_keep_their_order_and_come_once(tmp_path: Path) -> None:
    tree(tmp_path, ["a.md", "b.md", "sub/c.md", "x.mkd"])
    assert found(tmp_path, "b.md", "x.mkd", "sub", ".", "sub/c.md") == [
        "b.md",
        "x.mkd",
        "sub/c.md",
        "a.md",
    ]


def test_relative_paths_stay_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree(tmp_path, ["a.md", "sub/b.md"]))
    assert discover([Path()], root=Path()) == ([Path("a.md"), Path("sub/b.md")], [])
    assert discover([Path("./sub/../a.md"), Path("a.md")], root=tmp_path)[0] == [
        Path("sub/../a.md")
    ]


def test_other_peoples_folders_are_skipped_unless_named(tmp_path: Path) -> None:
    tree(tmp_path, ["a.md", ".git/b.md", "node_modules/p/README.md", "x/.venv/c.md"])
    assert found(tmp_path) == ["a.md"]
    assert found(tmp_path, "node_modules") == ["node_modules/p/README.md"]


IGNORED_SHAPES = {
    "a name anywhere": {".gitignore": "build\n"},
    "anchored": {".gitignore": "/build\n/a.md\n"},
    "a folder only": {".gitignore": "build/\na.md/\n"},
    "back in": {".gitignore": "*.md\n!a.md\n"},
    "not below an ignored folder": {".gitignore": "build/\n!build/a.md\n"},
    "below a folder whose content is ignored": {".gitignore": "build/*\n!build/a.md\n"},
    "everything but one folder": {".gitignore": "/*\n!/docs\n"},
    "everything but folders and one name": {".gitignore": "*\n!*/\n!a.md\n"},
    "two stars": {".gitignore": "docs/**/a.md\na/**/deep\n**/build\n"},
    "nested file wins": {".gitignore": "a.md\n", "docs/.gitignore": "!a.md\nb.md\n"},
    "nested file is anchored at its folder": {"docs/.gitignore": "/a.md\n"},
    "nested folder patterns": {".gitignore": "deep/\n", "docs/.gitignore": "!deep/\n"},
    "info/exclude is weaker": {".git/info/exclude": "*.md\n", "docs/.gitignore": "!a.md\n"},
    "comments, spaces, CRLF, BOM": {".gitignore": "\ufeffb.md\r\n# x\r\n\r\na.md  \r\n\\#c.md\r\n"},
    "classes and marks": {".gitignore": "[ab].md\n?c.md\n"},
    "malformed lines": {".gitignore": "!\n/\na.md\n//\n[\n"},
    "brackets do not match a slash": {".gitignore": "/docs[!x]a.md\ndocs[/]b.md\n"},
    "bracket members": {".gitignore": "[]b].md\n[a-].md\n/[[:digit:]b]*\n[\\#-%]c.md\n"},
    "a range that runs backwards": {".gitignore": "[b-a].md\n"},
    "an unclosed bracket with a class": {".gitignore": "[[:alpha:]\n"},
    "an unknown class": {".gitignore": "[[:letter:]].md\n[[:alpha:]].md\n"},
    "not ASCII": {".gitignore": "论文*\n"},
    "a slash in the middle": {".gitignore": "docs/a.md\ndeep/b.md\n"},
}


@pytest.mark.parametrize("ignore_files", IGNORED_SHAPES.values(), ids=IGNORED_SHAPES)
@pytest.mark.parametrize("start", [".", "docs", "docs/deep"])
def test_the_same_files_as_git(tmp_path: Path, ignore_files: dict[str, str], start: str) -> None:
    git(tmp_path, "init", "--quiet")
    names = ["a.md", "b.md", "#c.md", "论文.md"]
    folders = ["", "build/", "docs/", "docs/deep/", "docs/build/", "a/deep/deep/"]
    tree(tmp_path, [folder + name for folder in folders for name in names])
    for name, text in ignore_files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    listed = git(tmp_path, "ls-files", "-z", "--others", "--exclude-standard", "--", start)
    expected = [name for name in listed.split("\0") if name.endswith(".md")]
    assert sorted(found(tmp_path, start)) == sorted(expected)
    everything = found(tmp_path, start, respect_gitignore=False)
    assert len(everything) == len(names) * {".": len(folders), "docs": 3}.get(start, 1)


def test_global_excludes(tmp_path: Path) -> None:
    root = tree(tmp_path / "repo", ["a.md", "b.md"])
    git(root, "init", "--quiet")
    default = Path(os.environ["XDG_CONFIG_HOME"]) / "git" / "ignore"
    default.parent.mkdir(parents=True)
    default.write_text("a.md\n")
    assert found(root) == ["b.md"]
    (tmp_path / "mine").write_text("b.md\n")
    git(root, "config", "--global", "core.excludesFile", str(tmp_path / "mine"))
    assert found(root) == ["a.md"]


def test_without_git_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(tmp_path / "repo", ["a.md", "b.md"])
    git(root, "init", "--quiet")
    (root / ".gitignore").write_text("a.md\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found(root) == ["b.md"]


@pytest.mark.parametrize("installed", [True, False])
def test_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: bool) -> None:
    """As for a service that runs under a user id without an account."""

    def nowhere(_: type[Path]) -> Path:
        raise RuntimeError("Could not determine home directory.")

    root = tree(tmp_path / "repo", ["a.md", "b.md", "c.md"])
    git(root, "init", "--quiet")
    (root / ".gitignore").write_text("a.md\n")
    (root / ".git" / "info" / "exclude").write_text("b.md\n")
    monkeypatch.setattr(Path, "home", classmethod(nowhere))
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name)
    if not installed:
        monkeypatch.setenv("PATH", str(tmp_path))
    assert found(root) == ["c.md"]


def test_a_linked_worktree_has_the_excludes_of_its_repository(tmp_path: Path) -> None:
    main = tmp_path / "main"
    main.mkdir()
    git(main, "init", "--quiet")
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    git(main, *identity, "commit", "--quiet", "--allow-empty", "-m", "x")
    git(main, "worktree", "add", "--quiet", "../tree")
    (main / ".git" / "info" / "exclude").write_text("a.md\n")
    root = tree(tmp_path / "tree", ["a.md", "b.md"])
    assert found(root) == ["b.md"]


def test_gitignore_outside_a_repository(tmp_path: Path) -> None:
    """Up to the root, and not beyond."""
    root = tree(tmp_path / "root", ["a.md", "b.md", "sub/a.md", "sub/b.md"])
    (root / ".gitignore").write_text("a.md\n")
    (tmp_path / ".gitignore").write_text("b.md\n")
    assert found(root, "sub") == ["sub/b.md"]


def test_what_is_named_is_checked(tmp_path: Path) -> None:
    tree(tmp_path, ["build/a.md", "build/draft.md", "b.md"])
    (tmp_path / ".gitignore").write_text("build/\n")
    (tmp_path / "build" / ".gitignore").write_text("draft.md\n")
    assert found(tmp_path) == ["b.md"]
    assert found(tmp_path, "build") == ["build/a.md"]
    assert found(tmp_path, "build/draft.md") == ["build/draft.md"]


@pytest.mark.parametrize(
    ("exclude", "expected"),
    [
        (["sub"], ["a.md", "b.md"]),
        (["/a.md"], ["b.md", "sub/a.md", "sub/b.md"]),
        (["a.md"], ["b.md", "sub/b.md"]),
        (["sub/**"], ["a.md", "b.md"]),
        (["*.md", "!b.md"], ["b.md", "sub/b.md"]),
        (["# no pattern"], ["a.md", "b.md", "sub/a.md", "sub/b.md"]),
    ],
)
def test_exclude(tmp_path: Path, exclude: list[str], expected: list[str]) -> None:
    tree(tmp_path, ["a.md", "b.md", "sub/a.md", "sub/b.md"])
    assert found(tmp_path, exclude=exclude) == expected


def test_a_gitignore_cannot_take_back_an_exclude(tmp_path: Path) -> None:
    tree(tmp_path, ["a.md", "b.md"])
    (tmp_path / ".gitignore").write_text("!a.md\n")
    assert found(tmp_path, exclude=["a.md"]) == ["b.md"]


@pytest.mark.parametrize(("force", "expected"), [(False, ["sub/a.md", "b.md"]), (True, ["b.md"])])
def test_force_exclude(tmp_path: Path, force: bool, expected: list[str]) -> None:
    tree(tmp_path, ["sub/a.md", "b.md"])
    options = {"exclude": ["sub/"], "force_exclude": force}
    assert found(tmp_path, "sub/a.md", "b.md", **options) == expected
    assert found(tmp_path, "sub", "b.md", **options) == expected


def test_a_malformed_exclude_is_a_problem(tmp_path: Path) -> None:
    tree(tmp_path, ["a.md", "b.md"])
    result, problems = discover([tmp_path], root=tmp_path, exclude=["!", "a.md"])
    assert result == [tmp_path / "b.md"]
    assert problems == [Problem("!", "is not a valid pattern in `exclude`")]


def test_a_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    tree(tmp_path, ["a.md"])
    paths = [tmp_path / "none.md", tmp_path / "a.md", tmp_path / "a.md" / "x.md", Path("a\0")]
    result, problems = discover(paths, root=tmp_path)
    assert result == [tmp_path / "a.md"]
    assert problems == [
        Problem(str(tmp_path / "none.md"), "no such file or folder"),
        Problem(str(tmp_path / "a.md" / "x.md"), "not a directory"),
        Problem("a\0", "is not a valid path"),
    ]


@posix
def test_links(tmp_path: Path) -> None:
    tree(tmp_path, ["b.md", "real/c.md"])
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "linked").symlink_to("real")
    (tmp_path / "real" / "up").symlink_to("..")
    (tmp_path / "folder.md").symlink_to("real")
    # A link and its target are one file, under the name that comes first.
    assert found(tmp_path) == ["a.md", "real/c.md"]
    assert found(tmp_path, "linked") == ["linked/c.md"]
    assert found(tmp_path, "real/up/real") == ["real/up/real/c.md"]


@posix
def test_broken_links(tmp_path: Path) -> None:
    tree(tmp_path, ["a.md"])
    (tmp_path / "broken.md").symlink_to("nowhere")
    (tmp_path / "loop.md").symlink_to("loop.md")
    # Found on the way, they are reported when they are read.
    assert found(tmp_path) == ["a.md", "broken.md", "loop.md"]
    named = [tmp_path / "broken.md", tmp_path / "loop.md"]
    result, problems = discover(named, root=tmp_path)
    assert result == []
    messages = ["is a broken symbolic link (to nowhere)", "is a symbolic link that leads to itself"]
    assert [problem.message for problem in problems] == messages
    for path, message in zip(named, messages, strict=True):
        with pytest.raises(FileProblem) as caught:
            read_bytes(path, within=None)
        assert str(caught.value) == message


def test_without_permission() -> None:
    with unprivileged() as folder:
        tree(folder, ["a.md", "shut/b.md", "open/c.md", "ignoring/d.md", "ignoring/.gitignore"])
        (folder / "shut").chmod(0)
        (folder / "a.md").chmod(0)
        (folder / "ignoring" / ".gitignore").chmod(0)
        result, problems = discover([folder, folder / "shut" / "b.md"], root=folder)
        assert result == [folder / "a.md", folder / "ignoring/d.md", folder / "open/c.md"]
        assert sorted((problem.path, problem.message) for problem in problems) == [
            (str(folder / "ignoring/.gitignore"), "permission denied"),
            (str(folder / "shut"), "permission denied"),
            (str(folder / "shut/b.md"), "permission denied"),
        ]
        with pytest.raises(FileProblem, match="permission denied"):
            read_bytes(folder / "a.md", within=None)


@posix
def test_reading_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is a folder"):
        read_bytes(tmp_path, within=None)
    with pytest.raises(FileProblem, match="no such file"):
        read_bytes(tmp_path / "none.md", within=None)
    with pytest.raises(FileProblem, match="not a valid path"):
        read_bytes(Path("a\0b"), within=None)
    with pytest.raises(FileProblem, match="file name too long"):
        read_bytes(tmp_path / ("x" * 300), within=None)
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(FileProblem, match="not a regular file"):
        read_bytes(tmp_path / "pipe.md", within=None)


def test_reading(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\r\n\0")
    assert read_bytes(tmp_path / "a.md", within=None) == b"\xff\r\n\0"


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xe4.md")
    try:
        path.write_text("x")
    except (OSError, ValueError):
        pytest.skip("the file system has no such names")
    (tmp_path / ".gitignore").write_text("*.txt\n")
    assert discover([tmp_path], root=tmp_path) == ([path], [])


class TestLinkedFiles:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        return tree(tmp_path / "root", ["a.md", "Sub/b.md"])

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("a.md", True),
            ("Sub", True),
            ("Sub/b.md", True),
            ("Sub/../a.md", True),
            ("missing/../a.md", True),
            (".", True),
            ("A.md", False),
            ("sub/b.md", False),
            ("none.md", False),
            ("a.md/b.md", False),
            ("a\0.md", False),
            ("\ud800.md", False),
            ("x" * 300, False),
            ("..", False),
            ("../outside.md", False),
        ],
    )
    def test_exists(self, root: Path, name: str, expected: bool) -> None:
        tree(root.parent, ["outside.md"])
        assert LinkedFiles(root).exists(root / name) is expected

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("a.md", True),
            ("none.md", True),
            ("Sub/../..", False),
            ("../root/a.md", True),
            ("../root2/a.md", False),
        ],
    )
    def test_inside(self, root: Path, name: str, expected: bool) -> None:
        assert LinkedFiles(root).inside(root / name) is expected

    @pytest.mark.parametrize(
        ("name", "expected"), [("Sub/b.md", True), ("sub/b.md", False), ("Sub/B.md", False)]
    )
    def test_spelling_counts_where_the_file_system_ignores_case(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, name: str, expected: bool
    ) -> None:
        monkeypatch.setattr(observing, "exists", lambda _: True)
        assert LinkedFiles(root).exists(root / name) is expected

    def test_a_composed_name_finds_a_decomposed_one(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tree(root, ["e\u0301.md"])
        monkeypatch.setattr(observing, "exists", lambda _: True)
        assert LinkedFiles(root).exists(root / "\u00e9.md")

    def test_relative_paths(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(root)
        linked = LinkedFiles(Path())
        assert linked.exists(Path("Sub/b.md"))
        assert linked.exists(Path("Sub/../a.md"))
        assert not linked.exists(Path("../root2"))

    @posix
    def test_a_root_that_is_reached_by_a_link(self, root: Path) -> None:
        link = root.parent / "link"
        link.symlink_to("root")
        assert LinkedFiles(link).exists(link / "Sub" / "b.md")
        assert not LinkedFiles(root).inside(link / "a.md")  # a link is followed from inside only
        assert LinkedFiles(link).exists(root / "a.md")

    @posix
    def test_links_do_not_lead_outside(self, root: Path) -> None:
        tree(root.parent, ["secret.md"])
        (root / "link.md").symlink_to("../secret.md")
        linked = LinkedFiles(root)
        assert not linked.inside(root / "link.md")
        assert not linked.exists(root / "link.md")
        assert linked.read_text(root / "link.md") is None

    def test_read_text(self, root: Path) -> None:
        (root / "bom.md").write_bytes(b"\xef\xbb\xbf# \xe4\r\n")
        (root / "binary.md").write_bytes(b"\0")
        linked = LinkedFiles(root)
        assert linked.read_text(root / "bom.md") == "# \udce4\r\n"
        for name in ["binary.md", "Sub", "none.md", "a\0", "..", "sub/b.md"]:
            assert linked.read_text(root / name) is None

    @posix
    def test_a_pipe_has_no_text(self, root: Path) -> None:
        os.mkfifo(root / "pipe.md")
        assert LinkedFiles(root).read_text(root / "pipe.md") is None

    def test_a_file_is_read_once(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        linked = LinkedFiles(root)
        assert linked.read_text(root / "a.md") == "x"
        monkeypatch.setattr(observing, "read", None)
        assert linked.read_text(root / "a.md") == "x"

    def test_a_huge_file_is_not_read(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(linked_files, "_SIZE_LIMIT", 0)
        assert LinkedFiles(root).read_text(root / "a.md") is None

    def test_without_permission(self) -> None:
        with unprivileged() as folder:
            tree(folder, ["shut/a.md", "blind/b.md", "c.md"])
            (folder / "shut").chmod(0)
            (folder / "blind").chmod(0o311)  # can be entered, not listed
            (folder / "c.md").chmod(0)
            linked = LinkedFiles(folder)
            assert not linked.exists(folder / "shut" / "a.md")
            assert linked.read_text(folder / "blind" / "b.md") == "x"
            assert linked.exists(folder / "c.md")
            assert linked.read_text(folder / "c.md") is None
