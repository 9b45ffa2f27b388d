"""The loads that tools are measured on: a folder for each, created anew for each run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SMALL = (
    "# A title\n\nA paragraph with a [link](https://example.org/x) and a list:\n\n- one\n- two\n"
)

LOADS = {
    "empty": "an empty file",
    "known, file": "a small file, nothing changed",
    "known, folder": "its folder, nothing changed",
    "known, hook": "as a hook with `--select`, nothing changed",
    "known, fix": "as the hook with `--fix`, nothing to fix",
    "known, json": "with `--statistics --output-format json`, nothing changed",
    "known, stdin": "the same text on standard input",
    "small": "a small clean file",
    "as is": "the digests as they are, no cache",
    "as is, warm": "the digests as they are, warm cache",
    "restored": "the digests restored, no cache",
    "restored, warm": "the digests restored, warm cache",
    "corpus, cold": "corpus, cold",
    "corpus, warm": "corpus, warm cache",
    "distinct, cold": "corpus of files that all differ, cold",
    "fix": "fix of the digests as they are",
}


class Loads:
    """The folders; ``digestlint`` makes the restored digests out of ``digests``."""

    def __init__(self, folder: Path, digests: Path, digestlint: str, copies: int) -> None:
        self._folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        for name in ("empty", "known", "small", "as is", "restored", "corpus", "distinct", "fix"):
            # A repository of its own: no tool looks further up for settings.
            (folder / name / ".git").mkdir(parents=True)
        (folder / "empty" / "empty.md").touch()
        for name in ("small", "known"):
            (folder / name / "small.md").write_text(SMALL, encoding="utf-8")
        (folder / "known" / "other.md").write_text("# A\n\n[small](small.md#a-title)\n", "utf-8")
        # Of another tool, as most repositories have.
        (folder / "known" / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
        self._digests = sorted(digests.glob("*.md"))
        for name in ("as is", "restored"):
            self._copy(self._digests, folder / name)
        self._restore(digestlint)
        self._copy_corpora(copies)

    def place(self, load: str) -> Path:
        """Return the folder in which ``load`` is run."""
        return self._folder / load.partition(",")[0]

    def size(self, load: str) -> int:
        """Return the bytes of all files of ``load``."""
        self.refresh(load)
        return sum(path.stat().st_size for path in self.place(load).rglob("*.md"))

    def refresh(self, load: str) -> None:
        """Put back what the last run of ``load`` changed."""
        if load == "fix":
            self._copy(self._digests, self.place(load))

    def _copy(self, files: list[Path], folder: Path) -> None:
        for path in files:
            target = folder / path.name
            target.unlink(missing_ok=True)
            target.write_bytes(path.read_bytes())

    def _restore(self, digestlint: str) -> None:
        command = [digestlint, "check", "--no-cache", "--fix", "--unsafe-fixes", "--exit-zero"]
        place = self._folder / "restored"
        subprocess.run([*command, "."], cwd=place, stdout=subprocess.DEVNULL, check=True)

    def _copy_corpora(self, copies: int) -> None:
        restored = sorted((self._folder / "restored").glob("*.md"))
        for number in range(copies):
            for path in restored:
                content = path.read_bytes()
                # A comment makes a file differ from all others and changes no finding.
                for name, extra in (("corpus", b""), ("distinct", b"\n<!-- %d -->\n" % number)):
                    folder = self._folder / name / f"{number:03}"
                    folder.mkdir(exist_ok=True)
                    (folder / path.name).write_bytes(content + extra)
