"""Well-formed files, in the shapes that reference managers write."""

from __future__ import annotations

import pickle

import pytest

from digestlint.papers.bibliography import BibEntry, Bibliography, parse_bibliography
from digestlint.papers.identifiers import ArxivId, plain_title

ZOTERO = r"""
@misc{zhang_mas2_2025,
	title = {{MAS}\$^2\$: {Self}-{Generative} {Na{\"i}ve} {S{\o}ren}},
	url = {http://arxiv.org/abs/2509.24323},
	doi = {10.48550/arXiv.2509.24323},
	abstract = {A 50\% gain, {\textgreater}2x.
% this line is text
See https://github.com/x/y\_z.},
	urldate = {2025-10-01},
	publisher = {arXiv},
	author = {Zhang, Kun and M{\"u}ller, J{\"o}rg},
	month = sep,
	year = {2025},
	note = {arXiv:2509.24323 [cs]},
	file = {Full Text PDF:C\:\\Users\\me\\Zotero\\x.pdf:application/pdf},
}
"""


def read(text: str) -> Bibliography:
    found = parse_bibliography(text, "papers.bib")
    assert found.problems == ()
    return found


def only(text: str) -> BibEntry:
    (entry,) = read(text).entries
    return entry


def test_zotero_entry() -> None:
    entry = only(ZOTERO)
    assert (entry.key, entry.type, entry.line) == ("zhang_mas2_2025", "misc", 2)
    assert plain_title(entry.title) == "MAS$^2$: Self-Generative Naïve Søren"
    assert entry.arxiv == ArxivId("2509.24323")
    assert entry.doi == "10.48550/arxiv.2509.24323"
    assert (entry.year, entry.month) == (2025, 9)
    assert entry.urls == ("http://arxiv.org/abs/2509.24323",)


def test_a_percent_sign_in_a_value_is_text() -> None:
    (entry,) = parse_bibliography(
        "@misc{k, title = {A 50\\% gain.\n% So it is\nTwo.}}", "x"
    ).entries
    assert entry.title == "A 50\\% gain. % So it is Two."
    assert only("@misc{k, title = {C\\:\\\\Users\\\\x.pdf:T}}").title == "C\\:\\\\Users\\\\x.pdf:T"


@pytest.mark.parametrize(
    "fields",
    [
        "url = {https://arxiv.org/abs/2505.15117v2}",
        "url = {https://www.alphaxiv.org/abs/2505.15117}",
        "eprint = {2505.15117}, archiveprefix = {arXiv}, primaryclass = {cs.CL}",
        "Eprint = {2505.15117v1}, EprintType = {arxiv}",
        "eprint = {arXiv:2505.15117}",
        "doi = {10.48550/arXiv.2505.15117}",
        "doi = {https://doi.org/10.48550/ARXIV.2505.15117}",
        "note = {arXiv:2505.15117 [cs]}",
        "number = {arXiv:2505.15117}",
        "arxivid = {2505.15117}",
        "journal = {arXiv preprint arXiv:2505.15117}",
        "journal = {CoRR}, volume = {abs/2505.15117}, eprint = {2505.15117}",
        r"howpublished = {\url{https://arxiv.org/abs/2505.15117}}",
    ],
)
def test_where_the_arxiv_id_is(fields: str) -> None:
    entry = only(f"@article{{k, title = {{T}}, {fields}}}")
    assert entry.arxiv is not None
    assert entry.arxiv.id == "2505.15117"


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {2505.15117}, eprinttype = {jstor}",
        "eprint = {https://example.org/2505.15117.pdf}",
        "abstract = {We extend arXiv:2505.15117.}",
        "url = {https://arxiv.org/abs/2513.15117}",
    ],
)
def test_what_is_no_arxiv_id(fields: str) -> None:
    assert only(f"@article{{k, title = {{T}}, {fields}}}").arxiv is None


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        ("doi = {10.1145/3580305.3599}", "10.1145/3580305.3599"),
        (r"DOI = {https://doi.org/10.1007/978-3_12\_A}", "10.1007/978-3_12_a"),
        (r"doi = {10.1007/12{\_}3}", "10.1007/12_3"),
        ("url = {https://dx.doi.org/10.1145/12}", "10.1145/12"),
        ("url = {https://example.org/10.1145/12}", None),
    ],
)
def test_where_the_doi_is(fields: str, doi: str | None) -> None:
    assert only(f"@article{{k, {fields}}}").doi == doi


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 2025, month = sep", (2025, 9)),
        ("year = {2025}, month = {September}", (2025, 9)),
        ('year = "2025", month = "9"', (2025, 9)),
        ("year = {2025}, month = {09}", (2025, 9)),
        ('year = 2025, month = "12~" # sep', (2025, 9)),
        ("year = 2025, month = {12 Sept.}", (2025, 9)),
        ("year = 2025, month = sep # {/} # oct", (2025, 9)),
        ("year = 2025, month = {13}", (2025, None)),
        ("date = {2025-09-12}", (2025, 9)),
        ("date = {2025-09}", (2025, 9)),
        ("date = {2025}", (2025, None)),
        ("date = {2025-09/2026-01}, year = {2026}", (2025, 9)),
        ("date = {2025}, month = sep", (2025, 9)),
        ("date = {2025-21}", (2025, None)),
        ("year = {2025/09}", (2025, None)),
        ("year = {in press}", (None, None)),
        ("title = {T}", (None, None)),
    ],
)
def test_dates(fields: str, date: tuple[int | None, int | None]) -> None:
    entry = only(f"@article{{k, {fields}}}")
    assert (entry.year, entry.month) == date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{Deep {T}hink}", "Deep {T}hink"),
        ('"Deep Think"', "Deep Think"),
        ('"A {"}quoted{"} word, and = @ sign"', 'A {"}quoted{"} word, and = @ sign'),
        ("{Broken\n   over  lines}", "Broken over lines"),
        ('{A} # " and " # {B}', "A and B"),
        ("deep # { Think}", "Very deep Think"),
        ("jan # { 1}", "jan 1"),
        ("2025", "2025"),
        (r"{Set \{a, b\}}", r"Set \{a, b\}"),
        ("{}", ""),
    ],
)
def test_values(value: str, expected: str) -> None:
    text = f'@string{{v = "Very"}}\n@STRING(DEEP = v # {{ deep}})\n@article{{k, title = {value}}}'
    assert only(text).title == expected


def test_subtitle_belongs_to_the_title() -> None:
    assert only("@online{k, title = {ReAct}, subtitle = {Acting}}").title == "ReAct: Acting"


def test_urls_are_unescaped_and_listed_once() -> None:
    entry = only(
        r"""@misc{k, url = {https://a.org/x\_y\%20z},
        howpublished = {\url{https://a.org/{\textasciitilde}me}.},
        note = {Code: https://a.org/x_y%20z, https://b.org}, bdsk-url-1 = {https://c.org/\#1}}"""
    )
    assert entry.urls == (
        "https://a.org/x_y%20z",
        "https://a.org/~me",
        "https://b.org",
        "https://c.org/#1",
    )


@pytest.mark.parametrize(
    "text",
    [
        "@article(k, title = {T}, note = {(x)})",
        "@article\n{k, title = {T}}",
        "@Article { k , TITLE={T} , }",
        "\ufeff@article{k,\r\n title = {T}\r\n}\r\n",
        "@article{k,\r title = {T}\r}",
        "@article{k, title = {T}},\n",
        "Free text, me@example.org.\n@article{k, title = {T}} more text",
        '% Encoding: UTF-8\n@comment{jabref-meta: x}\n@preamble{"\\x"}\n@article{k, title={T}}',
        "% @article{old, title = {Old}}\n  % }\n@article{k, title = {T}}",
        "@IEEEtranBSTCTL{c, ctluse = {x}}\n@control{d}\n@xdata{x, title={X}}\n@misc{k, title={T}}",
        # BibTeX closes a brace after a backslash.
        "@article{k, file = {C:\\dir\\}, title = {T}}\n@comment{x}",
    ],
)
def test_shapes_of_a_file(text: str) -> None:
    entry = only(text)
    assert (entry.key, entry.title) == ("k", "T")


@pytest.mark.parametrize("text", ["", "\n\n", "% only a comment\n", "@comment{nothing}"])
def test_empty_file(text: str) -> None:
    assert read(text).entries == ()


def test_lines_are_those_an_editor_shows() -> None:
    text = "a line ending in \\\n\n@misc{a, note = {x\\\ny}}\r\n  @misc{b}\n% c\n@misc(c,\n year=1)"
    assert [(entry.key, entry.line) for entry in read(text).entries] == [
        ("a", 3),
        ("b", 5),
        ("c", 7),
    ]


def test_match_prefers_arxiv_then_doi_then_title() -> None:
    found = read(
        "@misc{a, title = {One}, eprint = {2505.15117}}\n"
        "@misc{b, title = {Two}, doi = {10.1145/12}}\n"
        '@misc{c, title = {{{T}hree}: G{\\"o}del}}\n'
        "@misc{d}"
    )

    def key(arxiv: str = "", doi: str | None = None, title: str = "") -> str | None:
        entry = found.match(arxiv=ArxivId(arxiv, 7) if arxiv else None, doi=doi, title=title)
        return entry.key if entry else None

    assert key("2505.15117", "10.1145/12", "Three: Gödel") == "a"
    assert key("2505.00001", "10.1145/12", "Three: Gödel") == "b"
    assert key("2505.00001", "10.1145/99", "three -- gödel") == "c"
    assert key(doi="10.48550/arXiv.2505.15117") == "a"
    assert key(doi="10.1145/12") == "b"
    assert key("2505.00001", None, "Four") is None
    assert key() is None


def test_missing_counts_a_paper_once() -> None:
    found = read(
        "@misc{preprint, title = {{MAS}}, eprint = {2505.15117}}\n"
        "@article{published, title = {Mas}, doi = {10.1145/12}}\n"
        "@misc{other, title = {Other}}"
    )
    preprint, published, other = found.entries
    assert found.missing([preprint]) == (other,)
    assert found.missing([published, other]) == ()
    assert found.missing([]) == found.entries


def test_survives_a_process_boundary() -> None:
    found = read(ZOTERO)
    copy = pickle.loads(pickle.dumps(found))
    assert copy == found
    assert copy.match(arxiv=ArxivId("2509.24323"), doi=None, title="") == found.entries[0]
    assert hash(copy) == hash(found)


def test_quotation_marks_and_braces_in_values_around_a_comment() -> None:
    found = parse_bibliography(
        """@misc{a,
  note = "A {quoted} {"}title{"} # {x}",
% url = {https://example.org/commented-out},
  title = "{{deep}
% inside a value
}",
}
@misc{b, title = {B}
% , year = 1999
}
""",
        "x",
    )
    assert [problem.line for problem in found.problems] == [3, 9]
    entries = found.entries
    assert [entry.key for entry in entries] == ["a", "b"]
    assert entries[0].urls == ()
    assert entries[0].title.endswith("% inside a value }")
    assert entries[1].year is None
