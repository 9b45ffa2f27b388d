"""The message for each kind of problem in a `.bib` file."""

from __future__ import annotations

from digestlint.core.message import Message, Template
from digestlint.papers.bibliography import BibProblem, ProblemKind

_NUL_BYTES = Template(
    "bibtex-problems/nul-bytes",
    "the file contains NUL bytes, so it is not a BibTeX file; nothing in it was read",
)
_NO_ENTRY = Template("bibtex-problems/no-entry", "the file contains no BibTeX entry")
_SHORT_BLOCKS = Template(
    "bibtex-problems/short-blocks",
    "the file contains {number} '@' blocks too short to be entries; nothing in it was read",
)
_NOT_UTF8 = Template(
    "bibtex-problems/not-utf", "this line is not UTF-8; it was read as windows-1252"
)
_LINES_NOT_UTF8 = Template(
    "bibtex-problems/lines-not-utf",
    "{number} lines are not UTF-8, starting with this one; they were read as windows-1252",
)
_BLOCK = Template("bibtex-problems/block", "{type} block")
_BLOCK_WITH_KEY = Template("bibtex-problems/block-with-key", "{type} block {key}")
_NEVER_CLOSED = Template(
    "bibtex-problems/never-closed", "the {block} is never closed, so it was skipped"
)
_NOT_CLOSED = Template(
    "bibtex-problems/not-closed",
    "the {block} is not closed before the next block starts, so it was skipped",
)
_NO_COMMA_AFTER_KEY = Template(
    "bibtex-problems/no-comma-after-key",
    "the {block} has no comma after its key, so it was skipped",
)
_NO_EQUALS_SIGN = Template(
    "bibtex-problems/no-equals-sign", "the {block} has a field without '=', so it was skipped"
)
_UNREADABLE = Template(
    "bibtex-problems/unreadable", "the {block} cannot be read, so it was skipped"
)
_NO_KEY = Template("bibtex-problems/no-key", "this {type} entry has no key")
_SPACE_IN_KEY = Template(
    "bibtex-problems/space-in-key",
    "key {key} contains a space; BibTeX ends the key there and skips the entry",
)
_SIGN_IN_KEY = Template(
    "bibtex-problems/sign-in-key", "key {key} contains {sign}, so LaTeX cannot cite it"
)
_KEY_TAKEN = Template("bibtex-problems/key-taken", "key {key} is already used on line {earlier}")
_KEY_TAKEN_BY = Template(
    "bibtex-problems/key-taken-by",
    "key {key} is already used on line {earlier}, as {other}: BibTeX ignores case",
)
_SAME_PAPER = Template(
    "bibtex-problems/same-paper",
    "entry {key} is the same paper as {other} on line {earlier}: both have the arXiv id {arxiv}",
)
_LOST_PARENT = Template(
    "bibtex-problems/lost-parent", "entry {key} refers to {parent}, which is not in the file"
)
_REPEATED_FIELD = Template(
    "bibtex-problems/repeated-field", "entry {key} has more than one field {field}"
)
_TEXT_AFTER_VALUE = Template(
    "bibtex-problems/text-after-value",
    "unexpected text after field {field} of entry {key}",
)
_NO_COMMA_BEFORE_FIELD = Template(
    "bibtex-problems/no-comma-before-field",
    "no comma before field {field} of entry {key}",
)
_FIELD_NAME = Template(
    "bibtex-problems/field-name", "{field} in entry {key} is not a valid field name"
)
_NO_VALUE = Template("bibtex-problems/no-value", "field {field} of entry {key} has no value")
_BRACES = Template("bibtex-problems/braces", "unbalanced braces in field {field} of entry {key}")
_UNDEFINED = Template(
    "bibtex-problems/undefined",
    "{value} in field {field} of entry {key} is neither a whole number nor defined by an @string "
    "above; put text in braces",
)
_COMMENT_IN_ENTRY = Template(
    "bibtex-problems/comment-in-entry",
    "this '%' is inside an entry, where BibTeX has no comments",
)
_STRAY_BRACE = Template("bibtex-problems/stray-brace", "this '}' closes no entry")
_FIELD_OUTSIDE = Template(
    "bibtex-problems/field-outside",
    "this field is outside any entry; an extra '}' may have ended the entry above",
)
_NO_BLOCK = Template(
    "bibtex-problems/no-block", "{text} does not start an entry: its name or its brace is wrong"
)
_ONE_MORE = Template("bibtex-problems/one-more", "1 more problem follows")
_MORE = Template("bibtex-problems/more", "{number} more problems follow")

_TEMPLATES = {
    ProblemKind.NUL_BYTES: _NUL_BYTES,
    ProblemKind.NO_ENTRY: _NO_ENTRY,
    ProblemKind.SHORT_BLOCKS: _SHORT_BLOCKS,
    ProblemKind.NOT_UTF8: _NOT_UTF8,
    ProblemKind.LINES_NOT_UTF8: _LINES_NOT_UTF8,
    ProblemKind.NEVER_CLOSED: _NEVER_CLOSED,
    ProblemKind.NOT_CLOSED: _NOT_CLOSED,
    ProblemKind.NO_COMMA_AFTER_KEY: _NO_COMMA_AFTER_KEY,
    ProblemKind.NO_EQUALS_SIGN: _NO_EQUALS_SIGN,
    ProblemKind.UNREADABLE: _UNREADABLE,
    ProblemKind.NO_KEY: _NO_KEY,
    ProblemKind.SPACE_IN_KEY: _SPACE_IN_KEY,
    ProblemKind.SIGN_IN_KEY: _SIGN_IN_KEY,
    ProblemKind.KEY_TAKEN: _KEY_TAKEN,
    ProblemKind.KEY_TAKEN_BY: _KEY_TAKEN_BY,
    ProblemKind.SAME_PAPER: _SAME_PAPER,
    ProblemKind.LOST_PARENT: _LOST_PARENT,
    ProblemKind.REPEATED_FIELD: _REPEATED_FIELD,
    ProblemKind.TEXT_AFTER_VALUE: _TEXT_AFTER_VALUE,
    ProblemKind.NO_COMMA_BEFORE_FIELD: _NO_COMMA_BEFORE_FIELD,
    ProblemKind.FIELD_NAME: _FIELD_NAME,
    ProblemKind.NO_VALUE: _NO_VALUE,
    ProblemKind.BRACES: _BRACES,
    ProblemKind.UNDEFINED: _UNDEFINED,
    ProblemKind.COMMENT_IN_ENTRY: _COMMENT_IN_ENTRY,
    ProblemKind.STRAY_BRACE: _STRAY_BRACE,
    ProblemKind.FIELD_OUTSIDE: _FIELD_OUTSIDE,
    ProblemKind.NO_BLOCK: _NO_BLOCK,
    ProblemKind.MORE: _MORE,
}
_SKIPPED = frozenset(
    {
        ProblemKind.NEVER_CLOSED,
        ProblemKind.NOT_CLOSED,
        ProblemKind.NO_COMMA_AFTER_KEY,
        ProblemKind.NO_EQUALS_SIGN,
        ProblemKind.UNREADABLE,
    }
)


def message_of(problem: BibProblem) -> Message:
    """Return the message about ``problem``."""
    about = problem.about
    template = _TEMPLATES[problem.kind]
    if problem.kind in _SKIPPED:
        return template(block=(_BLOCK_WITH_KEY if "key" in about else _BLOCK)(**about))
    if problem.kind is ProblemKind.MORE and about["number"] == 1:
        return _ONE_MORE()
    return template(**about)
