r"""What is left of LaTeX commands in math whose backslash is gone: ``rac{1}{2}``, ``\r{ho}``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from digestlint._runtime.budgets import TooMuchMarkupError
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Markdown, Span, SpanSet, parse
from digestlint.markdown.searching import occurrences
from digestlint.papers.latex.escapes import COMMANDS
from digestlint.papers.latex.tables import MATH_SYMBOLS
from digestlint.rules.generated.residue import Prose
from digestlint.rules.helpers.formulas import formulas
from digestlint.rules.helpers.lost_backslashes import ESCAPES

# Each is left of exactly one command, and neither a word nor a usual name of a variable. One that
# ends in a brace is so only before its argument.
_EATEN = (
    "abla ag{ ar{ arepsilon artheta arphi arrho ec{ egin{ ext{ extbf{ extit{ extnormal{ "
    "extrm{ extsc{ extsf{ extstyle exttt{ extup{ heta herefore iggl igcap igcup ight) ight] "
    "ightarrow igl( igl[ igoplus igotimes igsqcup igvee igwedge ilde{ imes inom{ lpha oldsymbol{ "
    "onumber orall otag oxed{ pprox rac rac{ rcsin rctan rgmax rgmin riangle riangleq ullet"
)
_WITHOUT_LETTER = frozenset(_EATEN.split())
# Whole names, whose backslash a program dropped.
_WHOLE = (
    "bar{ boldsymbol{ dfrac{ frac{ hat{ mathbb{ mathbf{ mathcal{ mathfrak{ mathit{ mathrm{ "
    "mathsf{ operatorname{ overline{ sqrt{ text{ textbf{ textit{ textrm{ tfrac{ tilde{ "
    "underbrace{ underline{ vec{ widehat{ widetilde{"
)
# Outside math, too, nothing else is written like this.
_UNMISTAKABLE = (
    "egin{ extbf{ extit{ extrm{ extsc{ exttt{ ilde{ inom{ mathbb{ mathbf{ mathcal{ mathfrak{ "
    "mathrm{ mathsf{ oldsymbol{ operatorname{ rac{"
)
_OUTSIDE = frozenset(_UNMISTAKABLE.split())
# These may be words, or be left of several commands; the formula must have a command.
_UNCLEAR = ("eta", "eq", "ho")
_OPENED = lazy_pattern(
    r"\\(?:text\w*|math\w+|operatorname\*?|[hm]box|label|(?:eq)?ref|tag|begin|end|href|url|cite\w*)"
    r"\{[^{}]{0,100}\Z"
)
_SEARCHED = 130  # characters before a word, for the command that has it as its argument
_A_COMMAND = lazy_pattern(r"\\[A-Za-z]{2}")
_RELATION = lazy_pattern(r"(?<=[\w})] )eq(?= [\w\\{(])")
# Accents of LaTeX: their argument is one letter, or two for a tie.
_ACCENTED = lazy_pattern(
    r"\\(?P<letter>[bcdHkrtuvfna])\{(?P<rest>[a-z]{2,12})\}(?P<after>[A-Za-z]?)"
)
_TIED = frozenset({"au", "op"})
# String escapes that are written out.
_WRITTEN = lazy_pattern(r"\\(?:u00|x)(?P<code>0[7-9a-dA-D]|1[bB])(?P<rest>[A-Za-z]+)")
_LOST = "\ufffd"  # that is reported by its own rule
_SIGNS = ("$", "\\(", "\\)", "\\[", "\\]")  # of math
_FARTHEST = 600  # characters from one sign to the next
_WORD = lazy_pattern(r"(?<![A-Za-z])(?P<word>[a-z]{2,12})(?![A-Za-z])(?P<after>[{()\[\]]?)")
_WORD_BEFORE = lazy_pattern(r"(?<![A-Za-z])[A-Za-z]+\Z")
_LONGEST = 40
_PRICE = lazy_pattern(r"\$\d")


class Remains(NamedTuple):
    """What is left of a command; ``command`` is empty if it may be of several."""

    span: Span
    command: str  # with the backslash
    content: str  # what to write instead; empty if only the author knows


def find_remains(markdown: Markdown) -> list[Remains]:
    """Return all of them, in order; offsets are those of the text of ``markdown``."""
    prose = Prose(markdown)
    return sorted([*_words(prose), *_accents(prose), *_written_out(markdown)])


@cache
def _needles() -> dict[str, str]:
    """Each word to search for, with its command."""
    found = {word: "\\" + word.rstrip("{") for word in _WHOLE.split()}
    for word in sorted(_WITHOUT_LETTER):
        name = word.rstrip("{([)]")
        known = {letter + name for letter in "abfnrtv"} & COMMANDS
        found[word] = f"\\{min(known)}" if known else ""
    return found | dict.fromkeys(_UNCLEAR, "")


def _words(prose: Prose) -> Iterator[Remains]:
    markdown, text = prose.markdown, prose.markdown.text
    found = list(_candidates(text))
    math = formulas(markdown) if found else None
    if math is None:
        return
    lost = [span for span, needle in found if needle in _WITHOUT_LETTER and not math.at(span.start)]
    presumed = _presumed(markdown, lost) if lost else math
    for span, needle in found:
        formula = math.at(span.start) or presumed.at(span.start)
        if formula not in (None, math.at(span.start)) and _PRICE.match(text, formula.start):
            formula = None
        command = _needles()[needle]
        if formula is None:
            if needle in _OUTSIDE and prose.plain_block(span):
                yield Remains(span, command, "")
        elif not _is_argument(text, formula, span.start) and (
            needle not in _UNCLEAR or _is_clear(text, formula, span.start, needle)
        ):
            # `\\{textit{…}` is damaged in more than one way.
            moved = text.endswith("\\{", 0, span.start)
            yield Remains(span, command, "" if moved else command)


def _candidates(text: str) -> Iterator[tuple[Span, str]]:
    """Yield each word that may be left of a command, with its needle.

    Words without an argument are only looked for between signs of math: few texts have any.
    """
    needles = _needles()
    for brace in occurrences(text, "{"):
        word = _WORD_BEFORE.search(text, max(brace - _LONGEST, 0), brace)
        if word is None or text.endswith("\\", 0, brace - len(word[0])):
            continue
        name = word[0]
        if "math" in name:  # a text that lost all backslashes has `Uinmathbb{R}`
            name = name[name.rindex("math") :]
        if f"{name}{{" in needles and not text.endswith(_LOST, 0, brace - len(name)):
            yield Span(brace - len(name), brace), f"{name}{{"
    for one, other in pairwise(sorted(at for sign in _SIGNS for at in occurrences(text, sign))):
        if other - one > _FARTHEST:
            continue
        for match in _WORD.finditer(text, one, other):
            needle = match["word"] + match["after"]
            needle = needle if needle in needles else match["word"]
            if needle not in needles or needle.endswith("{"):
                continue
            if not text.endswith((_LOST, "\\"), 0, match.start()):
                yield Span(*match.span("word")), needle


def _presumed(markdown: Markdown, lost: Iterable[Span]) -> SpanSet:
    """Return the math of the text if there are backslashes; offsets are the same."""
    chars = list(markdown.text)
    for span in lost:
        chars[span.start] = "\\"
    try:
        return formulas(parse("".join(chars), budget=markdown.budget))
    except TooMuchMarkupError:  # of so many backslashes
        return SpanSet(())


def _is_argument(text: str, formula: Span, start: int) -> bool:
    r"""Whether it is a word inside ``\text{…}`` or the like."""
    return bool(_OPENED.search(text[max(formula.start, start - _SEARCHED) : start]))


def _is_clear(text: str, formula: Span, start: int, word: str) -> bool:
    if not _A_COMMAND.search(text, *formula) or text.endswith("{", 0, start):
        return False
    return word != "eq" or _RELATION.match(text, start) is not None


def _accents(prose: Prose) -> Iterator[Remains]:
    r"""Yield ``\r{ho}``: a program read ``\r`` as an accent."""
    markdown, text = prose.markdown, prose.markdown.text
    for match in _ACCENTED.finditer(text) if "{" in text else ():
        name, start = match["letter"] + match["rest"], match.start()
        if (name not in COMMANDS and name not in MATH_SYMBOLS) or text.endswith("\\", 0, start):
            continue
        span = Span(start, match.start("after"))
        if formulas(markdown).at(start):
            apart = " " if match["after"] else ""
            yield Remains(span, f"\\{name}", f"\\{name}{apart}")
        elif MATH_SYMBOLS.get(name) and match["rest"] not in _TIED and prose.plain_block(span):
            yield Remains(span, f"\\{name}", MATH_SYMBOLS[name])


def _written_out(markdown: Markdown) -> Iterator[Remains]:
    r"""Yield ``\u0008eta``."""
    for match in _WRITTEN.finditer(markdown.text):
        name = ESCAPES.get(chr(int(match["code"], 16)), "") + match["rest"]
        if name in COMMANDS and formulas(markdown).at(match.start()):
            yield Remains(Span(*match.span()), f"\\{name}", f"\\{name}")
