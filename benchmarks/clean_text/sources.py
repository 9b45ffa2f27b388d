"""Where clean text in many languages comes from: packages of Debian and of PyPI."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one format in a package.

    Attributes:
        format: A key of ``extracting.READERS``.
        path: Matches a file's path inside the unpacked package from the start; its group
            ``language``, if it has one, is the language code.
        language: The language of files whose path does not show it.
    """

    format: str
    path: re.Pattern[str]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Source:
    """A package: its name in the registry, its licence (SPDX), and the files to read."""

    registry: str
    package: str
    licence: str
    files: tuple[Files, ...]


def _files(kind: str, path: str, language: str = "en") -> Files:
    return Files(kind, re.compile(path), language)


_CATALOGUES = _files("mo", r"usr/share/locale/(?P<language>[^/]+)/LC_MESSAGES/.*\.mo$")
_OFFICE = _files(
    "mo", r"usr/lib/libreoffice/program/resource/(?P<language>[^/]+)/LC_MESSAGES/.*\.mo$"
)
_MANUAL = _files("man", r"usr/share/man/(?P<language>[^/]+)/man\d/[^/]+\.gz$")

_MANUAL_LANGUAGES = "cs da de el es fi fr hu it ja mk nl pl pt-br ro ru sv tr uk vi zh"
_MANUAL_LICENCES = {
    "ja": "GPL-2.0-or-later and others",
    "tr": "GPL-2.0-or-later and others",
    "zh": "GFDL-1.2-or-later and others",
}
_OFFICE_LANGUAGES = (
    "am ar bg bn ca cs cy el fa ga he hi hr hu is ja ka kk km ko lt lv pl ru sr ta th tr uk vi "
    "zh-cn zh-tw"
)

SOURCES = (
    Source(
        "debian",
        "installation-guide-amd64",
        "GPL-2.0-only",
        (_files("html", r".*/installation-guide-amd64/(?P<language>\w+)/[^/]+\.html$"),),
    ),
    Source(
        "debian",
        "gnome-user-docs",
        "CC-BY-SA-3.0",
        (_files("html", r"usr/share/help/(?P<language>[^/]+)/.*\.page$"),),
    ),
    Source("debian", "iso-codes", "LGPL-2.1-or-later", (_CATALOGUES,)),
    Source("debian", "git", "GPL-2.0-only", (_CATALOGUES,)),
    Source(
        "debian",
        "fortunes-zh",
        "GPL-3.0-or-later",
        (_files("text", r"usr/share/games/fortunes/[a-z0-9]+$", "zh"),),
    ),
    *(
        Source(
            "debian",
            f"manpages-{language}",
            _MANUAL_LICENCES.get(language, "GPL-3.0-or-later"),
            (_MANUAL,),
        )
        for language in _MANUAL_LANGUAGES.split()
    ),
    *(
        Source("debian", f"libreoffice-l10n-{language}", "MPL-2.0", (_OFFICE,))
        for language in _OFFICE_LANGUAGES.split()
    ),
    Source(
        "pypi",
        "Django",
        "BSD-3-Clause",
        (_files("mo", r"django/.*/locale/(?P<language>[^/]+)/LC_MESSAGES/.*\.mo$"),),
    ),
    Source(
        "pypi",
        "Sphinx",
        "BSD-2-Clause",
        (_files("mo", r"sphinx/locale/(?P<language>[^/]+)/LC_MESSAGES/.*\.mo$"),),
    ),
    # What is about mojibake, encodings and Unicode, or shows much of it.
    Source(
        "debian",
        "nodejs-doc",
        "MIT",
        (
            _files("text", r".*/api/.*\.md(\.gz)?$", "encodings"),
            _files("html", r".*/api/(buffer|util|string_decoder|url)\.html$", "encodings"),
        ),
    ),
    Source(
        "debian",
        "python3.11-doc",
        "PSF-2.0",
        (
            _files("text", r".*/html/_sources/.*\.rst\.txt$", "encodings"),
            _files("html", r".*/html/(howto|library|reference|whatsnew)/.*\.html$", "encodings"),
        ),
    ),
    *(
        Source(
            "pypi",
            package,
            licence,
            (_files("text", r"[^/]+/(README|CHANGELOG|docs/.*)\.(md|rst)$", "encodings"),),
        )
        for package, licence in (
            ("ftfy", "Apache-2.0"),
            ("chardet", "0BSD"),
            ("charset-normalizer", "MIT"),
        )
    ),
)
