"""``python -m tools.train.gather --out DIR``: text in many languages, from packages.

Writes ``LANGUAGE/PACKAGE.txt.xz`` and an ``INDEX.tsv`` a language, as the corpus has them. Needs
``PYTHONPATH=hooks:.:benchmarks/clean_text``, apt-get, dpkg-deb and pip.
"""

import argparse
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from extracting import texts
from fetching import NotAvailable, fetch
from sources import Files, Source

from tools.train import word_frequencies

_ENGLISH = "en"
_MARKUP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")
_ACCELERATOR = re.compile(r"[_~&](?=\w)|\([_~&]\w\)")
_SHORT = 60
_SHORTEST = 3
_CODES = {
    "C": _ENGLISH,
    "zh_TW": "zh-Hant",
    "zh-TW": "zh-Hant",
    "zh-tw": "zh-Hant",
    "zh_Hant": "zh-Hant",
    "zh_HK": "zh-Hant",
}


def _of(package: str, licence: str, kind: str, path: str, language: str = _ENGLISH) -> Source:
    files = (Files(kind, re.compile(path), language),)
    return Source("pypi" if package[0].isupper() else "debian", package, licence, files)


_LOCALE = r"usr/share/locale/(?P<language>[^/]+)/LC_MESSAGES/.*\.mo$"
_OFFICE = r"usr/lib/libreoffice/program/resource/(?P<language>[^/]+)/LC_MESSAGES/.*\.mo$"
_HELP = r"usr/share/libreoffice/help/(?P<language>[^/]+)/text/.*\.html$"
_DJANGO = r"django/.*/locale/(?P<language>[^/]+)/LC_MESSAGES/.*\.mo$"
_SPHINX = r"sphinx/locale/(?P<language>[^/]+)/LC_MESSAGES/.*\.mo$"
_FORTUNES = r"usr/share/games/fortunes/(\w\w/)?[^.]+(\.u8)?$"

# English first: what is in English elsewhere is not translated.
SOURCES = (
    *(
        _of(f"libreoffice-help-{language}", "MPL-2.0", "html", _HELP)
        for language in "en-us cs de el es fr hi ja ko pl pt-br ru tr vi zh-tw".split()  # noqa: SIM905
    ),
    *(
        _of(f"libreoffice-l10n-{language}", "MPL-2.0", "mo", _OFFICE)
        for language in "ar el he hi ja ko th tr uk vi".split()  # noqa: SIM905
    ),
    _of("gnome-user-docs", "CC-BY-SA-3.0", "html", r"usr/share/help/(?P<language>[^/]+)/.*\.page$"),
    _of(
        "debian-handbook",
        "CC-BY-SA-3.0 OR GPL-2.0-or-later",
        "html",
        r"usr/share/doc/debian-handbook/html/(?P<language>[^/]+)/.*\.html$",
    ),
    _of(
        "installation-guide-amd64",
        "GPL-2.0-only",
        "html",
        r".*/installation-guide-amd64/(?P<language>\w+)/[^/]+\.html$",
    ),
    _of("vlc-l10n", "GPL-2.0-or-later", "mo", _LOCALE),
    _of("audacity-data", "GPL-2.0-or-later", "mo", _LOCALE),
    _of("inkscape", "GPL-2.0-or-later", "mo", _LOCALE),
    _of("evolution-common", "LGPL-2.1-or-later", "mo", _LOCALE),
    _of("gnome-control-center-data", "GPL-2.0-or-later", "mo", _LOCALE),
    *(
        _of(f"fortunes-{language}", "see its copyright file", "text", _FORTUNES, language)
        for language in "cs de es pl ru".split()  # noqa: SIM905
    ),
    *(
        _of(f"hunspell-{language}", licence, "text", r"usr/share/hunspell/\w+\.dic$", language)
        for language, licence in (
            ("ar", "GPL-2.0 OR LGPL-2.1 OR MPL-1.1"),
            ("he", "AGPL-3.0"),
            ("hi", "GPL-2.0-or-later"),
            ("th", "LGPL-3.0"),
        )
    ),
    _of("Django", "BSD-3-Clause", "mo", _DJANGO),
    _of("Sphinx", "BSD-2-Clause", "mo", _SPHINX),
)


def main(arguments: list[str] | None = None) -> int:
    """Download the packages, and write what they say in each language."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.gather", description=main.__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the corpus")
    parser.add_argument("--cache", type=Path, help="where packages are unpacked (OUT/.cache)")
    options = parser.parse_args(arguments)
    cache = options.cache or options.out / ".cache"
    cache.mkdir(parents=True, exist_ok=True)
    english: dict[str, set[str]] = {}
    for source in SOURCES:
        try:
            folder, _ = fetch(source, cache)
        except NotAvailable as error:
            print(f"{source.package}: {error}", file=sys.stderr)
            continue
        family = "-".join(source.package.split("-")[:2])
        by_language: dict[str, dict[str, None]] = {}
        for code, _, text in texts(source, folder):
            lines = by_language.setdefault(language_of(code), {})
            lines.update(dict.fromkeys(_lines(text)))
        english.setdefault(family, set()).update(by_language.get(_ENGLISH, {}))
        for language, lines in by_language.items():
            skipped = english[family] if language != _ENGLISH else set()
            _write(options.out, language, source, [x for x in lines if x not in skipped])
    _write_word_frequencies(options.out, cache)
    return 0


def _write_word_frequencies(out: Path, cache: Path) -> None:
    source = Source("pypi", word_frequencies.SOURCE, "CC-BY-SA-4.0", ())
    try:
        folder, _ = fetch(source, cache)
    except NotAvailable as error:
        print(f"{source.package}: {error}", file=sys.stderr)
        return
    for language, words in word_frequencies.read_package(folder):
        _write(out, language, source, words)


def language_of(code: str) -> str:
    """Return the language that a folder's name means; "" where it is a variety of one."""
    if "@" in code:
        return ""
    return _CODES.get(code) or re.split("[-_]", code)[0]


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        shown = _MARKUP.sub(" ", line).replace("\t", " ").strip()
        if len(shown) < _SHORT:
            shown = _ACCELERATOR.sub("", shown)
        shown = re.sub(r"/[A-Za-z,]+$", "", shown) if "/" in shown and " " not in shown else shown
        if len(shown) >= _SHORTEST and "\ufffd" not in shown:
            yield shown


def _write(out: Path, language: str, source: Source, lines: list[str]) -> None:
    if not language or not lines:
        return
    folder = out / language
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(lines) + "\n"
    with lzma.open(folder / f"{source.package}.txt.xz", "wt", encoding="utf-8", preset=1) as file:
        file.write(text)
    index = folder / "INDEX.tsv"
    known = index.read_text("utf-8") if index.exists() else "repo\tlicence\tcharacters\tlines\n"
    row = f"{source.package}\t{source.licence}\t{len(text)}\t{len(lines)}\n"
    if row not in known:
        index.write_text(known + row, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
