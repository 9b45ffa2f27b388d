"""What our own restoration leaves, and ftfy reads, has an unsafe fix."""

from __future__ import annotations

import pytest
from fixtures.damage.encoding import misread

from digestlint.core.finding import Applicability
from tests.support import diagnose, fixed, see

UNSAFE = Applicability.UNSAFE


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "line",
    [
        "EL {} vuelve",
        "# {}",
        "- {} vuelve",
        "> {}",
        "| a | {} | b |",
        "**{}** vuelve",
        "[{}](https://example.org/a)",
        "1. _{}_",
        "论文 {} 论文",
        "vuelve {}",
    ],
)
def test_an_odd_word_anywhere(line: str, newline: str) -> None:
    clean = f"First.\n\n{line.format('NIÑO')}\n".replace("\n", newline)
    text = clean.replace("Ñ", misread("Ñ", "cp1252"))
    (seen,) = see(text, "ENC")
    assert (seen.code, seen.row, seen.text, seen.fix) == ("ENC002", 3, "Ã‘", UNSAFE)
    assert fixed(text, "ENC", unsafe=False) == text
    assert fixed(text, "ENC") == clean


def test_the_message_says_who_reads_it() -> None:
    (found,) = diagnose("EL NIÃ‘O vuelve.\n", "ENC002")
    assert str(found.message) == (
        "possible mojibake (UTF-8 read as windows-1252): ftfy reads 'NIÑO', but there is too "
        "little evidence to restore it"
    )


@pytest.mark.parametrize(
    "text",
    [
        "`NIÃ‘O`\n",
        "```\nNIÃ‘O\n```\n",
        "<code>NIÃ‘O</code>\n",
        "Write NIÑO, not NIÃ‘O.\n",
        "Le voilÃ le travail.\n",
        "two √π\n",
    ],
)
def test_examples_and_what_ftfy_cannot_read_back(text: str) -> None:
    assert see(text, "ENC") == []


@pytest.mark.parametrize(
    ("clean", "codec"),
    [
        ("Šią dieną įdomu, visų pirma reikia laiko ir žinių.", "cp1257"),
        ("com especial atenção às pessoas e ações", "latin-1"),
    ],
)
def test_no_break_spaces_that_became_spaces(clean: str, codec: str) -> None:
    text = misread(clean, codec).replace("\xa0", " ") + "\n"
    assert [seen.fix for seen in see(text, "ENC")] == [UNSAFE]
    (found,) = diagnose(text, "ENC")
    assert "; ftfy reads '" in str(found.message)
    assert fixed(text, "ENC", unsafe=False) == text
    assert fixed(text, "ENC") == clean + "\n"


def test_pairs_of_surrogates() -> None:
    text = "Nice \xed\xa0\xbd\xed\xb8\x80 day\n"
    assert fixed(text, "ENC002", unsafe=False) == text
    assert fixed(text, "ENC002") == "Nice 😀 day\n"


def test_what_is_damaged_still_once_it_is_restored_has_no_safe_fix() -> None:
    clean = "┒(⌣_⌣)┎"
    text = misread(misread(clean, "latin-1"), "cp1252") + "\n"
    assert fixed(text, "ENC002", unsafe=False) in (text, clean + "\n")
    assert fixed(text, "ENC002") == clean + "\n"


def test_an_odd_word_beside_others_that_lost_more_is_only_reported() -> None:
    text = "论文 NIÃ‘O y SEÃ?ORA\n"
    assert [(seen.text, seen.fix) for seen in see(text, "ENC002")] == [("Ã‘", None)]


def test_a_part_of_a_line_is_not_restored_where_the_rest_would_lose_its_evidence() -> None:
    text = "Ã perturber la rÃ©flexion des thÃ©ologiens jusqu'Ã nos jours\n"
    assert fixed(text, "ENC") == text
    assert see(text, "ENC") != []
