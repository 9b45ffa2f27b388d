"""Which package may import which, as docs/architecture.md says, checked on all imports."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from functools import cache

import pytest

from digestlint._runtime import opening
from digestlint.core import rule_index
from tests.places import ROOT

PACKAGE = ROOT / "hooks" / "digestlint"
ARCHITECTURE = ROOT / "docs" / "architecture.md"

# What each package may import, when a module is loaded, in a function, or for types. The folder
# listing is the walk of a file; the numbers in brackets are its steps.
ALLOWED = {
    "_runtime": "",
    "text": "_runtime",  # (1) bytes to text, and back
    "encoding": "_runtime text",  # (2) text to restored text
    "markdown": "_runtime text",  # (3) restored text to structure
    "papers": "_runtime text",
    "core": "_runtime text",
    "digest": "_runtime markdown papers text",  # (4) structure to entries and notes
    "inference": "_runtime digest markdown text",  # what files have in common, without a schema
    "document": "_runtime core digest encoding markdown papers text",  # (5) what rules may see
    "rules": "_runtime core digest document encoding markdown papers text",  # (6) findings
    "lint": "_runtime core document encoding text",  # (7) located findings
    "fixes": "_runtime core markdown text",  # (8) edits
    "project": "_runtime core digest encoding markdown papers text",
    "run": "_runtime core digest document encoding fixes lint project text",  # (9) files
    "output": "_runtime core lint text",  # (10) reports
    "review": "_runtime core document encoding lint output text",  # the page to look at
    "cli": (
        "_runtime core digest document encoding fixes inference lint output project review rules "
        "run server text"
    ),
    # (11) editors
    "server": "_runtime core document fixes lint markdown output project rules run text",
    "api": "_runtime core encoding lint project run text",
    "__init__": "_runtime api encoding",
    "__main__": "_runtime cli",
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
LOOKS = "_runtime/tracing/looks.py"
OPENING = "_runtime/opening.py"  # for reading
# The last one writes to stderr.
WRITERS = {
    "fixes/writer.py",
    "run/cache/folder.py",
    "_runtime/interrupts.py",
}

MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
RULE_MODULES = [name for name in MODULES if name.startswith("rules/")]


def package_of(module: str) -> str:
    """The package of a file, ``rules/x.py``, or of an import, ``digestlint.rules.x``."""
    return re.split(r"[/.]", module.removeprefix("digestlint."))[0]


def imports_in(source: str, *, for_types: bool = False) -> Iterator[str]:
    """The full names of what ``source`` imports, wherever it does."""
    tree = ast.parse(source)
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for statement in [] if for_types else node.body:
                left_out.update(ast.walk(statement))
    for node in ast.walk(tree):
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole package"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


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
    """The packages by layer, top first, as docs/architecture.md draws them."""
    section = ARCHITECTURE.read_text(encoding="utf-8").partition("\n## Imports\n")[2]
    block = re.search(r"^```text\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert block, "draw the layers in a fenced block of docs/architecture.md: Who may know whom"
    return [[name.rstrip("/") for name in line.split()] for line in block[1].splitlines()]


def test_every_package_is_in_the_table_and_in_the_documentation() -> None:
    packages = {package_of(module.removesuffix(".py")) for module in MODULES}
    assert packages == set(ALLOWED), "add the package to ALLOWED, with what it may import"
    documented = [package for layer in layers() for package in layer]
    known = sorted(packages - {"__init__", "__main__"})
    assert sorted(documented) == known, "draw it in docs/architecture.md: Who may know whom"


def test_the_table_leads_down_only() -> None:
    height = {package: -number for number, layer in enumerate(layers()) for package in layer}
    height |= {"__main__": 2, "__init__": 2}
    upwards = [
        f"{package} -> {known}"
        for package, packages in ALLOWED.items()
        for known in packages.split()
        if height[known] >= height[package]
    ]
    assert upwards == [], "move what both need to a package below, and import that"


@pytest.mark.parametrize("package", ALLOWED)
def test_packages_import_what_the_table_allows(package: str) -> None:
    known = {
        package_of(name)
        for module in MODULES
        if package_of(module.removesuffix(".py")) == package
        for name in imports_in(source_of(module), for_types=True)
        if name.startswith("digestlint.")
    }
    allowed = set(ALLOWED[package].split())
    assert known - {package} <= allowed, (
        f"modules of {package} must not import these: move what they need to a package below"
    )
    assert allowed <= known, f"take from ALLOWED['{package}'] what its modules do not import"


def dotted(module: str) -> str:
    """The name of a file of the package: ``text.codec`` of ``text/codec.py``."""
    return module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


@cache
def known_to(module: str) -> frozenset[str]:
    """The modules that one imports, by their names below the package."""
    names = {dotted(name) for name in MODULES}
    found: set[str] = set()
    for name in imports_in(source_of(module), for_types=True):
        if name.startswith("digestlint."):
            full = name.removeprefix("digestlint.")
            found.add(full if full in names else full.rpartition(".")[0])
    return frozenset(found - {dotted(module)})


def test_no_modules_import_each_other_in_a_circle() -> None:
    left = {dotted(module): set(known_to(module)) for module in MODULES}
    while free := [module for module, known in left.items() if not known & left.keys()]:
        for module in free:
            del left[module]
    assert left == {}, "move what two of these need from each other to a module of its own"


def test_subpackages_of_encoding_are_in_the_order_of_the_walk() -> None:
    walk = ["channels", "result", "legacy", "detect", "infill", "restore"]
    for module in MODULES:
        place = dotted(module).split(".")
        if place[0] == "encoding" and len(place) > 2:
            for name in known_to(module):
                other = name.split(".")
                if other[0] == "encoding" and len(other) > 1:
                    assert walk.index(other[1]) <= walk.index(place[1]), (
                        f"{module} must not import {name}, which comes later: {' → '.join(walk)}"
                    )


def test_rules_do_not_import_each_other() -> None:
    """A module of a family may import what its family shares, and the helpers of all."""
    rules = {dotted(m) for m in RULE_MODULES if re.search(r"^RULE = ", source_of(m), re.MULTILINE)}
    assert len(rules) == len(rule_index.RULES), "run: make generate"
    for module in RULE_MODULES:
        family = dotted(module).split(".")[1:2]
        for name in known_to(module):
            if name.startswith("rules."):
                shared = f"{module} imports {name}: move what both need to a module without a RULE"
                assert name not in rules, shared
                where = name.split(".")[1] in (*family, "helpers")
                assert where, f"{module} imports {name}: move that to rules/helpers/"


@pytest.mark.parametrize("module", RULE_MODULES)
def test_rules_do_no_input_or_output(module: str) -> None:
    found = reads_or_writes(source_of(module))
    # `document.context.resolver.exists` asks what was handed in, not the disk.
    found = {name for name in found if not name.endswith("resolver.exists")}
    assert found == set(), "ask the document for it: rules read nothing else"


@pytest.mark.parametrize("module", [name for name in MODULES if name not in WRITERS])
def test_only_the_writer_writes_files(module: str) -> None:
    allowed = {"os.open"} if module == OPENING else set()
    assert writes(source_of(module)) == allowed, "let fixes/writer.py write it"


def test_files_are_opened_for_reading() -> None:
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    assert (opening._READING | opening._FOLDER | opening._NO_LINK) & writing == 0


# Calls that look at the world unrecorded, because no answer of ``check`` depends on them.
UNRECORDED = {
    # The cache and the question themselves; what the installation holds, which is in the question.
    "run/cache/folder.py": "os.scandir os.stat os.lstat os.open os.path.isdir entry.stat",
    "run/cache/question.py": (
        "os.scandir os.stat os.listdir os.path.isdir entry.is_dir entry.stat open"
    ),
    "encoding/infill/model.py": (
        "(_DATA/f'{name}.npz').open (_DATA/f'{name}.npz.sha256').read_text"
    ),
    "encoding/legacy/languages.py": (
        "(_DATA/BIGRAMS).read_bytes (_DATA/f'{BIGRAMS}.sha256').read_text"
    ),
    "_runtime/language.py": "(folder/'digestlint.mo').open",
    "digest/schema/loading.py": "(folder/f'{name}.toml').read_text",
    "cli/schemas.py": "source.read_text",
    "review/page.py": "(_STATIC/name).read_text",
    # Why there is nothing: such a run fails. How the work is done, not what comes of it.
    "project/files.py": "path.readlink path.stat",
    "encoding/infill/threads.py": "os.environ.get",
    "_runtime/workers/starting.py": "os.environ.get",
    "_runtime/workers/cpu_limit.py": "os.open",
    "run/runner.py": "task.path.stat",
    # A run that writes is for once only.
    "fixes/writer.py": "path.resolve os.open os.access",
    "fixes/report_writer.py": "os.stat os.access",
    "run/saving_reports.py": "path.stat",
    # What the looks are made of.
    "_runtime/opening.py": "os.open os.stat os.path.realpath",
    # No look at all: a null device, an object of our own.
    "cli/streams.py": "os.open",
    "project/context.py": "files.read_text",
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
    assert module == LOOKS or found == known, "use digestlint._runtime.tracing.observing"


def test_the_writer_writes() -> None:
    assert {"os.open", "os.replace"} <= writes(source_of("fixes/writer.py"))


def test_reporters_do_not_look_at_markdown() -> None:
    files = {dotted(module): module for module in MODULES}
    seen = {name for name in files if name.startswith("output.")}
    while more := {known for name in seen for known in known_to(files[name])} - seen:
        seen |= more
    packages = {package_of(name) for name in seen}
    advice = "let a format report what RunResults has; add there what is missing"
    assert packages == {"output", "lint", "core", "text", "_runtime"}, advice
    assert {name for name in seen if name.startswith("lint")} == {"lint.results"}, advice


def test_modules_are_short() -> None:
    lengths = {module: len(source_of(module).splitlines()) for module in MODULES}
    assert not (long := {name: n for name, n in lengths.items() if n > 250}), f"split these: {long}"


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
        ("from digestlint._runtime.tracing.observing import exists\nexists(a)", set()),
        ("(folder / '.git').exists()", {"(folder / '.git').exists"}),
        ("self.path.exists()", {"self.path.exists"}),
        ("resolver.exists(path)", set()),
        ("path.read_bytes()", {"path.read_bytes"}),
        ("os.environ.get('A')", {"os.environ.get"}),
    ],
)
def test_the_search_for_looks_finds_them(source: str, expected: set[str]) -> None:
    assert unrecorded(source) == expected


def test_imports_for_types_do_not_count() -> None:
    source = "if TYPE_CHECKING:\n    from digestlint.document.document import Document\nimport re"
    assert list(imports_in(source)) == ["re"]


def test_functions_are_short_and_take_few_arguments() -> None:
    """No function over 50 lines, its docstring aside, and none with more than 12 parameters."""
    found: dict[str, str] = {}
    for module in MODULES:
        for node in ast.walk(ast.parse(source_of(module))):
            if not isinstance(node, ast.FunctionDef):
                continue
            docs = ast.get_docstring(node, clean=False)
            assert node.end_lineno is not None
            lines = node.end_lineno - node.lineno + 1 - (docs.count("\n") + 1 if docs else 0)
            arguments = len([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs])
            if lines > 50 or arguments > 12:
                found[f"{module}: {node.name}"] = f"{lines} lines, {arguments} parameters"
    assert found == {}, "split these; give a NamedTuple in place of many parameters"
