"""Which room may know which, as docs/architecture.md describes it; read from the imports alone."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from digestlint import opening

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hooks" / "digestlint"
ARCHITECTURE = ROOT / "docs" / "architecture.md"

# What each room may import. A room is a package or a module right below `digestlint`.
ALLOWED = {
    # At the bottom: each can be used alone.
    "anchors": "patterns",
    "cache": "hashing opening",
    "finding": "records",
    "fix_list": "finding records",
    "gitdiff": "hashing log_commands",
    "git_settings": "cache globs patterns",
    "glob_index": "globs",
    "globs": "",
    "hashing": "",
    "ignore_lines": "globs records",
    "ignore_patterns": "glob_index globs ignore_lines walk_budget",
    "interrupts": "",
    "opening": "",
    "json_schemas": "",
    "latex": "patterns",
    "log_commands": "patterns",
    "markdown": "memory_limit patterns records",
    "memory_limit": "patterns",
    "mojibake": "patterns records",
    "patterns": "",
    "records": "",
    "settings": "records",
    "source": "patterns records",
    "terminal": "log_commands patterns",
    "time_limit": "time_watch",
    "time_watch": "",
    "walk_budget": "",
    "validation": "patterns",
    "workers": "interrupts",
    "writer": "interrupts opening",
    # From bytes to a document.
    "wording": "terminal",
    "restoration": "hashing mojibake",
    "gitignore": "cache git_settings ignore_lines ignore_patterns records repository",
    "folder_walk": "cache gitignore ignore_patterns records walk_budget",
    "files": "cache folder_walk ignore_patterns opening records repository",
    "linked_files": "cache repository source",
    "repository": "cache",
    "restoring": "mojibake restoration source",
    "__init__": "restoring",
    "identifiers": "latex patterns records",
    "bibliography": "identifiers patterns records wording",
    "targets": "anchors markdown patterns records",
    "schema": "records time_limit validation",
    "digest": "markdown patterns records schema",
    "papers": "digest identifiers markdown records",
    "rule": "finding records",
    "rule_index": "finding rule",
    "rule_docs": "finding patterns rule",
    "registry": "rule rule_index validation",
    "suppressions": "anchors markdown patterns registry wording",
    "reading": "digest markdown mojibake patterns restoration restoring rule schema source",
    "document": (
        "digest markdown mojibake papers reading records rule schema settings source suppressions "
        "targets time_limit"
    ),
    # Rules, and what they share.
    "analysis": (
        "anchors digest document finding identifiers latex markdown memory_limit mojibake papers "
        "patterns records restoring rule targets verification wording"
    ),
    "rules": (
        "analysis anchors bibliography digest document finding identifiers markdown mojibake "
        "papers patterns reading records rule schema source suppressions targets wording"
    ),
    # What is done with findings.
    "diagnostics": "document finding mojibake patterns reading rule",
    "revealing": "document finding fix_list registry",
    "holding_back": "finding fix_list mojibake rule",
    "needs": "document rule",
    "linter": (
        "diagnostics document finding fix_list holding_back memory_limit needs registry rule "
        "time_limit"
    ),
    "verification": "finding fix_list markdown records",
    "leaving_out": "finding fix_list source",
    "applying": "finding fix_list records",
    "fixer": "applying finding fix_list leaving_out records source time_limit verification",
    "results": "finding records source",
    "reporters": "finding json_schemas results rule_docs terminal",
    # On top.
    "surroundings": (
        "bibliography cache files linked_files markdown memory_limit mojibake patterns records "
        "repository settings targets"
    ),
    "asked": "cache records settings surroundings",
    "config": (
        "cache ignore_patterns json_schemas records registry repository rule schema settings "
        "time_limit validation"
    ),
    "remembering": "asked cache finding records results schema settings surroundings",
    "task": "config document files memory_limit records time_limit",
    "saving": "files opening results task writer",
    "viewing": "asked document remembering results source surroundings task",
    "checker": (
        "cache document files finding fixer linter memory_limit remembering results revealing "
        "saving schema source task time_limit viewing"
    ),
    "rehearsal": "cache document linter mojibake patterns source task time_limit",
    "runner": (
        "cache checker document papers registry rehearsal restoration results source task workers"
    ),
    "cli": (
        "__init__ analysis cache checker config document files finding gitdiff interrupts "
        "log_commands memory_limit patterns records registry reporters repository "
        "restoration restoring "
        "results rule rule_docs runner schema source surroundings task terminal time_limit wording"
    ),
    "__main__": "cli interrupts",
}

# The files and processes of the machine: modules, functions, and methods of `Path`.
OUTSIDE = {
    *("asyncio", "ctypes", "fileinput", "glob", "http", "io", "mmap", "multiprocessing", "os"),
    *("pickle", "requests", "shutil", "signal", "socket", "sqlite3", "subprocess", "sys"),
    *("tempfile", "threading", "urllib.request", "zipfile"),
}
OUTSIDE_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
READING = {"read_text", "read_bytes", "exists", "is_file", "is_dir", "iterdir", "glob", "stat"}
WRITING = {
    *("write_text", "write_bytes", "touch", "mkdir", "rename", "unlink", "rmdir", "symlink_to"),
    *("hardlink_to", "link_to", "chmod", "lchmod"),
}
# Names that other objects have as well, for what only files are written with.
WRITING_FUNCTIONS = {
    f"{module}.{name}"
    for module, names in {
        "os": "open write rename replace remove unlink truncate ftruncate chmod chown utime fdopen",
        "shutil": "copy copy2 copyfile copystat copytree move rmtree",
        "tempfile": "mkstemp mkdtemp NamedTemporaryFile TemporaryFile TemporaryDirectory",
    }.items()
    for name in names.split()
}
LOOKS = "cache/looks.py"
OPENING = "opening.py"  # for reading
# The last two write to pipes, and to stderr.
WRITERS = {"writer.py", "cache/folder.py", "workers/forked.py", "interrupts.py"}

MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
RULE_MODULES = [name for name in MODULES if name.split("/")[0] in ("rules", "analysis")]


def room_of(module: str) -> str:
    """The room of a file, ``rules/x.py``, or of an import, ``digestlint.rules.x``."""
    return re.split(r"[/.]", module.removeprefix("digestlint."))[0]


def imports_in(source: str) -> Iterator[str]:
    """The full names of what ``source`` imports, wherever it does; not what only types need."""
    tree = ast.parse(source)
    for_types: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for statement in node.body:
                for_types.update(ast.walk(statement))
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole package"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                own = node.module == "digestlint"
                yield name.replace(".__version__", ".__init__") if own else name


def calls_in(source: str) -> Iterator[str]:
    """The names of what ``source`` calls: ``open``, ``os.replace``, ``path.write_text``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def reads_or_writes(source: str) -> set[str]:
    """What in ``source`` reaches out of the process."""
    found = {
        name
        for name in imports_in(source)
        if any(name == module or name.startswith(f"{module}.") for module in OUTSIDE)
    }
    for call in calls_in(source):
        _, dot, method = call.rpartition(".")
        if call in OUTSIDE_CALLS or (dot and method in READING | WRITING):
            found.add(call)
    return found


def writes(source: str) -> set[str]:
    """The calls in ``source`` that write files; the null device is none."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or "os.devnull" in ast.unparse(node):
            continue
        call = ast.unparse(node.func)
        _, dot, method = call.rpartition(".")
        opens = call == "open" or (bool(dot) and method == "open" and call != "os.open")
        arguments = node.args[1:] if call == "open" else node.args
        modes = [*arguments, *(keyword.value for keyword in node.keywords)]
        writes_mode = any(
            isinstance(mode, ast.Constant)
            and isinstance(mode.value, str)
            and re.fullmatch(r"[rwaxbt+]*[wax+][rwaxbt+]*", mode.value)
            for mode in modes
        )
        if call in WRITING_FUNCTIONS or (dot and method in WRITING) or (opens and writes_mode):
            found.add(call)
    return found


@cache
def source_of(module: str) -> str:
    return (PACKAGE / module).read_text(encoding="utf-8")


def layers() -> list[list[str]]:
    """The rooms by layer, top first, as docs/architecture.md draws them."""
    section = ARCHITECTURE.read_text(encoding="utf-8").partition("\n## Who may know whom\n")[2]
    block = re.search(r"^```text\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert block, "the layers stand in a fenced block"
    return [[name.rstrip("/") for name in line.split()] for line in block[1].splitlines()]


def test_every_room_is_in_the_table_and_in_the_documentation() -> None:
    rooms = {room_of(module.removesuffix(".py")) for module in MODULES}
    assert rooms == set(ALLOWED)
    documented = [room for layer in layers() for room in layer]
    assert sorted(documented) == sorted(rooms - {"__init__", "__main__"})


def test_the_table_leads_down_only() -> None:
    height: dict[str, float] = {
        room: -number for number, layer in enumerate(layers()) for room in layer
    }
    height |= {"__main__": 1, "__init__": -0.5}
    upwards = [
        f"{room} -> {known}"
        for room, rooms in ALLOWED.items()
        for known in rooms.split()
        if height[known] >= height[room]
    ]
    assert upwards == []


@pytest.mark.parametrize("room", ALLOWED)
def test_rooms_import_what_the_table_allows(room: str) -> None:
    known = {
        room_of(name)
        for module in MODULES
        if room_of(module.removesuffix(".py")) == room
        for name in imports_in(source_of(module))
        if name.startswith("digestlint.")
    }
    allowed = set(ALLOWED[room].split())
    assert known - {room} <= allowed, "it must not know these"
    assert allowed <= known, "the table allows what nobody needs"


def test_rules_do_not_import_each_other() -> None:
    found = {
        f"{module} -> {name}"
        for module in MODULES
        if module != "rules/__init__.py"
        for name in imports_in(source_of(module))
        if name.startswith("digestlint.rules")
    }
    assert found == set(), "what two rules share stands in analysis/"


@pytest.mark.parametrize("module", RULE_MODULES)
def test_rules_do_no_input_or_output(module: str) -> None:
    found = reads_or_writes(source_of(module))
    # `document.surroundings.neighbours.exists` asks what was handed in, not the disk.
    assert {name for name in found if not name.endswith("neighbours.exists")} == set()


@pytest.mark.parametrize("module", [name for name in MODULES if name not in WRITERS])
def test_only_the_writer_writes_files(module: str) -> None:
    assert writes(source_of(module)) == ({"os.open"} if module == OPENING else set())


def test_files_are_opened_for_reading() -> None:
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    assert (opening._READING | opening._FOLDER | opening._NO_LINK) & writing == 0


# Calls that look at the world unrecorded, because no answer of ``check`` depends on them.
UNRECORDED = {
    # The cache and the question themselves; what the installation holds, which is in the question.
    "cache/folder.py": "os.scandir os.stat os.lstat os.open os.path.isdir entry.stat",
    "cache/question.py": "os.scandir os.stat os.listdir os.path.isdir entry.is_dir entry.stat open",
    "restoration/model.py": ("(_DATA/f'{name}.npz').open (_DATA/f'{name}.npz.sha256').read_text"),
    "schema/loading.py": "(folder/f'{name}.toml').read_text",
    "cli/explain.py": "source.read_text",
    # Why there is nothing: such a run fails. How the work is done, not what comes of it.
    "files.py": "path.readlink path.stat",
    "restoration/threads.py": "os.environ.get",
    "workers/pooled.py": "os.environ.get",
    "runner.py": "path.stat",
    # A run that writes is for once only.
    "writer.py": "path.resolve os.open os.access",
    # What the looks are made of.
    "opening.py": "os.open os.stat os.path.realpath",
    # No look at all: a null device, an object of our own.
    "cli/streams.py": "os.open",
    "markdown/builder.py": "self.items.open",
    "surroundings.py": "files.read_text",
}
LOOKING = {
    *("os.path.exists", "os.path.lexists", "os.path.isfile", "os.path.isdir", "os.path.islink"),
    *("os.path.realpath", "os.stat", "os.lstat", "os.listdir", "os.scandir", "os.open", "os.walk"),
    *("os.access", "os.readlink", "os.environ.get", "os.getenv", "open", "Path.home"),
}
LOOKING_METHODS = {
    *("read_text", "read_bytes", "is_file", "is_dir", "is_symlink", "iterdir", "glob", "rglob"),
    *("stat", "lstat", "resolve", "readlink", "samefile", "expanduser", "open"),
}


def unrecorded(source: str) -> set[str]:
    """The calls in ``source`` that look at the world without leaving a trace."""
    tree = ast.parse(source)
    renamed = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("os", "os.path", "posixpath")
        for alias in node.names
    }
    found = set()
    for call in calls_in(source):
        name = renamed.get(call, call)
        _, dot, method = name.rpartition(".")
        is_path = name.endswith(").exists") or re.search(r"(?i)path\.exists$", name)
        if name in LOOKING or (dot and method in LOOKING_METHODS) or (is_path and dot):
            found.add(call)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_whatever_a_run_looks_at_is_recorded(module: str) -> None:
    found = {call.replace(" ", "") for call in unrecorded(source_of(module))}
    known = set(UNRECORDED.get(module, "").split())
    assert module == LOOKS or found == known, "use digestlint.cache.observing"


def test_the_writer_writes() -> None:
    assert {"os.open", "os.replace"} <= writes(source_of("writer.py"))


def test_reporters_do_not_look_at_markdown() -> None:
    seen = {"reporters"}
    while more := {known for room in seen for known in ALLOWED[room].split()} - seen:
        seen |= more
    known = (
        "finding json_schemas log_commands patterns records results rule rule_docs source terminal"
    )
    assert seen == {"reporters", *known.split()}


def test_modules_are_short() -> None:
    lengths = {module: len(source_of(module).splitlines()) for module in MODULES}
    assert {module: length for module, length in lengths.items() if length > 250} == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os", {"os"}),
        ("def f():\n    from subprocess import run", {"subprocess.run"}),
        ("from urllib.parse import unquote", set()),
        ("from pathlib import PurePath", set()),
        ("open('x')", {"open"}),
        ("Path('x').read_text()", {"Path('x').read_text"}),
        ("path.write_bytes(b'')", {"path.write_bytes"}),
        ("text.replace('a', 'b')", set()),
    ],
)
def test_the_search_for_input_and_output_finds_it(source: str, expected: set[str]) -> None:
    assert reads_or_writes(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("open('x')", set()),
        ("open('x', 'w')", {"open"}),
        ("path.open(mode='r+b')", {"path.open"}),
        ("path.open('rb')", set()),
        ("open(os.devnull, 'w')", set()),
        ("Path(os.devnull).open('w')", set()),
        ("os.replace(a, b)", {"os.replace"}),
        ("text.replace(a, b)", set()),
        ("path.write_text('')", {"path.write_text"}),
        ("sys.stdout.write('')", set()),
    ],
)
def test_the_search_for_writing_finds_it(source: str, expected: set[str]) -> None:
    assert writes(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from os.path import exists\nexists(a)", {"exists"}),
        ("from digestlint.cache.observing import exists\nexists(a)", set()),
        ("(folder / '.git').exists()", {"(folder / '.git').exists"}),
        ("self.path.exists()", {"self.path.exists"}),
        ("neighbours.exists(path)", set()),
        ("path.read_bytes()", {"path.read_bytes"}),
        ("os.environ.get('A')", {"os.environ.get"}),
    ],
)
def test_the_search_for_looks_finds_them(source: str, expected: set[str]) -> None:
    assert unrecorded(source) == expected


def test_imports_for_types_do_not_count() -> None:
    source = "if TYPE_CHECKING:\n    from digestlint.document import Document\nimport re"
    assert list(imports_in(source)) == ["re"]
