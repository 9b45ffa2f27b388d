"""Promise 4: a check takes at most 80 MB of memory, and 12 times the size of the file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.frames import ABSTRACT, METHOD, MOTIVATION, READING, RESULTS, TAKEAWAYS

pytest.importorskip("resource", reason="memory can only be measured with POSIX's getrusage")

SOURCE = Path(__file__).resolve().parent.parent.parent / "hooks"
MEGABYTE = 1_000_000

# On Linux, getrusage(2) has the larger of the child's peak and that of the process that started it.
CHECK = """
import resource, sys
from digestlint.cli import main
arguments = ["check", "--no-cache", "--select", "ALL", "--output-format", "concise", "--quiet"]
code = main([*arguments, "--jobs", "1", "a.md"])
try:
    with open("/proc/self/status", encoding="utf-8") as status:
        (most,) = (int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
except OSError:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    most //= 1024 if sys.platform == "darwin" else 1
print(code, most, file=sys.stderr)
"""


def repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()))


def digest(size: int) -> str:
    """Notes of usual length on many papers, one finding in each."""
    prose = "我们研究智能体如何在长任务中保持稳定，并给出新的训练方法。" * 8
    sections = "".join(
        part.replace("。", "。" + prose, 1)
        for part in (ABSTRACT, READING, MOTIVATION, METHOD, RESULTS, TAKEAWAYS)
    )
    note = f"\n[Paper](http://arxiv.org/abs/2510.%05d)\n{sections}\n"
    count = size // len(note.encode())
    entries = (f"- [25/10] **Paper {n}**  \n[[TLDR/Notes](#paper-{n})]\n" for n in range(count))
    notes = (f"## Paper {n}\n{note % n}" for n in range(count))
    return "# Paper List\n\n" + "\n".join(entries) + "\n# TLDR/Notes\n" + "".join(notes)


def memory(folder: Path, text: str) -> float:
    """The most memory that a check of ``text`` takes, in megabytes."""
    (folder / ".git").mkdir()
    (folder / "a.md").write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    code, kilobytes = done.stderr.split()[-2:]
    if code not in "01":
        pytest.fail(done.stderr)
    return int(kilobytes) * 1024 / MEGABYTE


def allowed(text: str) -> float:
    return 80 + 12 * len(text.encode()) / MEGABYTE


PIECES = {
    "prose": "智能体在长任务里很慢。 Agents are slow, and so we make them faster.\n\n",
    "one line of words": "word 词 ",
    "one line of Chinese": "中",
    "quotes": "> A quotation of some length, as they are in e-mails.\n\n",
    "deep quotes": ">" * 50 + " a\n",
    "blank lines": "\n",
    "links": "A sentence that leads to [a link](https://example.org/one/of/many) goes on.\n",
    "findings": "A sentence as usual, which cites http://arxiv.org/abs/2510.00001 only.\n\n",
    "code": "```python\nprint('a line of code, as programs have it')\n```\n\nText.\n\n",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_memory_has_a_bound(piece: str, tmp_path: Path) -> None:
    text = repeated(piece, 2 * MEGABYTE)
    assert memory(tmp_path, text) < allowed(text)


def test_memory_has_a_bound_for_digests(tmp_path: Path) -> None:
    text = digest(2 * MEGABYTE)
    assert memory(tmp_path, text) < allowed(text)


_PARTS = (
    "each link, item or tag is a few objects, which take a hundred times the bytes of their text"
)
_TREE = "the parser itself takes 60 times the text for its tree"
DENSE = {
    "links without text": ("[a](b)", 0.2, _PARTS),
    "list items": ("- a\n", 0.6, _PARTS),
    "tags": ("<b>", 0.6, _PARTS),
    "findings on each line": ("a\r\nb\n", 0.2, "findings are kept until they are printed"),
    "one line of brackets": ("[", 1.5, _TREE),
    "quotation marks": ("> ", 2, _TREE),
}


@pytest.mark.parametrize(
    ("piece", "megabytes"),
    [
        pytest.param(*piece, id=name, marks=pytest.mark.xfail(raises=AssertionError, reason=reason))
        for name, (*piece, reason) in DENSE.items()
    ],
)
def test_memory_has_a_bound_for_markup_alone(piece: str, megabytes: float, tmp_path: Path) -> None:
    text = repeated(piece, int(megabytes * MEGABYTE))
    assert memory(tmp_path, text) < allowed(text)
