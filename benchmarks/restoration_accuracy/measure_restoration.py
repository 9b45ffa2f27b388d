"""How well damaged characters are restored: held-out text, by channel and kind of text.

``make bench-restoration`` runs it. The text is the test part of the corpus: documents that neither
training nor tuning saw, without the lines that are, or nearly are, in the training text. By default
it takes about twenty minutes of processor time; ``--documents``, ``--lines``, ``--legacy-lines``
and ``--files`` say how much is measured, ``--tables`` what.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import by_language
import ftfy
import legacy_trips
import lost_characters
import whole_files
from reliability import Reliability
from tools.train import channels, corpus, held_out

from digestlint.encoding.channels.channel import Channel, damage
from digestlint.encoding.infill import choose
from digestlint.encoding.infill.model import Model, load, parse

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_CORPUS = _SHARED / "corpus" / "zh"
_GATHERED = Path(__file__).resolve().parents[2] / ".corpus"
_PLOT = Path(__file__).resolve().parents[2] / "docs" / "restoration-reliability.svg"
_CHANNELS = (
    ("windows-1254", True),
    ("windows-1252", True),
    ("windows-1254", False),
    ("windows-1250", True),
    ("windows-1257", True),
)
_MAIN = 2
"""How many channels, from the first, the targets and the reliability table are about."""

_TABLES = ("chinese", "lost", "files", "languages", "legacy")
_SAFE = 0.99
_FTFY_LINES = 400


@dataclass(slots=True)
class Tally:
    """What became of the damaged characters of one kind of text."""

    characters: int = 0
    right: int = 0
    unigram: int = 0
    safe: int = 0
    safe_right: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    ftfy_characters: int = 0
    ftfy_right: int = 0
    expected: float = 0.0

    def row(self, name: str) -> str:
        """Return one line of the report."""
        lines = self.lines["exact"] + self.lines["wrong"]
        return (
            f"  {name:14} {self.characters:8,} {_share(self.unigram, self.characters)}"
            f" {_share(self.ftfy_right, self.ftfy_characters)}"
            f" {_share(self.right, self.characters)} {_share(self.lines['exact'], lines)}"
            f" {_share(self.safe, self.characters)} {_share(self.safe_right, self.safe, 3)}"
            f" {100 * self.expected / max(self.characters, 1):9.2f}"
            f" {_share(self.lines['safe'], lines)}"
            f" {by_language.per_million(self.lines['safe and wrong'], lines):>12}"
        )


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Accuracy of restoring lost bytes.")
    parser.add_argument("--corpus", type=Path, default=_CORPUS)
    parser.add_argument(
        "--digests",
        type=Path,
        nargs="*",
        default=[_SHARED / "digests", _SHARED / "wild"],
        help="folders with clean digests, measured file by file",
    )
    parser.add_argument(
        "--languages",
        type=Path,
        nargs="*",
        default=[_SHARED / "corpus", _GATHERED],
        help="folders with LANGUAGE/*.txt.xz, of which the held-out sources are measured",
    )
    parser.add_argument("--model", type=Path, help="a model file other than the package's")
    parser.add_argument("--plot", type=Path, default=_PLOT, help="where the diagram is drawn")
    parser.add_argument("--tables", default=",".join(_TABLES), metavar="NAME,…", help="%(default)s")
    parser.add_argument("--documents", type=int, default=30, help="Chinese ones of each source")
    parser.add_argument("--holes", type=int, default=1000, help="of each kind of Chinese text")
    parser.add_argument("--lines", type=int, default=600, help="lossy ones of each language")
    parser.add_argument("--legacy-lines", type=int, default=40, help="of each pair of encodings")
    parser.add_argument("--files", type=int, default=25, help="clean digests")
    options = parser.parse_args(arguments)
    if unknown := set(options.tables.split(",")) - {*_TABLES}:
        parser.error(f"no such table: {', '.join(sorted(unknown))}")
    tables = {
        "chinese": _chinese,
        "lost": _lost,
        "files": _files,
        "languages": _languages,
        "legacy": _legacy,
    }
    try:
        for name in options.tables.split(","):
            begin = time.process_time()
            for row in tables[name](options):
                sys.stdout.write(f"{row}\n")
                sys.stdout.flush()
            sys.stdout.write(f"({time.process_time() - begin:.0f} s of processor time)\n\n")
    except OSError as error:
        sys.stderr.write(f"restoration benchmark: {error}\n")
        return 2
    return 0


def _model(options: argparse.Namespace) -> Model:
    return parse(options.model.read_bytes()) if options.model else load()


def _split(options: argparse.Namespace) -> tuple[list[corpus.Document], list[corpus.Document]]:
    """Return the documents of training, and some of the test part."""
    training: list[corpus.Document] = []
    test: list[corpus.Document] = []
    sizes = Counter[str]()
    for document in corpus.read(options.corpus):
        if document.split == "train":
            training.append(document)
        elif document.split == "test" and sizes[document.source] < options.documents:
            sizes[document.source] += 1
            test.append(document)
    return training, test


def _counted(documents: Iterable[corpus.Document]) -> str:
    sizes = Counter(document.source for document in documents)
    return "held-out documents: " + ", ".join(f"{name} {size}" for name, size in sizes.items())


def _lost(options: argparse.Namespace) -> Iterator[str]:
    """Yield the table of characters of which nothing is left."""
    training, test = _split(options)
    marked = held_out.prepare(test, corpus.Seen(training))
    del training
    yield _counted(test)
    yield "suggestions for characters of which nothing is left; percent"
    yield lost_characters.HEADER
    yield from lost_characters.report(marked, options.holes)


def _chinese(options: argparse.Namespace) -> Iterator[str]:
    """Yield the table of Chinese by channel and kind of text, and the calibration."""
    model = _model(options)
    training, test = _split(options)
    frequencies = Counter[str]()
    for document in training:
        frequencies.update("".join(document.lines))
    marked = held_out.prepare(test, corpus.Seen(training))
    del training
    yield _counted(test)
    traditional = _traditional(marked)
    if not traditional:
        yield "(no Traditional Chinese: OpenCC is not installed)"
    marked += traditional
    reliability = Reliability()
    yield "characters that lost bytes, percent restored exactly; lines: exact in all of them"
    for number, (page, soft_hyphen) in enumerate(_CHANNELS):
        lost = channels.lost_bytes(page, soft_hyphen)
        yield f"{page}, undefined bytes{' and AD' if soft_hyphen else ''} lost"
        yield (
            f"  {'text':14} {'damaged':>8} unigram    ftfy    ours   lines"
            f" {'>=' + str(_SAFE):>7} precision posterior   safe wrong/mill."
        )
        sent = held_out.send(marked, lost)
        tallies = _measure(model, sent, frequencies, reliability if number < _MAIN else None)
        if number < _MAIN:
            _measure_ftfy(sent, page, soft_hyphen, tallies)
        for kind in sorted(tallies):
            yield tallies[kind].row(kind)
    yield reliability.table()
    options.plot.write_text(reliability.svg(), "utf-8")


def _files(options: argparse.Namespace) -> Iterator[str]:
    """Yield the tables of clean digests."""
    files = list(whole_files.find(options.digests, options.files))
    for page, soft_hyphen in _CHANNELS[:_MAIN] if files else ():
        yield f"clean digests, {page}{' and AD' if soft_hyphen else ''}"
        yield "   damaged    ours   lines  file"
        yield whole_files.report(_model(options), files, channels.lost_bytes(page, soft_hyphen))


def _languages(options: argparse.Namespace) -> Iterator[str]:
    """Yield the tables of lossy lines in single languages."""
    for page, _ in _CHANNELS[1::-1]:
        yield f"languages, sources of other origin, {page}, undefined bytes lost; percent"
        yield by_language.HEADER
        yield from by_language.report(options.languages, Channel(page, "ignore"), options.lines)


def _legacy(options: argparse.Namespace) -> Iterator[str]:
    """Yield the table of legacy encodings."""
    yield "legacy encodings read as others, percent of lines that lost nothing"
    yield f"one line in ten of each file in {options.corpus.parent}, which no table was counted on"
    yield from legacy_trips.report(options.corpus.parent, options.legacy_lines)


def _traditional(
    marked: list[tuple[corpus.Document, list[bool]]],
) -> list[tuple[corpus.Document, list[bool]]]:
    """Return the summaries in Traditional Chinese, if OpenCC, which training needs, is there."""
    try:
        from opencc import OpenCC
    except ImportError:
        return []
    convert = OpenCC("s2twp").convert
    return [
        (replace(document, kind="traditional", lines=[*map(convert, document.lines)]), fresh)
        for document, fresh in marked
        if document.kind == "summaries"
    ]


def _measure(
    model: Model,
    documents: Iterable[held_out.HeldOut],
    frequencies: Counter[str],
    reliability: Reliability | None,
) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    best: dict[tuple[bytes, frozenset[int]], str] = {}
    for document in documents:
        holes = list(document.text)
        for item in document.damaged:
            holes[item.offset] = "\ufffd"
        choices = choose("".join(holes), document.damaged, model)
        tally = tallies.setdefault(document.kind, Tally())
        lines: dict[int, tuple[bool, bool]] = {}
        facts = zip(
            document.damaged, document.gold(), choices, document.lines, document.counts, strict=True
        )
        for item, gold, choice, line, counts in facts:
            if not counts:
                continue
            key = (item.survived, item.lost)
            if key not in best:
                best[key] = _most_frequent(frequencies, *key)
            right = choice is not None and choice.char == gold
            posterior = choice.posterior if choice is not None else 0.0
            tally.characters += 1
            tally.right += right
            tally.unigram += best[key] == gold
            tally.safe += posterior >= _SAFE
            tally.safe_right += right and posterior >= _SAFE
            tally.expected += posterior
            exact, safe = lines.get(line, (True, True))
            lines[line] = exact and right, safe and posterior >= _SAFE
            if reliability is not None:
                reliability.add(posterior, right)
        for exact, safe in lines.values():
            tally.lines["exact" if exact else "wrong"] += 1
            tally.lines["safe"] += safe
            tally.lines["safe and wrong"] += safe and not exact
    return tallies


def _most_frequent(frequencies: Counter[str], survived: bytes, lost: frozenset[int]) -> str:
    from digestlint.encoding.channels.candidates import candidates

    return max(candidates(survived, lost), key=lambda char: frequencies[char], default="")


def _measure_ftfy(
    documents: Iterable[held_out.HeldOut], page: str, soft_hyphen: bool, tallies: dict[str, Tally]
) -> None:
    """Let ftfy fix some lines; the characters of a line count as right if all of it is."""
    done = Counter[str]()
    for document in documents:
        text = document.text.split("\n")
        wanted = Counter(document.lines[document.counts].tolist())
        for line, size in wanted.items():
            if done[document.kind] >= _FTFY_LINES:
                break
            done[document.kind] += 1
            sent = damage(text[line], page, strip=("\xad",) if soft_hyphen else ())
            tally = tallies[document.kind]
            tally.ftfy_characters += size
            tally.ftfy_right += size if ftfy.fix_encoding(sent) == text[line] else 0


def _share(part: int, whole: int, digits: int = 2) -> str:
    return f"{100 * part / whole:7.{digits}f}" if whole else "      –"


if __name__ == "__main__":
    sys.exit(main())
