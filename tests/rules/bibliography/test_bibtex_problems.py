"""What is said about each kind of problem, word for word."""

from __future__ import annotations

import pytest

from digestlint.papers.bibliography import BibProblem, ProblemKind, parse_bibliography
from digestlint.project.context import decode_bibliography
from digestlint.rules.bibliography.bibtex_problems import message_of

A = "@misc{a, title = {T}, eprint = {2505.15117}}\n"
IN_A = "in field 'month' of entry 'a'"
SAID: list[tuple[ProblemKind, str, str]] = [
    (ProblemKind.NUL_BYTES, "\0",
     "the file contains NUL bytes, so it is not a BibTeX file; nothing in it was read"),
    (ProblemKind.NO_ENTRY, "text", "the file contains no BibTeX entry"),
    (ProblemKind.SHORT_BLOCKS, "@a{}" * 10_001,
     "the file contains 10001 '@' blocks too short to be entries; nothing in it was read"),
    (ProblemKind.NEVER_CLOSED, "@misc{a, title = {T}",
     "the '@misc' block 'a' is never closed, so it was skipped"),
    (ProblemKind.NEVER_CLOSED, "@misc{", "the '@misc' block is never closed, so it was skipped"),
    (ProblemKind.NOT_CLOSED, "@misc{a, title = {T},\n@misc{b}",
     "the '@misc' block 'a' is not closed before the next block starts, so it was skipped"),
    (ProblemKind.NO_COMMA_AFTER_KEY, "@misc{title = {T}}",
     "the '@misc' block 'title' has no comma after its key, so it was skipped"),
    (ProblemKind.NO_EQUALS_SIGN, "@misc{a, title}",
     "the '@misc' block 'a' has a field without '=', so it was skipped"),
    (ProblemKind.NO_KEY, "@misc{, title = {T}}", "this '@misc' entry has no key"),
    (ProblemKind.SPACE_IN_KEY, "@misc{a b}",
     "key 'a b' contains a space; BibTeX ends the key there and skips the entry"),
    (ProblemKind.SIGN_IN_KEY, "@misc{a%b}", "key 'a%b' contains '%', so LaTeX cannot cite it"),
    (ProblemKind.KEY_TAKEN, A + "@misc{a}", "key 'a' is already used on line 1"),
    (ProblemKind.KEY_TAKEN_BY, A + "@misc{A}",
     "key 'A' is already used on line 1, as 'a': BibTeX ignores case"),
    (ProblemKind.SAME_PAPER, A + A.replace("a,", "b,"),
     "entry 'b' is the same paper as 'a' on line 1: both have the arXiv id 2505.15117"),
    (ProblemKind.LOST_PARENT, "@misc{a, crossref = {b}}",
     "entry 'a' refers to 'b', which is not in the file"),
    (ProblemKind.REPEATED_FIELD, "@misc{a, year = 1, year = 2}",
     "entry 'a' has more than one field 'year'"),
    (ProblemKind.TEXT_AFTER_VALUE, "@misc{a, title = {T} x}",
     "unexpected text after field 'title' of entry 'a'"),
    (ProblemKind.NO_COMMA_BEFORE_FIELD, "@misc{a, title = {T} year = 1}",
     "no comma before field 'year' of entry 'a'"),
    (ProblemKind.FIELD_NAME, "@misc{a, 1st = {T}}",
     "'1st' in entry 'a' is not a valid field name"),
    (ProblemKind.NO_VALUE, "@misc{a, year = }", "field 'year' of entry 'a' has no value"),
    (ProblemKind.BRACES, '@misc{a, title = "{"}',
     "unbalanced braces in field 'title' of entry 'a'"),
    (ProblemKind.UNDEFINED, "@misc{a, month = sept}",
     f"'sept' {IN_A} is neither a whole number nor defined by an @string above; put text in "
     "braces"),
    (ProblemKind.COMMENT_IN_ENTRY, "@misc{a,\n % b\n}",
     "this '%' is inside an entry, where BibTeX has no comments"),
    (ProblemKind.STRAY_BRACE, "@misc{a}\n}\n", "this '}' closes no entry"),
    (ProblemKind.FIELD_OUTSIDE, "@misc{a}\nyear = {1},\n",
     "this field is outside any entry; an extra '}' may have ended the entry above"),
    (ProblemKind.NO_BLOCK, "@misc{a}\n@in-book{b}",
     "'@in-book' does not start an entry: its name or its brace is wrong"),
    (ProblemKind.MORE, "@misc{a}" * 102, "1 more problem follows"),
    (ProblemKind.MORE, "@misc{a}" * 103, "2 more problems follow"),
]  # fmt: skip
NOT_UTF8 = [
    (ProblemKind.NOT_UTF8, b"\xe9", "this line is not UTF-8; it was read as windows-1252"),
    (ProblemKind.LINES_NOT_UTF8, b"\xe9\n\xe9",
     "2 lines are not UTF-8, starting with this one; they were read as windows-1252"),
]  # fmt: skip
# Any reason of bibtexparser that is not known.
UNREADABLE = (
    BibProblem(1, ProblemKind.UNREADABLE, {"type": "'@misc'"}),
    "the '@misc' block cannot be read, so it was skipped",
)


@pytest.mark.parametrize(("kind", "text", "message"), SAID)
def test_messages(kind: ProblemKind, text: str, message: str) -> None:
    *_, last = parse_bibliography(text, "x").problems
    assert (last.kind, str(message_of(last))) == (kind, message)


@pytest.mark.parametrize(("kind", "data", "message"), NOT_UTF8)
def test_lines_that_are_not_utf8(kind: ProblemKind, data: bytes, message: str) -> None:
    _, (problem,) = decode_bibliography(data)
    assert (problem.kind, str(message_of(problem))) == (kind, message)


def test_other_blocks_that_cannot_be_read() -> None:
    problem, message = UNREADABLE
    assert str(message_of(problem)) == message


def test_each_kind_has_a_row() -> None:
    assert {row[0] for row in (*SAID, *NOT_UTF8)} | {ProblemKind.UNREADABLE} == set(ProblemKind)
