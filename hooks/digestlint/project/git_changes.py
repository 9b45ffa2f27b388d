"""What has changed in a working tree since a commit.

Files are compared with the commit by their content, which digestlint reads itself (``git`` says
why). So it does not matter what is committed, staged or not even known to Git.
"""

from __future__ import annotations

import os
from pathlib import Path

from digestlint._runtime.language import say
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.project.files import FileProblem, read_bytes
from digestlint.project.git import Git, GitError
from digestlint.project.git_index import content_ids
from digestlint.project.repository import path_in

_COMMIT = lazy_pattern(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ENTRY = lazy_pattern(rb"100(?:644|755|664) blob ([0-9a-f]+)\t")
_MEGABYTE = 1_000_000


class Change(NamedTuple):
    """What a changed file was in the commit; ``name`` is None where it is new."""

    name: str | None = None


class Changes:
    """What has changed in one working tree since the merge base of a commit and `HEAD`."""

    def __init__(self, top: Path, ref: str) -> None:
        """Ask Git about the commit that ``ref`` names.

        Raises:
            GitError: there is no such commit, or no Git, or it can't be read; one sentence.
        """
        self._top = top
        self._git = Git(top)
        base = self._base(ref)
        self._blobs: dict[bytes, str] = {}  # the names of the contents of files, by path
        self._before: dict[bytes, bytes] = {}  # the paths of renamed files
        if base is not None:
            self._blobs = self._listed(base, ref)
            self._before = self._renamed(base)

    def of(self, path: Path, *, within: Path | None, largest: int) -> Change | None:
        """Return how a file has changed; None if it has not."""
        place = path_in(self._top, path)
        key = os.fsencode(str(place))
        known = self._blobs.get(key)
        if known is None:
            return Change(self._blobs.get(self._before.get(key, b"")))
        try:
            content = read_bytes(path, within=within, max_size=largest)
        except FileProblem:  # reported when it is checked
            return Change(known)
        return None if known in content_ids(content, len(known)) else Change(known)

    def content(self, change: Change, *, largest: int) -> bytes | None:
        """Return the content that a file had in the commit; None if it is new, or too large.

        Raises:
            GitError: a clone without all objects lacks it.
        """
        if change.name is None:
            return None
        try:
            size = int(self._git.word("cat-file", "-s", change.name))
            if size > largest * _MEGABYTE:
                return None
            return self._git.content("cat-file", "blob", change.name)
        except GitError:
            raise GitError(
                say(
                    "{top} lacks a file of that commit, as a partial clone does; clone it anew "
                    "without --filter",
                    top=self._top,
                )
            ) from None

    def _base(self, ref: str) -> str | None:
        """Return the merge base; None where there is no commit yet."""
        try:
            self._git.word("rev-parse", "--git-dir")
        except GitError as error:
            raise GitError(
                say("Git can't read the repository {top}: {error}", top=self._top, error=error)
            ) from None
        head = self._commit("HEAD")
        named = head if ref == "HEAD" else self._commit(ref)
        if named is None and ref != "HEAD":
            raise GitError(
                say(
                    "there is no commit {ref} in {top}; {advice}",
                    ref=repr(ref),
                    top=self._top,
                    advice=self._advice(),
                )
            )
        if named is None or head is None:
            return named
        try:
            return self._git.word("merge-base", named, head)
        except GitError:
            raise GitError(
                say(
                    "{ref} and HEAD have no commit in common in {top}; {advice}",
                    ref=repr(ref),
                    top=self._top,
                    advice=self._advice(),
                )
            ) from None

    def _commit(self, ref: str) -> str | None:
        """Return the name of the commit that ``ref`` names, which may begin with a dash."""
        try:
            found = self._git.word(
                *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
            )
        except GitError:
            return None
        return found if _COMMIT.fullmatch(found) else None

    def _advice(self) -> str:
        try:
            is_shallow = self._git.word("rev-parse", "--is-shallow-repository") == "true"
        except GitError:
            is_shallow = False
        if is_shallow:
            return say(
                "this clone is shallow; \"git remote set-branches origin '*'\" and 'git fetch "
                "--unshallow' get the rest, as 'fetch-depth: 0' does in a workflow of GitHub"
            )
        return say(
            "'git fetch' gets branches of other repositories, and 'git branch -a' lists them"
        )

    def _listed(self, base: str, ref: str) -> dict[bytes, str]:
        try:
            listed = self._git.content("ls-tree", "-r", "-z", "--full-tree", base)
        except GitError as error:
            why = say(
                "the files of {ref} in {top} can't be listed: {error}",
                ref=repr(ref),
                top=self._top,
                error=error,
            )
            raise GitError(why) from None
        return {
            line[entry.end() :]: entry[1].decode()
            for line in listed.split(b"\0")
            if (entry := _ENTRY.match(line))
        }

    def _renamed(self, base: str) -> dict[bytes, bytes]:
        """Return what files were called that have been renamed, as far as the index knows."""
        options = ("--cached", "--raw", "-z", "-M", "--diff-filter=R", "--ignore-submodules=all")
        try:
            listed = self._git.content("diff-index", *options, "--no-ext-diff", base, "--")
        except GitError:  # no index
            return {}
        words = listed.split(b"\0")
        return dict(zip(words[2::3], words[1::3], strict=False))
