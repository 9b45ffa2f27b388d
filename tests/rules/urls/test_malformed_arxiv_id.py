from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.support import diagnose, fixed, see

GOOD = "https://arxiv.org/abs/2505.15117"
NORMALISED = [
    ("https://arxiv.org//abs/2505.15117", GOOD),
    ("https://arxiv.org/abs//2505.15117", GOOD),
    ("https://arxiv.org/2505.15117", GOOD),
    ("https://arxiv.org/abs2505.15117", GOOD),
    ("https://arxiv.org/abs:2505.15117", GOOD),
    ("https://arxiv.org/abs/abs/2505.15117", GOOD),
    ("https://arxiv.org/abs/https://arxiv.org/abs/2505.15117", GOOD),
    ("https://arxiv.org/paper/2505.15117", GOOD),
    ("https://www.arxiv.org//pdf/cs/0501001v2", "https://www.arxiv.org/pdf/cs/0501001v2"),
    ("https://arxiv.org/pdf2505.15117v2.pdf", "https://arxiv.org/pdf/2505.15117v2.pdf"),
    ("https://arxiv.org/pdf/2505.15117.pdf.pdf", "https://arxiv.org/pdf/2505.15117.pdf"),
    ("https://arxiv.org/2505.15117.pdf", "https://arxiv.org/pdf/2505.15117.pdf"),
    ("https://doi.org/10.48550/2505.15117", "https://doi.org/10.48550/arXiv.2505.15117"),
    ("https://doi.org/10.48550/arXiv:2505.15117", "https://doi.org/10.48550/arXiv.2505.15117"),
]
IN_PIECES = ["https://arxiv.org/abs/ 2505.15117", "https://arxiv.org/abs/2505. 15117"]
UNSAFE = [
    ("https://arxiv.org/abs/pdf/2505.15117", "https://arxiv.org/pdf/2505.15117"),
    ("https://arvix.org/abs/2505.15117", GOOD),
]

FOUND = [
    "[a](https://arxiv.org/abs/250515117)",
    "[a](https://arxiv.org/abs/2513.15117)",
    "[a](https://arxiv.org/pdf/2505.151171)",
    "[a](https://arxiv.org/pdf/2505.1511v1.pdf)",
    "[a]: http://arxiv.org/abs/",
    "代码https://arxiv.org/abs/2505.1511，好",
]
LEFT = [
    "[a](https://arxiv.org/abs/2505.15117)",
    "[a](https://arxiv.org/pdf/2505.15117v2.pdf)",
    "[a](https://arxiv.org/abs/hep-th/9901001)",
    "[a](https://arxiv.org/list/cs.CL/recent)",
    "[a](https://arxiv.org/pdf/2505.15117.)",
    "[a](https://a.org/abs/2505)",
    "代码https://arxiv.org/abs/2505.15117，好",
    "`https://arxiv.org/abs/25`",
    "[a](https://arxiv.org/abs/2505.15117/)",
    "[a](https://arxiv.org/abs/arXiv:2505.15117#S2)",
    "[a](https://arxiv.org/abs/2505.15117?context=cs)",
    "[a](https://doi.org/10.48550/ARXIV.2505.15117)",
    "@misc{a, title = {A}, url = {https://arxiv.org/2505.15117}}",
]


@pytest.mark.parametrize("frame", ["[a]({})", "<{}>", "[a]: {}", "见 {} 。", "- **[a]({})**"])
@pytest.mark.parametrize(("url", "expected"), NORMALISED)
def test_writes_the_path_of_the_paper(url: str, expected: str, frame: str) -> None:
    src = frame.format(url)
    assert [s.fix for s in see(src, "URL006")] == [Applicability.SAFE]
    assert fixed(src, unsafe=False) == frame.format(expected)
    assert see(frame.format(expected), "URL") == []


@pytest.mark.parametrize("frame", ["[a]({})", "见 {} 。", "|a|\n|-|\n|{} |"])
@pytest.mark.parametrize("url", IN_PIECES)
def test_puts_pieces_together(url: str, frame: str) -> None:
    src = frame.format(url)
    assert [(s.code, s.fix) for s in see(src, "URL")] == [("URL006", Applicability.SAFE)]
    assert fixed(src, unsafe=False) == frame.format(GOOD)


@pytest.mark.parametrize(("url", "expected"), UNSAFE)
def test_asks_which_page_was_meant(url: str, expected: str) -> None:
    assert [s.fix for s in see(f"[a]({url})", "URL006")] == [Applicability.UNSAFE]
    assert fixed(f"[a]({url})") == f"[a]({expected})"


@pytest.mark.parametrize("src", FOUND)
def test_reports_malformed_identifiers(src: str) -> None:
    assert [s.fix for s in see(src, "URL006")] == [None]


@pytest.mark.parametrize("src", LEFT)
def test_leaves_identifiers_and_other_pages(src: str) -> None:
    assert see(src, "URL006") == []


def test_none_hides_another() -> None:
    assert len(see("\n\n".join([*LEFT, *FOUND]), "URL006")) == len(FOUND)


REASONS = [
    ("", "the identifier is missing"),
    ("2406.XXXXX", "it does not have the form YYMM.NNNNN"),
    ("cs/011201", "it does not have the form archive/YYMMNNN"),
    ("250515117", "the dot after YYMM is missing"),
    ("0112017", "the archive is missing; old identifiers look like 'cs/0112017'"),
    ("foo/0112017", "no archive 'foo' has identifiers of this form"),
    ("2500.15117", "00 is not a month"),
    ("0703.0001", "identifiers of this form start at 0704"),
    ("cs/0711017", "identifiers of this form end at 0703"),
    ("1412.00001", "the number after the dot has 5 instead of 4 digits (up to 1412)"),
    ("2505.151171", "the number after the dot has 6 instead of 5 digits (since 1501)"),
    ("2505.15117v", "'2505.15117v' has no valid version number"),
    ("2505.15117v0", "version numbers start at v1"),
]


@pytest.mark.parametrize(("name", "reason"), REASONS)
def test_says_what_is_wrong_with_an_identifier(name: str, reason: str) -> None:
    url = f"https://arxiv.org/abs/{name}"
    (found,) = diagnose(f"[a]({url})", "URL006")
    assert str(found.message) == f"'{url}' is not a paper on arXiv: {reason}"


PATHS = [
    ("https://arxiv.org/2505.15117", "'/abs/' is missing"),
    ("https://arvix.org/abs/2505.15117", "the host is misspelt ('arvix.org')"),
    ("https://arxiv.org/abs/https://arxiv.org/abs/2505.15117", "it contains the host twice"),
    ("https://arxiv.org/paper/2505.15117", "'paper' is not a kind of page on arXiv"),
    ("https://arxiv.org/abs/pdf/2505.15117", "'abs/pdf' names more than one kind of page"),
    ("https://arxiv.org/abs2505.15117", "a slash is missing"),
    ("https://arxiv.org//abs/2505.15117", "there is an extra slash"),
    ("https://arxiv.org/abs:/2505.15117", "'/abs:/' is not a path on arXiv"),
    ("https://arxiv.org/pdf/2505.15117.pdf.pdf", "'.pdf' is repeated"),
    ("https://doi.org/10.48550/2505.15117", "arXiv DOIs begin with '10.48550/arXiv.'"),
]


@pytest.mark.parametrize(("url", "problem"), PATHS)
def test_says_what_is_wrong_with_a_path(url: str, problem: str) -> None:
    (found,) = diagnose(f"[a]({url})", "URL006")
    assert str(found.message).startswith(f"'{url[:40]}")
    assert f" is malformed: {problem}; write 'https://" in str(found.message)


def test_says_that_a_space_is_inside() -> None:
    (found,) = diagnose("见 https://arxiv.org/abs/ 2505.15117 。", "URL006")
    assert "it contains a space; write 'https://arxiv.org/abs/2505.15117'" in str(found.message)
