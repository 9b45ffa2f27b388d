from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestlint.papers.identifiers import (
    ArxivId,
    arxiv_id_problem,
    find_arxiv_id,
    find_doi,
    normalise_title,
    parse_arxiv_id,
    plain_title,
)
from tests.places import DIGESTS


@pytest.mark.parametrize(
    ("text", "name", "version"),
    [
        ("https://arxiv.org/abs/2505.15117", "2505.15117", None),
        ("http://arxiv.org/pdf/2505.15117v2", "2505.15117", 2),
        ("https://arxiv.org/pdf/2505.15117v2.pdf", "2505.15117", 2),
        ("https://arxiv.org/pdf/2505.15117.", "2505.15117", None),
        ("https://www.arxiv.org/html/2505.15117v12#S1", "2505.15117", 12),
        ("https://export.arxiv.org/abs/2505.15117?context=cs", "2505.15117", None),
        ("https://arxiv.org/ps/0704.0001", "0704.0001", None),
        ("arxiv.org/abs/arXiv:1412.9999", "1412.9999", None),
        ("https://arxiv.org//abs/2505.15117", "2505.15117", None),
        ("https://www.alphaxiv.org/abs/2505.15117v1", "2505.15117", 1),
        ("https://www.alphaxiv.org/overview/2505.15117", "2505.15117", None),
        ("https://huggingface.co/papers/2505.15117", "2505.15117", None),
        ("https://papers.cool/arxiv/2505.15117", "2505.15117", None),
        ("https://scirate.com/arxiv/2505.15117v2", "2505.15117", 2),
        ("https://www.arxiv-vanity.com/papers/2505.15117/", "2505.15117", None),
        ("https://ar5iv.labs.arxiv.org/html/2505.15117", "2505.15117", None),
        ("https://doi.org/10.48550/arXiv.2505.15117", "2505.15117", None),
        ("10.48550/ARXIV.2505.15117", "2505.15117", None),
        ("arXiv:2505.15117v2", "2505.15117", 2),
        ("arXiv:2505.15117 [cs]", "2505.15117", None),
        ("ArXiv preprint arXiv: 2505.15117, 2025", "2505.15117", None),
        ("见 arXiv：2505.15117。", "2505.15117", None),
        ("https://img.shields.io/badge/arXiv-2505.15117-b31b1b.svg", "2505.15117", None),
        ("https://arxiv.org/abs/cs/0112017", "cs/0112017", None),
        ("https://arxiv.org/abs/cs.DL%2F0112017v1", "cs/0112017", 1),
        ("https://arxiv.org/pdf/math.GT/0309136v1", "math/0309136", 1),
        ("arXiv:hep-th/9901001", "hep-th/9901001", None),
        ("bad arXiv:2513.00001, good arXiv:2501.00001", "2501.00001", None),
    ],
)
def test_finds_arxiv_id(text: str, name: str, version: int | None) -> None:
    assert find_arxiv_id(text) == ArxivId(name, version)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2505.15117",
        "the score is 2505.15117 points",
        "https://example.org/abs/2505.15117",
        "https://notarxiv.org/abs/2505.15117",
        "https://arxiv.org.example.com/abs/2505.15117",
        "https://vixra.org/abs/2505.15117",
        "https://huggingface.co/papers/date/2025-05-21",
        "https://arxiv.org/list/cs.AI/2505",
        "arXiv:2513.15117",
        "arXiv:2505.1511",
        "arXiv:2505.151171",
        "arXiv:1412.00001",
        "arXiv:0703.0001",
        "arXiv:xyz/0112017",
        "arXiv:cs/0113017",
        "arXiv:２５０５.15117",
    ],
)
def test_finds_no_arxiv_id(text: str) -> None:
    assert find_arxiv_id(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 2505.15117v3 ", ArxivId("2505.15117", 3)),
        ("cs.AI/0112017", ArxivId("cs/0112017")),
        ("2505.15117 and more", None),
        ("arXiv:2505.15117", None),
    ],
)
def test_reads_text_that_is_an_id(text: str, expected: ArxivId | None) -> None:
    assert parse_arxiv_id(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2505.15117", (25, 5)),
        ("cs/0112017", (1, 12)),
        ("hep-th/9901001", (99, 1)),
        ("2513.00001", None),
        ("", None),
    ],
)
def test_year_month(name: str, expected: tuple[int, int] | None) -> None:
    assert ArxivId(name).year_month == expected


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://arxiv.org/abs/2513.15117", ("month", "13")),
        ("https://arxiv.org/abs/2500.15117", ("month", "00")),
        ("https://arxiv.org/pdf/2505.151171", ("not-five", "6")),
        ("https://arxiv.org/pdf/2505.1511v2", ("not-five", "4")),
        ("https://arxiv.org/pdf/1412.00001", ("not-four", "5")),
        ("https://arxiv.org/pdf/0703.0001", ("too-early", "")),
        ("https://arxiv.org/pdf/250515117.pdf", ("no-dot", "")),
        ("https://arxiv.org/abs/0112017", ("no-archive", "")),
        ("https://arxiv.org/abs/foo/0112017", ("archive", "foo")),
        ("https://arxiv.org/abs/cs/0113017", ("month", "13")),
        ("https://arxiv.org/abs/cs/0711017", ("too-late", "")),
        ("https://arxiv.org/abs/cs/011201", ("old-form", "")),
        ("https://arxiv.org/abs/2406.XXXXX", ("form", "")),
        ("https://arxiv.org/abs/2505.15117x", ("form", "")),
        ("https://arxiv.org/abs/2505.15117v", ("no-version", "2505.15117v")),
        ("https://arxiv.org/abs/2505.15117v0", ("version-zero", "")),
        ("https://arxiv.org/abs/", ("missing", "")),
        ("https://doi.org/10.48550/arXiv.2505.1511", ("not-five", "4")),
        ("https://huggingface.co/papers/2505.151171", ("not-five", "6")),
    ],
)
def test_says_what_is_wrong_with_an_id(url: str, problem: tuple[str, str]) -> None:
    assert arxiv_id_problem(url) == problem


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2505.15117",
        "https://arxiv.org/pdf/2505.15117v2.pdf",
        "https://arxiv.org/pdf/2505.15117v2#page=3",
        "https://arxiv.org/abs/2505.15117/",
        "https://arxiv.org/abs/math.GT/0309136",
        "https://arxiv.org/abs/hep-th%2F9901001v3",
        # Other rules' business.
        "https://arxiv.org/pdf/2505.15117.",
        "https://arxiv.org/pdf/2505.15117},",
        "https://arxiv.org/pdf/2505.15117，方便",
        # Not a paper's page.
        "https://arxiv.org/",
        "https://arxiv.org/list/cs.AI/recent",
        "https://info.arxiv.org/help/arxiv_identifier.html",
        "https://huggingface.co/papers",
        "https://huggingface.co/papers/date/2025-05-21",
        "https://example.org/abs/2513.1",
        "",
    ],
)
def test_finds_nothing_wrong(url: str) -> None:
    assert arxiv_id_problem(url) is None


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1145/3580305.3599_1", "10.1145/3580305.3599_1"),
        ("https://doi.org/10.1016/S0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
        ("[x](https://doi.org/10.1145/3580305.3599)", "10.1145/3580305.3599"),
        ("见 10.1145/3580305.3599。", "10.1145/3580305.3599"),
        ("DOI: 10.1145/3580305.3599.", "10.1145/3580305.3599"),
        ("https://dl.acm.org/doi/pdf/10.1145/3580305.3599", "10.1145/3580305.3599"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.02.123v2.full", "10.1101/2020.01.02.123"),
        ("https://doi.org/10.1016%2Fj.cell.2020.01.001", "10.1016/j.cell.2020.01.001"),
        ("10.48550/arXiv.2505.15117", "10.48550/arxiv.2505.15117"),
        ("10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID-SIM968>3.0.CO;2-2",) * 2,
        ("1.10.1145/12", None),
        ("10.12/34", None),
        ("10.1145/.", None),
        ("no doi", None),
    ],
)
def test_finds_doi(text: str, doi: str | None) -> None:
    assert find_doi(text) == (doi.lower() if doi else None)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Deep  Think\nwith Confidence", "Deep Think with Confidence"),
        ("{RL}-{VLM}: {{Double {Nested}}}", "RL-VLM: Double Nested"),
        (r"G{\"o}del, G\"odel, G\"{o}del", "Gödel, Gödel, Gödel"),
        (r"Caf\'{e} na{\"\i}ve na\"{\i}ve", "Café naïve naïve"),
        (r"Fran{\c c}ois, \c{S}, \v{s}, \v s, \H{o}, \k{a}", "François, Ş, š, š, ő, ą"),
        (r"S{\o}ren, \O resund, Stra{\ss}e, {\L}\'od\'z, \aa", "Søren, Øresund, Straße, Łódź, å"),
        (r"\~{}x, \~n, \^{}", "~x, ñ, ^"),
        (r"2D\&3D at 100\% for \$5 \#1 a\_b", "2D&3D at 100% for $5 #1 a_b"),
        (r"50% off % kept", "50% off % kept"),
        (r"\textbf{Bold \emph{both}} {\it old} \texttt{x}", "Bold both old x"),
        (r"\href{http://a.b/\%}{the \textit{text}}", "the text"),
        (r"MAS\textsuperscript{2} and {$\tau^2$}-bench", r"MAS2 and $\tau^2$-bench"),
        (r"MAS$^2$: {Self}, \(a_{b}\)", r"MAS$^2$: Self, \(a_{b}\)"),
        (r"\ensuremath{\alpha}", r"$\alpha$"),
        ("``Quoted'' and `single', don't", "“Quoted” and ‘single’, don't"),
        ("a--b --- c~d", "a--b --- c d"),
        (r"\textendash{} \ldots{} \textquoteright", "– … ’"),
        # What is not known stays visible.
        (r"\name and \our{} use \cite{key}[1]", r"\name and \our{} use \cite{key}[1]"),
        (r"\foo{a}{b} {c}", r"\foo{a}{b} c"),
        ("un}open {unclosed", "un}open {unclosed"),
        ("ends in \\", "ends in \\"),
        ("costs $5", "costs $5"),
    ],
)
def test_plain_title(raw: str, plain: str) -> None:
    assert plain_title(raw) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MAS$^2$: Self-Generative Systems", "{{MAS}}²: {Self-Generative} Systems"),
        ("O$^2$-Searcher", r"{O\textsuperscript{2}-Searcher}"),
        (r"$\tau$-bench", "τ-Bench"),
        (r"$V_1$: Unifying", "V1 Unifying"),
        (r"90$\times$ Compression", "90× compression"),
        (r"$\mathcal{O}(n)$ Attention", "O(N) attention"),
        ("2D&3D Worlds", r"2D\&3D worlds"),
        ("2D&amp;3D", "2D & 3D"),
        ("ResT: Reshaping", "rest--reshaping"),
        (r"G{\"o}del's Theorem", "gödel’s theorem"),
        ("Go\u0308del", "GÖDEL"),
        ("Ｆｕｌｌ ｗｉｄｔｈ：题", "full width: 题"),
        ("Straße", "STRASSE"),
        ("a\u200bb\ufe0f", "AB"),
    ],
)
def test_one_title_in_two_spellings(one: str, other: str) -> None:
    assert normalise_title(one) == normalise_title(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gödel", "Godel"),
        ("Deep Think 2", "Deep Think 3"),
        (r"\foo", r"\bar"),
        (r"$\alpha$", r"$\beta$"),
        ("推理", "推荐"),
    ],
)
def test_different_titles(one: str, other: str) -> None:
    assert normalise_title(one) != normalise_title(other)


@pytest.mark.parametrize("title", ["", "   ", "{}", "$$", "—！？", "\\"])
def test_title_without_letters_is_empty(title: str) -> None:
    assert normalise_title(title) == ""


PIECES = [*"{}$\\`'\"~^_% aeiz(),.:/019&;", "\\c ", "\\emph{", "\\href{", "\\(", "ö", "题"]
LATEX_SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(st.one_of(st.text(), LATEX_SOUP))
def test_titles_never_raise_and_agree(title: str) -> None:
    plain = plain_title(title)
    assert plain == " ".join(plain.split())
    assert normalise_title(title).isprintable() or not title.isprintable()
    assert normalise_title(normalise_title(title)) == normalise_title(title)


@given(st.text("0123456789v./arxivcs:-%2FABS ", max_size=40))
def test_identifiers_never_raise(text: str) -> None:
    find_doi(text)
    for url in (text, f"https://arxiv.org/abs/{text}"):
        found, problem = find_arxiv_id(url), arxiv_id_problem(url)
        assert found is None or found.year_month is not None
        assert problem is None or problem.kind


@pytest.mark.parametrize("piece", ["{", "\\{", "$", "\\(", "\\'{", "`a", "\\href{", "\\a{", "\\x "])
def test_deep_or_endless_markup_is_read(piece: str) -> None:
    assert isinstance(plain_title(piece * 2_000), str)


@pytest.mark.skipif(not DIGESTS.is_dir(), reason="the digests are not beside the repository")
def test_every_paper_of_the_digests_has_an_id() -> None:
    count = 0
    for path in sorted(DIGESTS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        urls = re.findall(r"\[\[Paper\]\((.*?)\)|^## \d+\.\[.*\]\((.*?)\)", text, re.MULTILINE)
        for pair in urls:
            url = "".join(pair)
            assert find_arxiv_id(url) is not None
            assert arxiv_id_problem(url) is None
            count += 1
    assert count == 217
